import VocabularyStore

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a command's data goes: standard output in pieces as they come, or a file written whole when
/// the command has succeeded.
struct DataOutput {
  private var buffer: [UInt8] = []
  private let path: String?
  private static let pieceSize = 1 << 16

  /// An output to the file at a path, or to standard output where there is none.
  init(path: String?) {
    self.path = path == "-" ? nil : path
  }

  /// Appends bytes.
  mutating func write(_ bytes: some Sequence<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    if path == nil, buffer.count >= Self.pieceSize { try flush() }
  }

  /// Appends text.
  mutating func write(_ text: String) throws { try write(text.utf8) }

  /// Writes what is left; for a file, everything.
  consuming func finish() throws {
    if let path {
      try AtomicFile.write(buffer, to: path)
    } else {
      try flush()
    }
  }

  private mutating func flush() throws {
    try AtomicFile.writeAll(buffer, to: STDOUT_FILENO, path: "standard output")
    buffer.removeAll(keepingCapacity: true)
  }
}

/// Talk: lines on standard error.
enum Talk {
  /// Whether standard error is a terminal.
  static let isTerminal = isatty(STDERR_FILENO) == 1

  /// Writes a line; a standard error that is gone is nobody's concern.
  static func line(_ text: String) { write(text + "\n") }

  /// Writes text as it is.
  static func write(_ text: String) {
    try? AtomicFile.writeAll(Array(text.utf8), to: STDERR_FILENO, path: "standard error")
  }
}
