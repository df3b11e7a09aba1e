import ArgumentParser
import CorpusReading
import TokenAnalysis
import TokenizerModel

/// `malmoi cost`: what a call costs with one model or several.
struct CostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cost", abstract: "Say what a prompt costs, and what would make it cheaper.",
    discussion: """
      The prompt is the text of FILE, or --input-tokens says how long it is. Amounts are exact; the \
      table rounds them half-even to six places of a dollar and two of another currency. With \
      --usage every line of FILE is one call, such as {"model": "gpt-5.4", "input_tokens": 1200, \
      "cached_tokens": 1000, "output_tokens": 80}, and gives one line of JSON.

      Examples:
        malmoi cost --model gpt-5.4 --model claude-sonnet-4-5 --output-tokens 500 prompt.txt
        malmoi cost --model gpt-5.4 --input-tokens 272312 --calls-per-day 1000 --currency KRW=1470
      """)

  @Option(help: "A model. Repeat it to compare several.") var model: [String] = []

  @OptionGroup(title: "Tokens") var usage: CostUsageOptions
  @OptionGroup(title: "Prices") var prices: PriceOptions
  @OptionGroup(title: "Sums") var sums: CostSumOptions

  @Option(
    help: ArgumentHelp(
      "A tokenizer that stands in for the models' own.", valueName: "path-or-name"))
  var tokenizer: String?
  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Flag(help: "FILE holds usages, one a line.") var usageLog = false
  @Flag(help: "Print JSON.") var json = false
  @Flag(help: "Print comma-separated values.") var csv = false
  @Argument(help: "The prompt; - or none is standard input.") var files: [String] = []

  func validate() throws {
    if model.isEmpty != usageLog {
      throw ValidationError("Give --model, or --usage-log with a FILE of usages.")
    }
    if json, csv { throw ValidationError("--json and --csv exclude each other.") }
    if usage.inputTokens != nil, !files.isEmpty {
      throw ValidationError("--input-tokens stands for a text: leave FILE out.")
    }
  }

  func run() throws {
    let catalogue = try prices.catalogue()
    if usageLog { return try UsageLogBilling(catalogue: catalogue, prices: prices).run(files) }
    var counter = ModelCounter(overrides: overrides, standIn: tokenizer)
    let text = try usage.inputTokens == nil ? promptText() : nil
    let estimates = try model.map { try estimate($0, text, catalogue, &counter) }
    var data = DataOutput(path: nil)
    try data.write(
      json
        ? jsonText(estimates)
        : Array(CostTable(estimates: estimates, sums: sums).text(csv: csv).utf8))
    try data.finish()
    if json { return }
    for estimate in estimates {
      for line in estimate.notes + estimate.advice.map(\.text) {
        Talk.line("\(estimate.model): \(line)")
      }
    }
  }

  private func promptText() throws -> [UInt8] {
    try (files.isEmpty ? ["-"] : files).flatMap { try readWholeFile($0) }
  }

  private func estimate(
    _ model: String, _ text: [UInt8]?, _ catalogue: PriceCatalogue, _ counter: inout ModelCounter
  ) throws -> CostEstimate {
    let facts = ModelTable.facts(of: model)
    let quotes = catalogue.quotes(for: model, on: prices.asOf?.day, at: prices.asOf?.moment)
    if quotes.isEmpty, facts == nil { throw catalogue.unknownModel(model) }
    let count = try text.map { try counter.count($0, for: model, facts) }
    let usage = usage.usage(inputTokens: count?.tokens ?? usage.inputTokens ?? 0)
    var estimate = try CostEstimate(
      model: model, facts: facts, usage: usage, inputRange: count?.range, price: quotes.first,
      terms: prices.terms)
    estimate.tokenizer = count?.tokenizer
    estimate.certainty = count?.certainty ?? .exact
    if let count, count.certainty == .estimated, let facts { estimate.notes.append(facts.note) }
    if quotes.isEmpty {
      estimate.notes.append("no price list has the model\(catalogue.nearest(to: model))")
    }
    if let first = quotes.first {
      estimate.notes += try quotes.dropFirst().compactMap {
        try first.disagreement(with: $0, on: usage, terms: prices.terms)
      }
    }
    if let text {
      try estimate.advise(on: text) { try counter.count($0, for: model, facts).tokens }
    }
    return estimate
  }

  private func jsonText(_ estimates: [CostEstimate]) -> [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginArray()
    for estimate in estimates { estimate.write(to: &writer) }
    writer.endArray()
    return writer.bytes + [0x0A]
  }
}
