/// Words and their counts, one after another in an arena.
///
/// ```
/// ┌──────────────┬────────┬────────────────┬─────────┬──────────────
/// │ count        │ length │ bytes          │ padding │ next record …
/// │ 8 bytes      │ 1 byte │ `length` bytes │ 0 to 3  │
/// └──────────────┴────────┴────────────────┴─────────┴──────────────
/// ```
/// A word of 255 bytes or more has 255 in its length byte, then its length as eight bytes. Counts
/// are full 64-bit numbers; who adds to them sees to it that they do not overflow.
///
/// A view, valid as long as the memory of the arena. Threads that change counts at the same time
/// change those of different records.
struct WordRecords: Sendable {
  /// Bytes that the arena has after the last record at least, so that eight may be read from any
  /// byte of a word.
  static let slack = 16

  /// The place of one record.
  struct Record {
    /// Where the record begins in the arena.
    var offset: Int
    /// Where its word begins.
    var start: Int
    /// The bytes of its word.
    var length: Int
    /// Where the next record begins.
    var end: Int
  }

  /// The memory of the records.
  var arena: Cells<UInt8>
  /// How many bytes of it are records.
  var length = 0

  /// The bytes of all records.
  @inline(__always)
  var text: ByteText { arena.text }

  /// The record that begins at an offset.
  @inline(__always)
  func record(at offset: Int) -> Record {
    var length = Int(arena[offset &+ 8])
    var start = offset &+ 9
    if length == 255 {
      length = Int(truncatingIfNeeded: text.word(at: start))
      start &+= 8
    }
    return Record(
      offset: offset, start: start, length: length, end: (start &+ length &+ 3) & ~3)
  }

  /// How often a record's word was counted.
  @inline(__always)
  func count(of record: Record) -> UInt64 { text.word(at: record.offset) }

  /// Sets a record's count.
  @inline(__always)
  func setCount(_ count: UInt64, of record: Record) {
    arena.storeWord(count, at: record.offset)
  }

  /// The bytes that the record of a word takes up.
  static func size(ofWord length: Int) -> Int {
    ((length < 255 ? 9 : 17) + length + 3) & ~3
  }

  /// Appends a record; the arena has room for it and for the slack.
  mutating func append(_ text: ByteText, from start: Int, length: Int, count: UInt64) {
    arena.storeWord(count, at: self.length)
    arena[self.length + 8] = length < 255 ? UInt8(length) : 255
    if length >= 255 { arena.storeWord(UInt64(length), at: self.length + 9) }
    let header = length < 255 ? 9 : 17
    arena.copy(text, from: start, length: length, to: self.length + header)
    self.length += WordRecords.size(ofWord: length)
  }
}

extension WordRecords: Sequence {
  /// A walk over the records, in the order in which they were appended.
  struct Iterator: IteratorProtocol {
    let records: WordRecords
    private var offset = 0

    init(records: WordRecords) {
      self.records = records
    }

    @inline(__always)
    mutating func next() -> Record? {
      guard offset < records.length else { return nil }
      let record = records.record(at: offset)
      offset = record.end
      return record
    }
  }

  func makeIterator() -> Iterator { Iterator(records: self) }
}
