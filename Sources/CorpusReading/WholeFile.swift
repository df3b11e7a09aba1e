/// Reads a file, or standard input (`-`), as one document.
///
/// - Parameters:
///   - path: A file, or `-`; no folder.
///   - limit: The length in bytes up to which a document is read.
///   - decompressing: Whether a packed file is unpacked, as `CorpusReader` does it.
/// - Returns: The bytes.
/// - Throws: `CorpusReadingError` for what cannot be opened, read or unpacked, and for a file that
///   is longer than the limit, before memory is taken for it if its size is known.
package func readWholeFile(
  _ path: String, limit: Int = 1 << 30, decompressing: Bool = false
) throws(CorpusReadingError) -> [UInt8] {
  let location = try CorpusPath(path)
  var stream = try ByteStream(
    opening: location,
    compression: decompressing ? CorpusFileName(location.bytes).compression : CorpusCompression.none
  )
  var bytes: [UInt8] = []
  if stream.isPlain, let size = stream.progress.size {
    guard size <= limit else { throw .fileTooLong(path: path, limit: limit) }
    // One more than the size, so that the read that finds the end has room.
    bytes.reserveCapacity(size + 1)
  }
  while bytes.count <= limit {
    // More room is made only when there is none: to make it moves all bytes read so far.
    let free = bytes.capacity - bytes.count
    let room = free > 0 ? free : 64 << 10
    if try stream.read(upTo: min(room, limit + 1 - bytes.count), onto: &bytes) == 0 {
      return bytes
    }
  }
  throw .fileTooLong(path: path, limit: limit)
}
