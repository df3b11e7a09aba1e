/// A file that is written piece by piece, and takes its name once it is whole.
///
/// As with `AtomicFile`, whoever looks sees the old file or the new one. Until then the file has no
/// name at all, where the file system can do that, so nothing is left of it however the process ends;
/// elsewhere it has a temporary one, and is gone with the value.
package struct AtomicFileStream: ~Copyable {
  private let target: String
  private let temporary: String
  private let isNamed: Bool
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
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
    let unnamed = SystemCall.createUnnamed(in: folder, mode: 0o666)
    let descriptor = unnamed >= 0 ? unnamed : SystemCall.create(temporary, mode: 0o666)
    guard descriptor >= 0 else { throw Self.failure(path) }
    self.target = target
    self.temporary = temporary
    self.descriptor = descriptor
    isNamed = unnamed < 0
  }

  deinit {
    _ = SystemCall.closeFile(descriptor)
    // After a commit nothing has this name any more.
    if isNamed { SystemCall.removeFile(temporary) }
  }

  /// Appends bytes.
  package mutating func write(_ bytes: [UInt8]) throws(VocabularyStoreError) {
    buffer.append(contentsOf: bytes)
    if buffer.count >= Self.pieceSize { try flush() }
  }

  /// Forces the file to disk and gives it its name.
  package consuming func commit() throws(VocabularyStoreError) {
    try flush()
    guard SystemCall.synchronize(descriptor) else { throw Self.failure(target) }
    // A name that is taken cannot be given, but replaced by another one.
    if isNamed || !SystemCall.giveName(target, to: descriptor) {
      guard isNamed || SystemCall.giveName(temporary, to: descriptor),
        SystemCall.renameFile(temporary, target)
      else { throw Self.failure(target) }
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
