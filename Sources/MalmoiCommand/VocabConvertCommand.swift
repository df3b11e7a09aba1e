import ArgumentParser
import TokenizerModel
import VocabularyStore

/// `malmoi vocab convert`: one format into another, where nothing is lost.
struct VocabConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write a tokenizer in another format.",
    discussion: """
      The suffix of the output says the format: .json is a tokenizer.json, .tiktoken a rank file. \
      What a format cannot express is refused: a rank file has no normalizer.
      """)

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Argument(help: "The tokenizer to read, by path or name.")
  var input: String

  @Argument(help: "The file to write, ending in .json or .tiktoken.")
  var output: String

  func run() throws {
    let format = try TokenizerFormat(path: output)
    let stored = try StoredTokenizer.load(
      input, search: .ofProcess, overrides: overrides.overrides)
    try format.write(stored.definition, to: output, source: stored.path)
    Talk.line("wrote \(output)")
    if format == .ranks, !stored.definition.addedTokens.isEmpty {
      Talk.line("note: a rank file does not hold the special tokens or the split pattern")
    }
  }
}

/// A file format for tokenizers, by the suffix of its name.
enum TokenizerFormat {
  case json, ranks, wordList

  init(path: String) throws {
    if path.hasSuffix(".json") {
      self = .json
    } else if path.hasSuffix(".tiktoken") {
      self = .ranks
    } else if path.hasSuffix(".txt") {
      self = .wordList
    } else {
      throw ValidationError("\(path): the name of the output must end in .json, .tiktoken or .txt.")
    }
  }

  /// Writes a tokenizer whole or not at all.
  func write(_ definition: TokenizerDefinition, to path: String, source: String) throws {
    do {
      let bytes =
        switch self {
        case .json: try TokenizerJSON.write(try definition.withListedMerges())
        case .ranks: try RankFile.write(definition)
        case .wordList: try WordListFile.write(definition)
        }
      try AtomicFile.write(bytes, to: path)
    } catch let error as TokenizerModelError {
      throw CommandFailure("\(source): \(error)")
    }
  }
}
