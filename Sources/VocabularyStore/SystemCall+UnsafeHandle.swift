import CFileSystem

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file calls of the system that this room uses, as safe Swift functions.
///
/// SAFETY: every path is bridged to a NUL-terminated string that lives for its call, every buffer lies
/// within an array whose memory is held for the call, every out-parameter is a local of the type that
/// the call fills in, and strings that the system returns are copied before the next call.
enum SystemCall {
  /// The system's word for the last call that failed.
  static var lastReason: String {
    // SAFETY: see the type.
    unsafe String(cString: strerror(errno))
  }

  /// Whether the last call failed because a signal came in between.
  static var wasInterrupted: Bool { errno == EINTR }

  /// Opens a file for reading; waits for no writer of a pipe.
  static func openForReading(_ path: String) -> Int32 {
    // SAFETY: see the type.
    unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  }

  /// Opens an existing file for writing.
  static func openForWriting(_ path: String) -> Int32 {
    // SAFETY: see the type.
    unsafe open(path, O_WRONLY | O_CLOEXEC)
  }

  /// Makes a file that must not exist yet, for writing and reading.
  static func create(_ path: String, mode: mode_t) -> Int32 {
    // SAFETY: see the type.
    unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
  }

  /// Makes a file without a name on a folder's file system, where that can do so.
  static func createUnnamed(in folder: String, mode: mode_t) -> Int32 {
    // SAFETY: see the type.
    unsafe cfilesystem_open_unnamed(folder, UInt32(mode))
  }

  /// Gives a file without a name one that nothing has yet.
  static func giveName(_ path: String, to descriptor: Int32) -> Bool {
    // SAFETY: see the type.
    unsafe cfilesystem_give_name(descriptor, path) == 0
  }

  /// Opens a file that is written at its end, or makes it; a link there is not followed.
  static func openForAppending(_ path: String) -> Int32 {
    // SAFETY: see the type.
    unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o666)
  }

  /// Locks an open file until it is closed; false where another process has locked it.
  static func lockFile(_ descriptor: Int32) -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  /// Empties an open file.
  static func truncateFile(_ descriptor: Int32) -> Bool { ftruncate(descriptor, 0) == 0 }

  /// Waits.
  static func sleep(milliseconds: Int) { _ = usleep(UInt32(milliseconds) * 1000) }

  /// Closes a file.
  static func closeFile(_ descriptor: Int32) -> Bool { close(descriptor) == 0 }

  /// Forces a file to disk.
  static func synchronize(_ descriptor: Int32) -> Bool { fsync(descriptor) == 0 }

  /// Reads into the bytes from an index on.
  static func readOnce(_ descriptor: Int32, into bytes: inout [UInt8], from start: Int) -> Int {
    // SAFETY: see the type.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
      return unsafe read(descriptor, rest.baseAddress, rest.count)
    }
  }

  /// Reads an open file up to its end or so many bytes.
  ///
  /// - Returns: The bytes, and whether a call has failed.
  static func readAll(_ descriptor: Int32, atMost count: Int) -> (bytes: [UInt8], isWhole: Bool) {
    var isWhole = true
    // SAFETY: see the type; `filled` bytes are written, one after another.
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let rest = unsafe UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let found = unsafe read(descriptor, rest.baseAddress, rest.count)
        if found == 0 { break }
        if found > 0 {
          filled += found
        } else if !wasInterrupted {
          isWhole = false
          break
        }
      }
    }
    return (bytes, isWhole)
  }

  /// Reads what stands at an offset of a file into the bytes from an index on.
  static func readOnce(
    _ descriptor: Int32, at offset: Int, into bytes: inout [UInt8], from start: Int
  ) -> Int {
    // SAFETY: see the type.
    unsafe bytes.withUnsafeMutableBytes { buffer in
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
      return unsafe pread(descriptor, rest.baseAddress, rest.count, off_t(offset))
    }
  }

  /// Writes the bytes from an index on.
  static func writeOnce(_ descriptor: Int32, _ bytes: [UInt8], from start: Int) -> Int {
    // SAFETY: see the type.
    unsafe bytes.withUnsafeBytes { buffer in
      let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[start...])
      return unsafe write(descriptor, rest.baseAddress, rest.count)
    }
  }

  /// Gives a file another name, replacing what has it.
  static func renameFile(_ old: String, _ new: String) -> Bool {
    // SAFETY: see the type.
    unsafe rename(old, new) == 0
  }

  /// Lets two paths change their names in one step.
  static func exchange(_ left: String, _ right: String) -> Bool {
    // SAFETY: see the type.
    unsafe cfilesystem_exchange(left, right) == 0
  }

  /// Removes a file.
  static func removeFile(_ path: String) {
    // SAFETY: see the type.
    unsafe _ = unlink(path)
  }

  /// Makes a folder.
  static func makeFolder(_ path: String, mode: mode_t = 0o777) -> Bool {
    // SAFETY: see the type.
    unsafe mkdir(path, mode) == 0
  }

  /// Makes a folder and those above it that are missing.
  static func makeFolders(_ path: String) {
    if FileKind.of(path) != .missing { return }
    if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      makeFolders(String(path[..<slash]))
    }
    _ = makeFolder(path)
  }

  /// How long ago a time was, in seconds.
  static func seconds(since time: timespec) -> Double {
    var now = timespec()
    // SAFETY: see the type.
    unsafe _ = clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec - time.tv_sec) + Double(now.tv_nsec - time.tv_nsec) / 1e9
  }

  /// Removes an empty folder.
  static func removeFolder(_ path: String) {
    // SAFETY: see the type.
    unsafe _ = rmdir(path)
  }

  /// Type, permissions and size of what stands at a path, links followed.
  static func status(_ path: String) -> stat? {
    var status = stat()
    // SAFETY: see the type.
    return unsafe stat(path, &status) == 0 ? status : nil
  }

  /// Type, permissions and size of an open file.
  static func status(_ descriptor: Int32) -> stat? {
    var status = stat()
    // SAFETY: see the type.
    return unsafe fstat(descriptor, &status) == 0 ? status : nil
  }

  /// The size of an open file, in bytes.
  static func size(_ descriptor: Int32) -> Int? { status(descriptor).map { Int($0.st_size) } }

  /// The path that links lead to, or nil where nothing stands there.
  static func resolvingLinks(_ path: String) -> String? {
    // SAFETY: see the type; realpath allocates its string, which is freed here.
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
  }

  /// The names in a folder in any order, or nil where it cannot be read.
  static func names(in folder: String) -> [String]? {
    // SAFETY: see the type; an entry's name is copied before the next entry is read.
    guard let stream = unsafe opendir(folder) else { return nil }
    defer { unsafe _ = closedir(stream) }
    var names: [String] = []
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { field in
        unsafe String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
