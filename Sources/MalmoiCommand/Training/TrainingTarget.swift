import ArgumentParser
import CorpusReading
import TokenizerModel
import TokenizerTraining
import VocabularyStore

/// Where a trained vocabulary is written, checked before any work is done.
enum TrainingTarget {
  case file(path: String, TokenizerFormat)
  case folder(path: String, about: String)

  /// The target that the name of the output says.
  init(path: String, about: String?) throws {
    if [".json", ".tiktoken", ".txt"].contains(where: { path.hasSuffix($0) }) {
      if about != nil { throw ValidationError("--about goes with a vocabulary folder.") }
      if FileKind.of(path) == .folder {
        throw CommandFailure("\(path): a folder, where a file should be written")
      }
      self = .file(path: path, try TokenizerFormat(path: path))
    } else {
      try VocabularyFolder.checkTarget(path)
      let text = try about.map { String(decoding: try readWholeFile($0), as: UTF8.self) } ?? ""
      self = .folder(path: path, about: text)
    }
    let parent = path.split(separator: "/", omittingEmptySubsequences: false)
      .dropLast(path.hasSuffix("/") ? 2 : 1).joined(separator: "/")
    let folder = parent.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : parent
    guard FileKind.of(folder) == .folder else {
      throw CommandFailure("\(folder): no such folder; make it before training")
    }
  }

  /// Writes what was trained, whole or not at all.
  func write(
    _ outcome: TrainingOutcome, options: TrainingOptions,
    inputs: @autoclosure () throws -> [TrainingRecord.Input]
  ) throws {
    switch self {
    case .file(let path, let format):
      try format.write(outcome.result.definition, to: path, source: path)
    case .folder(let path, let about):
      var options = options
      // What was interrupted is the vocabulary of a training to the size reached.
      if outcome.isInterrupted { options.vocabularySize = outcome.vocabularySize }
      let record = options.record(inputs: try inputs(), results: outcome.recorded)
      let card = VocabularyCard(
        name: StoredTokenizer.displayName(path), about: about, record: record, outcome: outcome)
      try VocabularyFolder(
        definition: outcome.result.definition, record: record, card: card.text
      ).write(to: path)
    }
  }
}
