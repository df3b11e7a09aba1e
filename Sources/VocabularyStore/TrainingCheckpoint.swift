package import TokenizerModel

/// What a training keeps beside its output, so that another process can go on where it was ended.
/// ```
/// OUT.checkpoint/
///   state.json       which training this is, and which of its documents are counted
///   counts-1 …       their words, each file those of the documents after the files before it
///   tokenizer.json   the vocabulary that merging had reached; it can be used as it is
/// ```
/// A file is written whole or not at all, and counts before the state that speaks of them; so at
/// whatever moment a process dies, what the folder says is true.
package struct TrainingCheckpoint: Sendable {
  /// How far the counting of words has come.
  package struct State: Sendable, Equatable {
    /// The documents whose words are in the files of counts.
    package var documents = 0
    /// The bytes of those documents.
    package var bytes = 0
    /// How many files of counts there are.
    package var countFiles = 0
    /// Whether these are all documents.
    package var isCounted = false

    /// Nothing is counted.
    package init() {}
  }

  /// The folder, which need not be there.
  package let folder: String

  /// The checkpoint of a training with this output.
  package init(besides output: String) {
    var output = output
    while output.count > 1, output.hasSuffix("/") { output.removeLast() }
    folder = output + ".checkpoint"
  }

  private var statePath: String { "\(folder)/state.json" }
  private var vocabularyPath: String { "\(folder)/tokenizer.json" }

  /// Whether a state is there.
  package var exists: Bool { FileKind.of(statePath) == .regular }

  /// The path of a file of counts; the first has number 1.
  package func countsPath(_ number: Int) -> String { "\(folder)/counts-\(number)" }

  /// The state, and the training that it is of.
  ///
  /// - Throws: `VocabularyStoreError` where there is none, or it cannot be read.
  package func read() throws(VocabularyStoreError) -> (training: TrainingRecord, State) {
    let bytes = try FileContents.read(statePath, limit: 64 << 20)
    let record: TrainingRecord
    do throws(TokenizerModelError) {
      record = try TrainingRecord.read(bytes)
    } catch { throw .unreadable(path: statePath, error) }
    func figure(_ name: String) -> Int { record.results.first { $0.name == name }?.value ?? 0 }
    var state = State()
    state.documents = figure("documents")
    state.bytes = figure("bytes")
    state.countFiles = figure("count-files")
    state.isCounted = figure("is-counted") == 1
    return (record, state)
  }

  /// Writes the state of a training.
  ///
  /// - Throws: `VocabularyStoreError`.
  package func write(
    _ state: State, of training: TrainingRecord
  ) throws(VocabularyStoreError) {
    var record = training
    record.results = [
      ("documents", state.documents), ("bytes", state.bytes), ("count-files", state.countFiles),
      ("is-counted", state.isCounted ? 1 : 0),
    ]
    try AtomicFile.write(record.write(), to: statePath)
  }

  /// Writes the vocabulary that merging has reached.
  ///
  /// - Throws: `VocabularyStoreError`.
  package func write(_ vocabulary: TokenizerDefinition) throws(VocabularyStoreError) {
    let bytes: [UInt8]
    do throws(TokenizerModelError) {
      bytes = try TokenizerJSON.write(vocabulary)
    } catch { throw .unreadable(path: vocabularyPath, error) }
    try AtomicFile.write(bytes, to: vocabularyPath)
  }

  /// The vocabulary that merging had reached, if it was saved.
  ///
  /// - Throws: `VocabularyStoreError` where it cannot be read.
  package func vocabulary() throws(VocabularyStoreError) -> TokenizerDefinition? {
    if FileKind.of(vocabularyPath) == .missing { return nil }
    return try StoredTokenizer.load(path: vocabularyPath, overrides: .init()).definition
  }

  /// Makes the folder where it is missing.
  ///
  /// - Throws: `VocabularyStoreError`.
  package func makeFolder() throws(VocabularyStoreError) { try FolderListing.make(folder) }

  /// Removes the folder with what a checkpoint has in it, half-written files too; whatever else is in
  /// it stays, and the folder with it.
  package func remove() {
    // The state goes first: a process that dies here must leave none that speaks of missing counts.
    SystemCall.removeFile(statePath)
    for name in SystemCall.names(in: folder) ?? [] {
      let isPart = name.hasPrefix(".") && name.hasSuffix(".part")
      if isPart || name == "tokenizer.json" || name.hasPrefix("counts-") {
        SystemCall.removeFile("\(folder)/\(name)")
      }
    }
    SystemCall.removeFolder(folder)
  }
}
