public import ArgumentParser
import Tokenization
public import TokenizerModel
import VocabularyStore

/// The options that make inputs of a model from texts.
struct FramingOptions: ParsableArguments {
  @Flag(help: "Add the tokens that the tokenizer puts around texts, such as [CLS] and [SEP].")
  var addSpecialTokens = false

  @Option(
    help: ArgumentHelp(
      "A file that is the second text of the FILE in its place, or with --lines of its lines.",
      valueName: "file"))
  var pair: [String] = []

  @Option(help: "The most tokens of an input, special tokens included; longer texts are cut.")
  var maxLength: Int?

  @Option(
    help: "Which of two texts is cut, or file for the tokenizer's own truncation.")
  var truncation: TruncationChoice?

  @Option(help: "The end at which texts are cut: left or right.")
  var truncationSide: TextEnd?

  @Option(
    help: """
      Keep what is cut off, in windows of which neighbours share this many tokens; each is a line.
      """)
  var stride: Int?

  @Option(
    help: """
      Fill up to a number of tokens, to the longest of a batch, or file for the tokenizer's own.
      """)
  var padding: PaddingChoice?

  @Option(help: "Fill up to a multiple of this many tokens.")
  var padToMultipleOf: Int?

  @Option(help: "The end that is filled up: left or right.")
  var paddingSide: TextEnd?

  @Option(help: "The token that fills up, where the tokenizer does not name one.")
  var padToken: String?

  @Option(help: "How many documents are filled up together; all, if not given.")
  var batchSize: Int?

  /// Whether documents become inputs of a model.
  var isUsed: Bool {
    addSpecialTokens || !pair.isEmpty || maxLength != nil || truncation != nil || padding != nil
  }

  /// Whether what is cut off is wanted.
  var keepsWindows: Bool { stride != nil }

  func validate() throws {
    let cuts = maxLength != nil || truncation == .file
    if let stride, stride < 0 { throw ValidationError("--stride takes a number from 0 on.") }
    if let stride, let maxLength, stride >= maxLength {
      throw ValidationError("--stride must be less than --max-length.")
    }
    if !cuts, truncation != nil || truncationSide != nil || stride != nil {
      throw ValidationError("--truncation, --truncation-side and --stride need --max-length.")
    }
    if truncation == .file, maxLength != nil || truncationSide != nil {
      throw ValidationError("--truncation file says itself how long texts are cut.")
    }
    if padding == nil,
      padToMultipleOf != nil || paddingSide != nil || padToken != nil || batchSize != nil
    {
      throw ValidationError(
        "--pad-to-multiple-of, --padding-side, --pad-token and --batch-size need --padding.")
    }
    for (name, number) in [
      ("--max-length", maxLength), ("--pad-to-multiple-of", padToMultipleOf),
      ("--batch-size", batchSize),
    ] {
      if let number, number < 1 { throw ValidationError("\(name) takes a number from 1 on.") }
    }
  }

  /// The rules of the tokenizer that are applied.
  var applied: Set<FramingRules.Part> {
    var parts: Set<FramingRules.Part> = []
    if addSpecialTokens { parts.insert(.specialTokens) }
    if maxLength != nil || truncation != nil { parts.insert(.truncation) }
    if padding != nil { parts.insert(.padding) }
    return parts
  }

  /// What is asked for, with what the tokenizer says where that is asked for.
  func framing(for loaded: RunnableTokenizer) throws -> Framing {
    Framing(
      addsSpecialTokens: addSpecialTokens, truncation: try truncation(for: loaded),
      padding: try padding(for: loaded), keepsOverflow: keepsWindows)
  }

  private func truncation(for loaded: RunnableTokenizer) throws -> Truncation? {
    if case .file = truncation {
      guard var own = loaded.tokenizer.framingRules.truncation else {
        throw CommandFailure("\(loaded.path): the tokenizer names no truncation; give --max-length")
      }
      own.stride = stride ?? own.stride
      return own
    }
    guard let maxLength else { return nil }
    var rule = Truncation(
      length: maxLength, direction: truncationSide ?? .right, stride: stride ?? 0)
    if case .strategy(let strategy) = truncation { rule.strategy = strategy }
    return rule
  }

  private func padding(for loaded: RunnableTokenizer) throws -> Padding? {
    guard let padding else { return nil }
    let own = loaded.tokenizer.framingRules.padding
    if case .file = padding, own == nil {
      throw CommandFailure(
        "\(loaded.path): the tokenizer names no padding; give --padding longest or a number")
    }
    let named = try loaded.paddingToken(named: padToken)
    guard let token = named ?? own?.token ?? loaded.usualPaddingToken else {
      throw CommandFailure(
        "\(loaded.path): the tokenizer names no token for padding; give --pad-token")
    }
    var rule = own ?? Padding(token: token)
    rule.token = token
    rule.direction = paddingSide ?? rule.direction
    rule.multiple = padToMultipleOf ?? rule.multiple
    switch padding {
    case .file: break
    case .longest: rule.length = nil
    case .length(let length): rule.length = length
    }
    return rule
  }
}

/// The value of `--truncation`.
enum TruncationChoice: ExpressibleByArgument, Equatable {
  case strategy(Truncation.Strategy)
  case file

  init?(argument: String) {
    if argument == "file" {
      self = .file
      return
    }
    let name = argument.split(separator: "-", omittingEmptySubsequences: false)
      .joined(separator: "_")
    guard let strategy = Truncation.Strategy(rawValue: name) else { return nil }
    self = .strategy(strategy)
  }

  static var allValueStrings: [String] { ["longest-first", "only-first", "only-second", "file"] }
}

/// The value of `--padding`.
enum PaddingChoice: ExpressibleByArgument, Equatable {
  case longest, file
  case length(Int)

  init?(argument: String) {
    switch argument {
    case "longest": self = .longest
    case "file": self = .file
    default:
      guard let length = Int(argument), length > 0 else { return nil }
      self = .length(length)
    }
  }

  static var allValueStrings: [String] { ["longest", "file", "<number>"] }
}

extension TextEnd: ExpressibleByArgument {}

extension RunnableTokenizer {
  /// The token of a text that the user named.
  fileprivate func paddingToken(named text: String?) throws -> FramingToken? {
    guard let text else { return nil }
    guard let token = framingToken(text) else {
      throw CommandFailure("\(path): \"\(text)\" is no added token of the tokenizer")
    }
    return token
  }

  /// The token that fills up in BERT's and other families.
  fileprivate var usualPaddingToken: FramingToken? {
    ["[PAD]", "<pad>", "<|pad|>"].lazy.compactMap { framingToken($0) }.first
  }

  private func framingToken(_ text: String) -> FramingToken? {
    tokenizer.addedTokens.first { $0.content.utf8.elementsEqual(text.utf8) }.map {
      FramingToken(content: Array(text.utf8), id: $0.id)
    }
  }
}
