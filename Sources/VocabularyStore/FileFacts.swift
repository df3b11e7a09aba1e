#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What tells one state of a file from another without reading it.
struct FileFacts: Equatable {
  /// Device, inode, size, and the times of the last change of content and of status.
  let text: String
  /// Whether the file was last changed long enough before it was looked at that any later change has
  /// other times.
  let isSettled: Bool

  /// The facts of what stands at a path now; nil where nothing does.
  init?(of path: String) {
    guard let status = SystemCall.status(path) else { return nil }
    #if canImport(Glibc)
      let (changed, touched) = (status.st_ctim, status.st_mtim)
    #else
      let (changed, touched) = (status.st_ctimespec, status.st_mtimespec)
    #endif
    text = [
      Int(status.st_dev), Int(truncatingIfNeeded: status.st_ino), Int(status.st_size),
      changed.tv_sec, changed.tv_nsec, touched.tv_sec, touched.tv_nsec,
    ].map(String.init).joined(separator: " ")
    // File systems that keep whole seconds only may be two of them late.
    let coarse = changed.tv_nsec == 0
    let age = SystemCall.seconds(since: changed)
    isSettled = age > (coarse ? 2.5 : 0.1)
  }

  /// Whether both are the same state.
  static func == (left: FileFacts, right: FileFacts) -> Bool { left.text == right.text }
}

/// How large a file is, and when it was last read or written, as far as its file system keeps that.
struct FileUse {
  /// In bytes.
  let size: Int
  /// Seconds and nanoseconds since 1970, as one number of nanoseconds.
  let last: Int

  /// What is known of the file at a path; nil where there is none.
  init?(of path: String) {
    guard let status = SystemCall.status(path) else { return nil }
    #if canImport(Glibc)
      let times = [status.st_atim, status.st_mtim]
    #else
      let times = [status.st_atimespec, status.st_mtimespec]
    #endif
    size = Int(status.st_size)
    last = times.map { $0.tv_sec * 1_000_000_000 + $0.tv_nsec }.max() ?? 0
  }
}
