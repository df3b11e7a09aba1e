/// A file without a name, for what does not fit in memory.
///
/// Nothing has to be cleaned up: the system removes it with the process, however that ends.
package final class ScratchFile: Sendable {
  private let descriptor: Int32
  private let folder: String

  /// An empty file on the file system of a folder.
  ///
  /// - Throws: `VocabularyStoreError.system` where it cannot be made.
  package init(in folder: String) throws(VocabularyStoreError) {
    var descriptor = SystemCall.createUnnamed(in: folder, mode: 0o600)
    if descriptor < 0 {
      // A file system without such files: the name goes as soon as the file is there.
      let path = AtomicFile.temporaryName(for: "\(folder)/scratch")
      descriptor = SystemCall.create(path, mode: 0o600)
      if descriptor >= 0 { SystemCall.removeFile(path) }
    }
    guard descriptor >= 0 else {
      throw .system(path: folder, action: "write", reason: SystemCall.lastReason)
    }
    self.descriptor = descriptor
    self.folder = folder
  }

  deinit { _ = SystemCall.closeFile(descriptor) }

  /// Writes bytes at the end.
  package func append(_ bytes: [UInt8]) throws(VocabularyStoreError) {
    try AtomicFile.writeAll(bytes, to: descriptor, path: folder)
  }

  /// Reads what stands at an offset into the bytes from an index on, until they are full or the file
  /// ends; returns how many were read.
  package func read(
    at offset: Int, into bytes: inout [UInt8], from start: Int = 0
  ) throws(VocabularyStoreError) -> Int {
    var end = start
    while end < bytes.count {
      let count = SystemCall.readOnce(
        descriptor, at: offset + end - start, into: &bytes, from: end)
      if count > 0 {
        end += count
      } else if count == 0 {
        break
      } else if !SystemCall.wasInterrupted {
        throw .system(path: folder, action: "read", reason: SystemCall.lastReason)
      }
    }
    return end - start
  }
}
