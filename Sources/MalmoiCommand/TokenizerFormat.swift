import ArgumentParser
import TokenizerModel
import VocabularyStore

/// A file format for what was trained, by the suffix of its name.
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
