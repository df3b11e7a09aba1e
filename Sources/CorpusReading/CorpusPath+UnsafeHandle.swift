#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension CorpusPath {
  /// The system's error number for what no call can take.
  static let invalidArgument = EINVAL

  private static let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0

  /// Calls `body` with the path and a closing NUL, valid as long as `body` runs.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    let terminated = bytes.map { CChar(bitPattern: $0) } + [0]
    // SAFETY: the array is not empty, so it has a base address; it ends with NUL and lives over the
    // call.
    return unsafe terminated.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("a path without its NUL") }
      return unsafe body(base)
    }
  }

  /// The names of the entries of this folder, in no order, `.` and `..` among them.
  func entryNames() throws(CorpusReadingError) -> [[UInt8]] {
    // SAFETY: the name is NUL-terminated and lives as long as the closure (`withCString`).
    guard let folder = unsafe withCString({ unsafe opendir($0) }) else {
      throw .cannotOpen(path: text, errorNumber: errno)
    }
    defer { unsafe closedir(folder) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      // SAFETY: `folder` is open, and an entry is valid until the next call; its name begins where
      // the record's layout says, ends with NUL, and is copied before that.
      guard let entry = unsafe readdir(folder) else { break }
      let name = unsafe UnsafeRawPointer(entry) + Self.nameOffset
      names.append(unsafe Array(UnsafeRawBufferPointer(start: name, count: strlen(name))))
    }
    let number = errno
    guard number == 0 else { throw .cannotOpen(path: text, errorNumber: number) }
    return names
  }
}

/// What makes two paths the same folder.
struct FolderIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64

  /// The folder that a path leads to, through links too, or nil if it leads to none.
  init?(of path: CorpusPath) {
    var status = stat()
    // SAFETY: the name is NUL-terminated, and `status` is a whole `stat` that lives over the call.
    let failed = unsafe path.withCString { unsafe stat($0, &status) } != 0
    guard !failed, status.isFolder else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
