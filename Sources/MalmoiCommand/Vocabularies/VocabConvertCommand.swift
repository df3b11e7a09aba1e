import ArgumentParser
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi vocab convert`: one format into another, where nothing is lost.
struct VocabConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write a tokenizer in another format, where nothing is lost.",
    discussion: """
      The name of the output says the format: .json is a tokenizer.json, .tiktoken a rank file, .txt a \
      vocab.txt, vocab.json GPT-2's pair with merges.txt beside it, tekken.json Mistral's. What was \
      written is read back and held against the original first; what a format cannot hold is refused. \
      What a reader must be told, because the format has no place for it, is noted.

      A Unigram model of SentencePiece, and one with a table of characters, is written as a \
      tokenizer.json only together with --verify: readers of that format may round otherwise.

      Examples:
        malmoi vocab convert o200k_base o200k.json
        malmoi vocab convert model.gguf tokenizer.json --verify corpus/*.txt
      """)

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Option(
    help: ArgumentHelp(
      "Encode a file by both, and write nothing if an id differs. Repeatable; files may also follow.",
      valueName: "file"))
  var verify: [String] = []

  @Argument(help: "The tokenizer to read, by path or name.")
  var input: String

  @Argument(help: "The file to write.")
  var output: String

  @Argument(help: ArgumentHelp("More files to verify by.", visibility: .hidden))
  var more: [String] = []

  func validate() throws {
    if verify.isEmpty, !more.isEmpty { throw ValidationError("Unexpected argument '\(more[0])'.") }
  }

  func run() throws {
    let format = try WrittenFormat(path: output)
    let stored = try StoredTokenizer.load(
      input, search: .ofProcess, overrides: overrides.overrides)
    let written: WrittenTokenizer
    do throws(TokenizerModelError) {
      written = try WrittenTokenizer(stored.definition, as: format)
    } catch { throw CommandFailure("\(stored.path): \(error)") }
    if let doubt = written.doubt, verify.isEmpty {
      throw CommandFailure(
        "\(stored.path): as \(format.rawValue) some text may get other ids: \(doubt); give texts by "
          + "--verify, and it is written if they get the same")
    }
    if !verify.isEmpty {
      let check = ConversionCheck(
        before: try RunnableTokenizer(stored).tokenizer, after: try runnable(written), name: output)
      Talk.line(try check.run(verify + more))
    }
    if let merges = written.merges {
      try AtomicFile.write(merges, to: output.dropLast("vocab.json".count) + "merges.txt")
    }
    try AtomicFile.write(written.bytes, to: output)
    Talk.line("wrote \(output)")
    for note in written.notes {
      Talk.line("note: the format does not hold \(note)")
    }
  }

  private func runnable(_ written: WrittenTokenizer) throws -> Tokenizer {
    do throws(TokenizationError) {
      return try Tokenizer(written.definition)
    } catch { throw CommandFailure("\(output): \(error)") }
  }
}

extension WrittenFormat {
  /// The format that the name of a file says.
  fileprivate init(path: String) throws {
    switch path.split(separator: "/").last.map(String.init) ?? path {
    case "vocab.json": self = .vocabularyAndMerges
    case "tekken.json": self = .tekken
    case let name where name.hasSuffix(".json"): self = .tokenizerJSON
    case let name where name.hasSuffix(".tiktoken"): self = .ranks
    case let name where name.hasSuffix(".txt"): self = .wordList
    case let name where name.hasSuffix(".trie"):
      throw ValidationError("\(path): malmoi vocab compile writes .trie files.")
    case let name where name.hasSuffix(".model") || name.hasSuffix(".gguf"):
      throw ValidationError("\(path): .model and .gguf files are read and not written.")
    default:
      throw ValidationError(
        "\(path): the name of the output must end in .json, .tiktoken or .txt.")
    }
  }
}
