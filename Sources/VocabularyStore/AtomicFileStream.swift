/// A file that is written piece by piece, and takes its name once it is whole.
///
/// As with `AtomicFile`, whoever looks sees the old file or the new one. What is not committed is gone
/// with the value.
package struct AtomicFileStream: ~Copyable {
  private let target: String
  private let temporary: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private static let pieceSize = 1 << 18

  /// Begins a file.
  ///
  /// - Throws: `VocabularyStoreError` where no file can be made beside the target, or something else
  ///   than a file stands there.
  package init(_ path: String) throws(VocabularyStoreError) {
    let target = SystemCall.resolvingLinks(path) ?? path
    switch FileKind.of(target) {
    case .missing, .regular: break
    case .folder, .other:
      throw .notATokenizer(path: path, problem: "not a file that could be replaced")
    }
    let temporary = AtomicFile.temporaryName(for: target)
    let descriptor = SystemCall.create(temporary, mode: 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    self.target = target
    self.temporary = temporary
    self.descriptor = descriptor
  }

  deinit {
    _ = SystemCall.closeFile(descriptor)
    // After a commit nothing has this name any more.
    SystemCall.removeFile(temporary)
  }

  /// Appends bytes.
  package mutating func write(_ bytes: [UInt8]) throws(VocabularyStoreError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Forces the file to disk and gives it its name.
  package consuming func commit() throws(VocabularyStoreError) {
    try flush()
    guard SystemCall.synchronize(descriptor), SystemCall.renameFile(temporary, target) else {
      throw Self.failure(target)
    }
    AtomicFile.synchronizeFolder(of: target)
  }

  private mutating func flush() throws(VocabularyStoreError) {
    try AtomicFile.writeAll(buffer, to: descriptor, path: target)
    buffer.removeAll(keepingCapacity: true)
  }

  private static func failure(_ path: String) -> VocabularyStoreError {
    .system(path: path, action: "write", reason: SystemCall.lastReason)
  }
}
