import Tokenization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file in memory, read where it is touched: what the kernel has of it already is shared, not copied.
@safe
final class MappedFile: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  private let size: Int

  private init(base: UnsafeMutableRawPointer, size: Int) {
    unsafe self.base = unsafe base
    self.size = size
  }

  /// The bytes of a file that nobody writes to in place. (This package replaces files; it never
  /// changes them.)
  ///
  /// - Throws: `VocabularyStoreError` where the file is missing, no regular file, or too large.
  static func compiledBytes(
    of path: String, limit: Int
  ) throws(VocabularyStoreError) -> CompiledBytes {
    let descriptor = SystemCall.openForReading(path)
    guard descriptor >= 0 else {
      throw .system(path: path, action: "open", reason: SystemCall.lastReason)
    }
    defer { _ = SystemCall.closeFile(descriptor) }
    let size = try FileContents.regularFileSize(descriptor, path: path)
    guard size <= limit else { throw .tooLarge(path: path, limit: limit) }
    if size == 0 { return CompiledBytes([]) }
    // SAFETY: a new mapping of an open file at a place that the kernel chooses; it fails as a whole.
    let pages = unsafe mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let pages = unsafe pages, unsafe pages != MAP_FAILED else {
      throw .system(path: path, action: "map", reason: SystemCall.lastReason)
    }
    let file = unsafe MappedFile(base: pages, size: size)
    // SAFETY: mappings begin at a page and live as long as `file`, which the bytes keep.
    return unsafe CompiledBytes(base: pages, count: size, owner: file)
  }

  deinit {
    // SAFETY: mapped by `compiledBytes` with this size, unmapped once.
    unsafe _ = munmap(base, size)
  }
}
