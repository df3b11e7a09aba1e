/// Some members of an object of texts and ids, read at once and not yet checked against each other.
struct TokenBatch {
  /// How many members are read at once.
  private static let limit = 4096
  /// How many bytes their texts may have together.
  private static let byteLimit = 1 << 16

  /// The texts, one after another.
  private(set) var bytes = [UInt8](repeating: 0, count: byteLimit)
  /// Where each text ends in `bytes`.
  private(set) var ends = [UInt32](repeating: 0, count: limit)
  /// The ids.
  private(set) var ids = [UInt32](repeating: 0, count: limit)
  /// How many members were read.
  private(set) var count = 0

  /// One more than the highest id of a text that has bytes.
  private(set) var upperBound = 0

  /// Where the next member stands.
  private(set) var end = 0

  /// The bytes of all texts.
  var byteCount: Int { count == 0 ? 0 : Int(ends[count - 1]) }

  /// Reads ordinary members that a comma stands behind, as many as there are up to a place and as fit, and
  /// leaves the reader before the next one.
  mutating func read(_ reader: inout JSONReader, to limit: Int? = nil) {
    read(reader.bytes.span, from: reader.position, to: limit ?? reader.bytes.count)
    reader.position = end
  }

  private mutating func read(_ text: Span<UInt8>, from start: Int, to limit: Int) {
    (count, upperBound, end) = Self.read(text, from: start, to: limit, &bytes, &ends, &ids)
  }

  /// From how many bytes of text on a second thread is worth its start.
  private static let worthThread = 1 << 18

  /// The batches that another thread reads from a place within the object that a reader stands before, while
  /// the members before that place are read, and that place. Where these do not end just there, the batches
  /// are those of a text that was cut in the wrong place, and mean nothing.
  static func rest(of reader: JSONReader) -> (start: Int, batches: Ahead<[TokenBatch]>)? {
    let (text, start) = (reader.bytes, reader.position)
    // The texts of a vocabulary take about half of what is left of most files, the merges the rest.
    let length = (text.count - start) / 5
    guard length >= worthThread / 5,
      let border = OrdinaryJSON.placeBehindMember(text.span, near: start + length)
    else { return nil }
    return (
      border,
      Ahead {
        var batches: [TokenBatch] = []
        var place = border
        while true {
          var batch = TokenBatch()
          batch.read(text.span, from: place, to: text.count)
          if batch.count == 0 { return batches }
          place = batch.end
          batches.append(batch)
        }
      }
    )
  }

  private static func read(
    _ text: Span<UInt8>, from start: Int, to border: Int, _ bytes: inout [UInt8],
    _ ends: inout [UInt32], _ ids: inout [UInt32]
  ) -> (count: Int, upperBound: Int, end: Int) {
    var bytes = bytes.mutableSpan
    var ends = ends.mutableSpan
    var ids = ids.mutableSpan
    var (place, end, count, upperBound) = (start, 0, 0, 0)
    while count < limit, place < border {
      let start = end
      guard let afterKey = OrdinaryJSON.string(text, place, into: &bytes, &end),
        let afterColon = OrdinaryJSON.skip(0x3A, text, afterKey),
        let number = OrdinaryJSON.natural(text, afterColon),
        let next = OrdinaryJSON.skip(0x2C, text, number.end)
      else { break }
      ends[count] = UInt32(truncatingIfNeeded: end)
      ids[count] = number.value
      // An id whose text has no bytes has no token.
      if end > start { upperBound = max(upperBound, Int(number.value) &+ 1) }
      count &+= 1
      place = next
    }
    return (count, upperBound, place)
  }
}
