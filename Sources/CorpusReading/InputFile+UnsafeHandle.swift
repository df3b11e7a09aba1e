#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file, or standard input, open for reading.
struct InputFile: ~Copyable, Sendable {
  /// The path for messages.
  let path: String
  /// How many bytes there were to read when it was opened, of a regular file.
  let size: Int?
  /// How many bytes were read so far.
  private(set) var offset = 0
  private let descriptor: Int32

  /// Opens a file, which may also be a pipe that the shell handed over (`/dev/fd/63`), but nothing
  /// else that is no regular file.
  init(opening path: CorpusPath) throws(CorpusReadingError) {
    self.path = path.text
    guard !path.isStandardInput else {
      descriptor = STDIN_FILENO
      // Somebody may have read a part of the file already.
      let start = lseek(STDIN_FILENO, 0, SEEK_CUR)
      size = Self.status(of: STDIN_FILENO).flatMap {
        $0.isRegular ? max(0, Int($0.st_size) - Int(start)) : nil
      }
      return
    }
    // Without O_NONBLOCK, opening a pipe would wait for its writer before we can refuse it.
    let descriptor = unsafe path.withCString { name in
      // SAFETY: `name` is NUL-terminated and lives as long as this closure (CorpusPath).
      unsafe open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    }
    guard descriptor >= 0 else {
      throw .cannotOpen(path: path.text, errorNumber: errno)
    }
    guard let status = Self.status(of: descriptor) else {
      let number = errno
      _ = close(descriptor)
      throw .cannotOpen(path: path.text, errorNumber: number)
    }
    if let obstacle = status.obstacle, obstacle != .pipe || !path.isOpenDescriptor {
      _ = close(descriptor)
      throw .notAFile(path: path.text, obstacle)
    }
    _ = fcntl(descriptor, F_SETFL, O_RDONLY)
    self.descriptor = descriptor
    size = status.isRegular ? Int(status.st_size) : nil
  }

  deinit {
    if descriptor != STDIN_FILENO { _ = close(descriptor) }
  }

  /// Reads at most `count` bytes, which fit into the free capacity of `output`, onto its end; none
  /// at the end of the file.
  mutating func read(
    upTo count: Int, into output: inout OutputSpan<UInt8>
  ) throws(CorpusReadingError) {
    precondition(count > 0 && count <= output.freeCapacity)
    let descriptor = descriptor
    // SAFETY: at most `count` bytes are written from the end of the initialized part on, where that
    // much is free by the precondition; exactly those that were written count as initialized.
    let received = unsafe output.withUnsafeMutableBufferPointer { buffer, initialized in
      guard let base = buffer.baseAddress else { return 0 }
      var received: Int
      repeat {
        received = unsafe system_read(descriptor, base + initialized, count)
      } while received < 0 && errno == EINTR
      initialized += max(received, 0)
      return received
    }
    guard received >= 0 else {
      let number = errno
      if number == EISDIR { throw .notAFile(path: path, .folder) }
      throw .cannotRead(path: path, offset: offset, errorNumber: number)
    }
    offset += received
  }

  private static func status(of descriptor: Int32) -> stat? {
    var status = stat()
    // SAFETY: `status` is a whole `stat` that lives over the call.
    return unsafe fstat(descriptor, &status) == 0 ? status : nil
  }
}

/// read(2), which the method `read` hides.
private func system_read(
  _ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int
) -> Int {
  // SAFETY: the caller owns `count` bytes from `buffer` on.
  unsafe read(descriptor, buffer, count)
}

extension stat {
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
  var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }

  /// What stands there if it is no regular file.
  fileprivate var obstacle: CorpusReadingError.Obstacle? {
    switch st_mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: .folder
    case S_IFIFO: .pipe
    case S_IFSOCK: .socket
    default: .device
    }
  }
}

/// What the system says about one of its error numbers.
func systemErrorText(_ number: Int32) -> String {
  // SAFETY: strerror gives a NUL-terminated text, which is copied at once.
  unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
}
