/// The path of a file as the system's bytes, which need not be UTF-8.
struct CorpusPath: Sendable, Equatable {
  /// The path without a closing NUL. There is no NUL in it.
  let bytes: [UInt8]

  init(_ path: String) throws(CorpusReadingError) {
    bytes = Array(path.utf8)
    guard !bytes.contains(0) else {
      throw .cannotOpen(path: path, errorNumber: Self.invalidArgument)
    }
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The path for messages.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Whether this is `-`, which stands for standard input.
  var isStandardInput: Bool { bytes == [0x2D] }

  /// Whether the path names a descriptor that somebody opened for us, as `<(command)` in a shell
  /// does; a pipe behind it has a writer and can be read.
  var isOpenDescriptor: Bool {
    bytes.starts(with: "/dev/fd/".utf8) || bytes.starts(with: "/proc/self/fd/".utf8)
      || bytes.elementsEqual("/dev/stdin".utf8)
  }

  /// The path of an entry of this folder.
  func appending(_ name: [UInt8]) -> CorpusPath {
    CorpusPath(bytes: bytes + (bytes.last == 0x2F ? [] : [0x2F]) + name)
  }
}
