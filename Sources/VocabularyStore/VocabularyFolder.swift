package import TokenizerModel

/// The folder `vocab/<name>/`: tokenizer.json, vocabulary.txt, training.json and CARD.md.
package struct VocabularyFolder: Sendable {
  /// The tokenizer.
  package var definition: TokenizerDefinition
  /// How it was trained.
  package var record: TrainingRecord
  /// The text of CARD.md.
  package var card: String

  package init(definition: TokenizerDefinition, record: TrainingRecord, card: String) {
    self.definition = definition
    self.record = record
    self.card = card
  }

  /// The files of a vocabulary folder; a folder that holds anything else is never replaced.
  static let fileNames = ["CARD.md", "tokenizer.json", "training.json", "vocabulary.txt"]

  /// Checks that a folder may be written at a path, before hours of training are spent on it.
  ///
  /// - Throws: `VocabularyStoreError.notATokenizer` where something else stands there.
  package static func checkTarget(_ path: String) throws(VocabularyStoreError) {
    switch FileKind.of(path) {
    case .missing: return
    case .folder:
      if let other = FolderListing.names(in: path).first(where: { !fileNames.contains($0) }) {
        throw .notATokenizer(
          path: path, problem: "the folder holds \(other), so it is not replaced by a vocabulary")
      }
    case .regular, .other:
      throw .notATokenizer(path: path, problem: "a file, where a folder should be written")
    }
  }

  /// Writes the folder whole or not at all: into a temporary folder beside it, which then takes its
  /// place in one step.
  ///
  /// - Throws: `VocabularyStoreError`; then what stood there stands there still.
  package func write(to path: String) throws(VocabularyStoreError) {
    try Self.checkTarget(path)
    var target = path
    while target.count > 1, target.last == "/" { target.removeLast() }
    let temporary = AtomicFile.temporaryName(for: target)
    guard SystemCall.makeFolder(temporary) else { throw Self.failure(target) }
    do throws(VocabularyStoreError) {
      try writeFiles(in: temporary)
      try Self.replace(target, with: temporary)
    } catch {
      Self.remove(temporary)
      // The temporary folder is nobody's concern: the target is what could not be written.
      if case .system(_, let action, let reason) = error {
        throw .system(path: path, action: action, reason: reason)
      }
      throw error
    }
    AtomicFile.synchronizeFolder(of: target)
  }

  private func writeFiles(in folder: String) throws(VocabularyStoreError) {
    let json: [UInt8]
    do throws(TokenizerModelError) {
      json = try TokenizerJSON.write(definition)
    } catch { throw .unreadable(path: folder, error) }
    try AtomicFile.write(json, to: "\(folder)/tokenizer.json")
    try AtomicFile.write(VocabularyListing.write(definition), to: "\(folder)/vocabulary.txt")
    try AtomicFile.write(record.write(), to: "\(folder)/training.json")
    try AtomicFile.write(Array(card.utf8), to: "\(folder)/CARD.md")
  }

  private static func replace(
    _ target: String, with temporary: String
  ) throws(VocabularyStoreError) {
    if FileKind.of(target) == .missing {
      guard SystemCall.renameFile(temporary, target) else { throw failure(target) }
      return
    }
    // Both names change hands in one step; afterwards the temporary name holds the old folder.
    guard SystemCall.exchange(temporary, target) else { throw failure(target) }
    remove(temporary)
  }

  private static func remove(_ folder: String) {
    for name in fileNames { SystemCall.removeFile("\(folder)/\(name)") }
    SystemCall.removeFolder(folder)
  }

  private static func failure(_ path: String) -> VocabularyStoreError {
    .system(path: path, action: "write", reason: SystemCall.lastReason)
  }
}
