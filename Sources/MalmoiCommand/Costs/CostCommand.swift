import ArgumentParser
import TokenAnalysis

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
  @OptionGroup var prompt: PromptOptions

  func validate() throws {
    if model.isEmpty != usageLog {
      throw ValidationError("Give --model, or --usage-log with a FILE of usages.")
    }
    if json, csv { throw ValidationError("--json and --csv exclude each other.") }
    if usage.inputTokens != nil, !prompt.files.isEmpty {
      throw ValidationError("--input-tokens stands for a text: leave FILE out.")
    }
  }

  func run() throws {
    let catalogue = try prices.catalogue()
    if usageLog {
      return try UsageLogBilling(catalogue: catalogue, prices: prices).run(prompt.files)
    }
    var estimation = CostEstimation(
      catalogue: catalogue, prices: prices, usage: usage,
      counter: ModelCounter(overrides: overrides, standIn: tokenizer))
    let prompt = try usage.inputTokens == nil ? prompt.read() : nil
    let estimates = try model.map { try estimation.estimate($0, prompt: prompt) }
    let table = CostTable(estimates: estimates, sums: sums)
    var data = DataOutput(path: nil)
    try data.write(json ? table.json : Array(table.text(csv: csv).utf8))
    try data.finish()
    if json { return }
    for estimate in estimates {
      for line in estimate.notes + estimate.advice.map(\.text) {
        Talk.line("\(estimate.model): \(line)")
      }
    }
  }
}
