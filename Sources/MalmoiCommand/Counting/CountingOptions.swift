import ArgumentParser
import Tokenization

/// By what is counted, and what.
struct CountingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A tokenizer by path or name. Repeat it to compare several.", valueName: "path-or-name"))
  var tokenizer: [String] = []

  @Option(help: "A model whose tokenizer counts. Repeat it to compare several.")
  var model: [String] = []

  @Flag(
    help: """
      Ask the models' vendors too (Anthropic, Google). The texts are sent to them; the key comes \
      from ANTHROPIC_API_KEY or GEMINI_API_KEY. What they say is kept beside the estimate.
      """)
  var askVendor = false

  @Flag(help: "Take what is counted as chats.") var chat = false

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @OptionGroup var special: SpecialTokenOption

  func validate() throws {
    if askVendor, model.isEmpty { throw ValidationError("--ask-vendor needs a --model.") }
  }

  /// The ways of counting, each a column.
  func columns() throws -> [CountingColumn] {
    let names = tokenizer.isEmpty && model.isEmpty ? [defaultTokenizer] : tokenizer
    let loaded = try names.map { try overrides.load($0) }
    for tokenizer in loaded { try tokenizer.check(special.policy) }
    var counter = ModelCounter(overrides: overrides, standIn: nil)
    return try loaded.map(CountingColumn.init) + model.flatMap { try columns(of: $0, &counter) }
  }

  /// Where the vendor is asked, an estimate is welcome and not needed.
  private func columns(
    of model: String, _ counter: inout ModelCounter
  ) throws -> [CountingColumn] {
    guard askVendor else {
      return [try CountingColumn(model: model, asChats: chat, counter: &counter)]
    }
    let vendor = try CountingColumn(askingVendorOf: model)
    do {
      return [try CountingColumn(model: model, asChats: chat, counter: &counter), vendor]
    } catch {
      Talk.line("note: no estimate beside the vendor's count: \(error)")
      return [vendor]
    }
  }
}
