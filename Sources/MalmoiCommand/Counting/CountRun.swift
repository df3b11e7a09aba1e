import TokenizerTraining
import VocabularyStore

/// The rows of a run: sorted words that were put away in a scratch file.
struct CountRun: WordCountSource {
  private let file: ScratchFile
  private var offset = 0
  private var buffer = [UInt8](repeating: 0, count: 1 << 15)
  /// What of the buffer was read and not yet taken.
  private var unread = 0..<0

  /// The rows of a file, from its start.
  init(_ file: ScratchFile) {
    self.file = file
  }

  /// Writes a run, on the file system of a folder; `rows` calls what it is given with each row.
  static func write(
    in folder: String, _ rows: ((WordCountRow) throws -> Void) throws -> Void
  ) throws -> ScratchFile {
    let file = try ScratchFile(in: folder)
    var buffer: [UInt8] = []
    try rows { row in
      row.append(to: &buffer)
      guard buffer.count >= 1 << 18 else { return }
      try file.append(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    try file.append(buffer)
    return file
  }

  /// The next row.
  mutating func next() throws -> WordCountRow? {
    while true {
      if let end = buffer[unread].firstIndex(of: 0x0A) {
        let row = try WordCountRow(buffer[unread.lowerBound..<end])
        unread = end + 1..<unread.upperBound
        return row
      }
      guard try readMore() else { return nil }
    }
  }

  /// Reads behind what is left, which goes to the front; false at the end.
  private mutating func readMore() throws -> Bool {
    let rest = unread.count
    for index in 0..<rest { buffer[index] = buffer[unread.lowerBound + index] }
    if rest == buffer.count { buffer += [UInt8](repeating: 0, count: rest) }
    let count = try file.read(at: offset, into: &buffer, from: rest)
    offset += count
    unread = 0..<rest + count
    return count > 0
  }
}
