#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Writes files whole or not at all.
///
/// The bytes go into a temporary file beside the target, are forced to disk, and take the target's
/// name in one step (rename(2)). Whoever looks, and whatever kills the process, there is the old file
/// or the new one. A target that is no regular file (a pipe, `/dev/null`) is written straight.
package enum AtomicFile {
  /// Writes bytes to a path.
  ///
  /// - Throws: `VocabularyStoreError`; then the target is as it was, and the temporary file is gone.
  package static func write(
    _ bytes: [UInt8], to path: String
  ) throws(VocabularyStoreError) {
    // A link stays a link: what it leads to is written.
    let target = SystemCall.resolvingLinks(path) ?? path
    switch FileKind.of(target) {
    case .missing, .regular: break
    case .folder:
      throw .notATokenizer(path: path, problem: "a folder, where a file should be written")
    case .other: return try writeStraight(bytes, to: target)
    }
    let temporary = temporaryName(for: target)
    let mode = SystemCall.status(target).map { $0.st_mode & 0o7777 } ?? 0o666
    let descriptor = SystemCall.create(temporary, mode: mode)
    guard descriptor >= 0 else { throw failure(path) }
    do throws(VocabularyStoreError) {
      try writeAll(bytes, to: descriptor, path: path)
      guard SystemCall.synchronize(descriptor) else { throw failure(path) }
    } catch {
      _ = SystemCall.closeFile(descriptor)
      SystemCall.removeFile(temporary)
      throw error
    }
    guard SystemCall.closeFile(descriptor), SystemCall.renameFile(temporary, target) else {
      let error = failure(path)
      SystemCall.removeFile(temporary)
      throw error
    }
    synchronizeFolder(of: target)
  }

  /// Writes all bytes to an open file; `path` is its name for messages.
  package static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(VocabularyStoreError) {
    var written = 0
    while written < bytes.count {
      let count = SystemCall.writeOnce(descriptor, bytes, from: written)
      if count >= 0 {
        written += count
      } else if !SystemCall.wasInterrupted {
        throw failure(path)
      }
    }
  }

  /// A name beside the target that no other process uses.
  static func temporaryName(for target: String) -> String {
    let slash = target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    return "\(target[..<slash]).\(target[slash...]).\(getpid())-\(random).part"
  }

  /// Forces a folder's entries to disk; a file system that cannot do so is no error.
  static func synchronizeFolder(of target: String) {
    let folder = target.lastIndex(of: "/").map { String(target[...$0]) } ?? "."
    let descriptor = SystemCall.openForReading(folder)
    guard descriptor >= 0 else { return }
    _ = SystemCall.synchronize(descriptor)
    _ = SystemCall.closeFile(descriptor)
  }

  private static func writeStraight(
    _ bytes: [UInt8], to path: String
  ) throws(VocabularyStoreError) {
    let descriptor = SystemCall.openForWriting(path)
    guard descriptor >= 0 else { throw failure(path) }
    defer { _ = SystemCall.closeFile(descriptor) }
    try writeAll(bytes, to: descriptor, path: path)
  }

  private static func failure(_ path: String) -> VocabularyStoreError {
    .system(path: path, action: "write", reason: SystemCall.lastReason)
  }
}
