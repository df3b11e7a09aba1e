/// The lines of one file, in blocks.
struct LineReader: ~Copyable, Sendable {
  private var stream: ByteStream
  private let path: String
  private let options: CorpusReadingOptions
  /// The start of a line whose end is not read yet.
  private var tail: [UInt8] = []
  private var nextLine = 1
  private var isAtEnd = false

  /// Opens a file.
  init(
    opening source: CorpusSource, options: CorpusReadingOptions, observer: RawByteObserver?
  ) throws(CorpusReadingError) {
    stream = try ByteStream(
      opening: source.location, compression: source.compression, observer: observer)
    path = source.path
    self.options = options
  }

  /// How many bytes of the file were read from disk so far.
  var bytesRead: Int { stream.progress.bytesRead }

  /// Fills a block with the next whole lines that are selected, with their line ends: about as many
  /// bytes as a block should have, or one longer line. False, and an empty block, at the end.
  mutating func fill(_ block: inout DocumentBlock) throws(CorpusReadingError) -> Bool {
    repeat {
      block.removeAll()
      try readLines(into: &block)
      block.firstLine = nextLine
      nextLine += block.documentEnds.count
      block.select(options.selection)
    } while block.documentEnds.isEmpty && !isAtEnd
    return !block.documentEnds.isEmpty
  }

  private mutating func readLines(
    into block: inout DocumentBlock
  ) throws(CorpusReadingError) {
    let size = max(options.blockSize, 1)
    block.bytes.reserveCapacity(size)
    block.bytes.append(contentsOf: tail)
    tail.removeAll(keepingCapacity: true)
    while block.bytes.count < size || block.documentEnds.isEmpty {
      let old = block.bytes.count
      // A read is never tiny, though little room may be left.
      let room = max(size - old, size / 4, 1)
      if try stream.read(upTo: room, onto: &block.bytes) == 0 {
        isAtEnd = true
        break
      }
      let oldLines = block.documentEnds.count
      block.bytes.appendLineEnds(from: old, to: &block.documentEnds)
      try checkLengths(in: block, from: oldLines)
    }
    let whole = block.documentEnds.last ?? 0
    guard whole < block.bytes.count else { return }
    if isAtEnd {
      block.documentEnds.append(block.bytes.count)
    } else {
      tail.append(contentsOf: block.bytes[whole...])
      block.bytes.removeLast(block.bytes.count - whole)
    }
  }

  /// Refuses lines, and the start of one, that are longer than the limit.
  private func checkLengths(
    in block: DocumentBlock, from first: Int
  ) throws(CorpusReadingError) {
    let limit = options.documentLimit
    // Only a block that is longer than the limit can hold such a line.
    guard block.bytes.count > limit else { return }
    var start = first == 0 ? 0 : block.documentEnds[first - 1]
    for index in first...block.documentEnds.count {
      let end = index < block.documentEnds.count ? block.documentEnds[index] : block.bytes.count
      guard end - start <= limit else {
        throw .lineTooLong(path: path, line: nextLine + index, limit: limit)
      }
      start = end
    }
  }
}
