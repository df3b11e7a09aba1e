#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Reads whole files of a stated largest size.
package enum FileContents {
  /// The bytes of a regular file.
  ///
  /// - Throws: `VocabularyStoreError` where the file is missing, unreadable, no regular file, or
  ///   larger than `limit` bytes. The size is checked before memory is taken.
  package static func read(
    _ path: String, limit: Int
  ) throws(VocabularyStoreError) -> [UInt8] {
    let descriptor = SystemCall.openForReading(path)
    guard descriptor >= 0 else {
      throw .system(path: path, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    let size = try regularFileSize(descriptor, path: path)
    guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
    return try readAll(descriptor, atMost: size, path: path)
  }

  /// The first bytes of a file, fewer than `length` where it is shorter.
  ///
  /// - Throws: `VocabularyStoreError.system` where the file cannot be read.
  package static func start(
    of path: String, length: Int
  ) throws(VocabularyStoreError) -> [UInt8] {
    let descriptor = SystemCall.openForReading(path)
    guard descriptor >= 0 else {
      throw .system(path: path, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    let length = min(length, try regularFileSize(descriptor, path: path))
    return try readAll(descriptor, atMost: length, path: path)
  }

  private static func readAll(
    _ descriptor: Int32, atMost count: Int, path: String
  ) throws(VocabularyStoreError) -> [UInt8] {
    let (bytes, isWhole) = SystemCall.readAll(descriptor, atMost: count)
    guard isWhole else {
      throw .system(path: path, action: "read", reason: SystemCall.lastReason)
    }
    return bytes
  }

  /// Reads as much as comes, at least a byte unless the file is at its end.
  static func readSome(
    _ descriptor: Int32, into bytes: inout [UInt8], from start: Int, path: String
  ) throws(VocabularyStoreError) -> Int {
    while true {
      let count = SystemCall.readOnce(descriptor, into: &bytes, from: start)
      if count >= 0 { return count }
      if !SystemCall.wasInterrupted {
        throw .system(path: path, action: "read", reason: SystemCall.lastReason)
      }
    }
  }

  static func regularFileSize(
    _ descriptor: Int32, path: String
  ) throws(VocabularyStoreError) -> Int {
    guard let status = SystemCall.status(descriptor) else {
      throw .system(path: path, action: "read", reason: SystemCall.lastReason)
    }
    switch FileKind(status) {
    case .regular: return Int(status.st_size)
    case .folder:
      throw .notATokenizer(path: path, problem: "a folder, where a file should be")
    case .missing, .other: throw .notATokenizer(path: path, problem: "not a regular file")
    }
  }
}
