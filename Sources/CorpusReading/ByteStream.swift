/// The bytes of one file, unpacked if it is packed.
struct ByteStream: ~Copyable, Sendable {
  private var file: InputFile
  private let compression: CorpusCompression
  private var decompressor: Decompressor?
  /// Bytes that were read from the file; those from `used` on were not yet given or unpacked.
  private var pending: [UInt8] = []
  private var used = 0
  private let observer: RawByteObserver?

  private static let chunkSize = 128 << 10

  /// Opens a file. Where `compression` is nil, its first bytes tell.
  init(
    opening path: CorpusPath, compression: CorpusCompression?, observer: RawByteObserver? = nil
  ) throws(CorpusReadingError) {
    var file = try InputFile(opening: path)
    if let compression {
      self.compression = compression
    } else {
      // A pipe may give its first bytes one by one.
      while pending.count < 4 {
        guard try file.read(upTo: Self.chunkSize, onto: &pending, observer) > 0 else { break }
      }
      self.compression = CorpusCompression(firstBytes: pending)
    }
    self.file = file
    self.observer = observer
    decompressor = Decompressor(self.compression)
  }

  /// How many bytes of the file were read so far, and how many there are if that is known.
  var progress: (bytesRead: Int, size: Int?) { (file.offset, file.size) }

  /// Whether the bytes come as they lie on disk.
  var isPlain: Bool { compression == .none }

  /// Appends at least one and at most `count` bytes, unless the file is at its end; gives how many.
  mutating func read(
    upTo count: Int, onto bytes: inout [UInt8]
  ) throws(CorpusReadingError) -> Int {
    if decompressor != nil { return try unpack(upTo: count, onto: &bytes) }
    guard used == pending.count else {
      let taken = min(count, pending.count - used)
      bytes.append(contentsOf: pending[used..<used + taken])
      used += taken
      return taken
    }
    return try file.read(upTo: count, onto: &bytes, observer)
  }

  private mutating func unpack(
    upTo count: Int, onto bytes: inout [UInt8]
  ) throws(CorpusReadingError) -> Int {
    let before = bytes.count
    while bytes.count == before {
      let isBetweenMembers = decompressor?.isBetweenMembers ?? true
      if used == pending.count {
        pending.removeAll(keepingCapacity: true)
        used = 0
        let received = try file.read(upTo: Self.chunkSize, onto: &pending, observer)
        if received == 0, isBetweenMembers, file.offset > 0 { return 0 }
      }
      if isBetweenMembers, used < pending.count, !compression.canBegin(with: pending[used]) {
        throw trailingOrForeign()
      }
      var step = Decompressor.Step(used: 0)
      bytes.append(addingCapacity: count) { output in
        step = decompressor?.step(pending, from: used, upTo: count, into: &output) ?? step
      }
      let isAtEnd = pending.isEmpty && bytes.count == before
      used += step.used
      if let problem = step.problem {
        throw .damaged(path: file.path, compression, offset: offset, reason: problem)
      }
      if isAtEnd { throw .endMissing(path: file.path, compression, offset: file.offset) }
    }
    return bytes.count - before
  }

  /// How many bytes of the file were given or unpacked.
  private var offset: Int { file.offset - (pending.count - used) }

  private func trailingOrForeign() -> CorpusReadingError {
    offset == 0
      ? .damaged(
        path: file.path, compression, offset: 0, reason: "it does not begin like such data")
      : .trailingBytes(path: file.path, compression, offset: offset)
  }
}

extension InputFile {
  /// Appends at most `count` bytes and shows them to the observer; none at the end of the file.
  fileprivate mutating func read(
    upTo count: Int, onto bytes: inout [UInt8], _ observer: RawByteObserver?
  ) throws(CorpusReadingError) -> Int {
    let before = bytes.count
    try bytes.append(addingCapacity: count) {
      (output: inout OutputSpan<UInt8>) throws(CorpusReadingError) in
      try read(upTo: count, into: &output)
    }
    if bytes.count > before { observer?(bytes.span.extracting(before...)) }
    return bytes.count - before
  }
}
