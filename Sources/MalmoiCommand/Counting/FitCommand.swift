public import ArgumentParser
import CorpusReading
import TokenAnalysis
public import Tokenization

/// `malmoi fit`: cuts a text or a chat to a budget of tokens.
struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit",
    abstract: "Cut a text or a chat so that it keeps within a budget of tokens.",
    discussion: """
      A text that fits is written as it is. Of a chat whole messages go: those of the lowest \
      "priority" first, of one priority the oldest first, never system messages or the last one. \
      What is written has been counted as a whole. Exit status 3: nothing that may stay fits.

      Examples:
        malmoi fit --budget 4000 --cut middle --at sentence --marker ' … ' report.txt
        malmoi fit --model gpt-4o --budget 100000 --chat conversation.json
      """)

  @Option(
    help: ArgumentHelp("The tokenizer that counts.", valueName: "path-or-name"))
  var tokenizer: String?
  @Option(help: "Count with this model's tokenizer, and frame a chat as it does.") var model:
    String?
  @Option(help: "The most tokens.") var budget: Int
  @Option(help: "What goes of a text: head, tail or middle.") var cut = TextFit.Part.tail
  @Option(help: "Where a text may be cut: at a syllable, eojeol, sentence or paragraph.")
  var at = TextBorder.eojeol
  @Option(help: "What stands where the middle was.") var marker = ""
  @Flag(help: "FILE is a chat in the shape of OpenAI, Anthropic or Gemini.") var chat = false
  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions
  @Argument(help: "The file to read; - or none is standard input.") var file = "-"

  func validate() throws {
    if budget < 0 { throw ValidationError("--budget takes a number from 0 on.") }
  }

  func run() throws {
    var counter = ModelCounter(
      overrides: overrides, standIn: tokenizer ?? (model == nil ? defaultTokenizer : nil))
    let facts = model.flatMap(ModelTable.facts)
    let text = try readWholeFile(file)
    let result =
      chat
      ? try fitChat(text, facts, counter.session(counter.tokenizer(of: model ?? "", facts)))
      : try TextFit(cutting: cut, at: at, marker: Array(marker.utf8)).fit(text, budget: budget) {
        try counter.count($0, for: model ?? "", facts).tokens
      }
    guard let result else {
      Talk.line("\(file): what may not be cut is longer than \(grouped(budget)) tokens")
      throw ExitCode.gateFailed
    }
    var data = DataOutput(path: nil)
    try data.write(result)
    try data.finish()
    if !chat, result.count < text.count {
      Talk.line("\(file): \(grouped(text.count)) bytes cut to \(grouped(result.count))")
    }
  }

  private func fitChat(
    _ text: [UInt8], _ facts: ModelFacts?, _ session: EncodingSession
  ) throws -> [UInt8]? {
    do {
      let fitted = try ChatFit(json: text).fit(budget: budget) { chat in
        let count = try ChatCount(chat, framing: facts?.framing, session: session).total
        return facts?.correction?.apply(to: count).high ?? count
      }
      if let fitted, fitted.removed > 0 {
        Talk.line("\(file): \(fitted.removed) messages left out")
      }
      return fitted.map { $0.json + [0x0A] }
    } catch let error as TokenAnalysisError { throw CommandFailure("\(file): \(error)") }
  }
}

extension TextFit.Part: ExpressibleByArgument {}
extension TextBorder: ExpressibleByArgument {}
