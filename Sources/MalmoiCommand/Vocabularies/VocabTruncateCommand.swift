import ArgumentParser
import TokenizerModel
import VocabularyStore

/// `malmoi vocab truncate`: a vocabulary of the first tokens of another.
struct VocabTruncateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "truncate", abstract: "Make a vocabulary smaller by its last tokens.",
    discussion: """
      Of a vocabulary trained here the result is the one that the same training gives at that size, byte \
      for byte. Added tokens and the alphabet stay; ids above what goes move down. Byte pairs over bytes \
      and WordPiece can be truncated.

      The name of the output says what is written, as in malmoi train. For a folder, the source must be \
      one too: its training.json goes on saying how to train the vocabulary.
      """)

  @Option(help: "The number of tokens to keep, added ones included.")
  var vocabSize: Int

  @Option(
    name: .shortAndLong, help: "What to write: NAME.json, NAME.tiktoken, NAME.txt or a folder.")
  var output: String

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Argument(help: "A tokenizer by path or name.") var tokenizer: String

  func run() throws {
    let target = try TrainingTarget(path: output, about: nil)
    let stored = try StoredTokenizer.load(
      tokenizer, search: .ofProcess, overrides: overrides.overrides)
    let definition: TokenizerDefinition
    do {
      definition = try stored.definition.truncated(to: vocabSize)
    } catch { throw CommandFailure("\(stored.path): \(error)") }
    switch target {
    case .file(let path, let format):
      try format.write(definition, to: path, source: stored.path)
    case .folder(let path, _):
      let source = try TruncatedFolder(stored, to: vocabSize)
      try VocabularyFolder(
        definition: definition, record: source.record,
        card: source.card(named: StoredTokenizer.displayName(path))
      ).write(to: path)
    }
    Talk.line("wrote \(output)")
  }
}

/// What else a truncated vocabulary folder holds.
private struct TruncatedFolder {
  /// How the vocabulary is trained at its new size.
  let record: TrainingRecord
  private let source: String
  private let sourceCard: String

  /// Reads what stands beside a tokenizer.json.
  init(_ stored: StoredTokenizer, to size: Int) throws {
    let folder = stored.path.lastIndex(of: "/").map { String(stored.path[...$0]) } ?? ""
    let path = folder + "training.json"
    guard FileKind.of(path) == .regular else {
      throw CommandFailure(
        "\(stored.path): no training.json beside it, so no folder can be written; end the name of "
          + "the output in .json")
    }
    do {
      let record = try TrainingRecord.read(try FileContents.read(path, limit: 64 << 20))
      self.record = record.truncated(
        to: size, removing: stored.definition.tokenCount - size)
    } catch let error as TokenizerModelError { throw CommandFailure("\(path): \(error)") }
    let card = folder + "CARD.md"
    sourceCard =
      FileKind.of(card) == .regular
      ? String(decoding: try FileContents.read(card, limit: 16 << 20), as: UTF8.self) : ""
    source = stored.name
  }

  /// The text of CARD.md. What the source's card says of its texts and their licences holds here too.
  func card(named name: String) -> String {
    let size = record.results.first { $0.name == "vocabulary-size" }?.value ?? 0
    return """
      # \(name)

      The first \(grouped(size)) tokens of `\(source)`, by `malmoi vocab truncate`: what the training of
      `training.json` gives at that size.

      Compression stands below for `\(source)`; of this vocabulary, `malmoi vocab curve \(source)` tells it.

      #
      """ + sourceCard
  }
}

extension TrainingRecord {
  /// The record of the same training at a smaller size.
  func truncated(to size: Int, removing count: Int) -> TrainingRecord {
    var record = self
    record.options = options.map { name, value in
      name == "vocab-size" ? (name, String(size)) : (name, value)
    }
    record.results = results.map { name, value in
      switch name {
      case "merges": (name, value - count)
      case "vocabulary-size": (name, size)
      default: (name, value)
      }
    }
    return record
  }
}
