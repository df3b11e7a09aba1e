/// Remembers the tokens of pieces that have been encoded.
///
/// Keys and tokens lie one after another in two arrays; when these are full, all is forgotten.
struct PieceCache {
  /// A piece and its tokens.
  private struct Entry {
    var hash: UInt32
    var keyStart: UInt32
    var keyCount: UInt32
    var tokenStart: UInt32
    var tokenCount: UInt32
  }

  /// Entry + 1 at each slot, or 0; at most half of the slots are taken.
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var entries: [Entry] = []
  private var keys: [UInt8] = []
  private var ids: [UInt32] = []
  private var ends: [UInt16] = []

  /// The longest piece that is remembered, in bytes.
  static let longestPiece = 128
  /// How many pieces are remembered.
  private static let limit = 1 << 17

  /// Appends the tokens of a piece if it is remembered.
  mutating func recall(
    _ text: Span<UInt8>, _ range: Range<Int>, _ hash: UInt32, ids target: inout [UInt32],
    ends targetEnds: inout [Int]
  ) -> Bool {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, isKey(entry, text, range) {
        for place in Int(entry.tokenStart)..<Int(entry.tokenStart + entry.tokenCount) {
          target.append(ids[place])
          targetEnds.append(Int(ends[place]))
        }
        return true
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }

  /// Remembers the last so many tokens as those of a piece that is not remembered yet.
  mutating func remember(
    _ text: Span<UInt8>, _ range: Range<Int>, _ hash: UInt32, ids newIDs: ArraySlice<UInt32>,
    ends newEnds: ArraySlice<Int>
  ) {
    if entries.count == Self.limit { removeAll() }
    if 2 * entries.count >= slots.count { grow() }
    entries.append(
      Entry(
        hash: hash, keyStart: UInt32(keys.count), keyCount: UInt32(range.count),
        tokenStart: UInt32(ids.count), tokenCount: UInt32(newIDs.count)))
    for index in range { keys.append(text[index]) }
    ids.append(contentsOf: newIDs)
    for end in newEnds { ends.append(UInt16(end)) }
    insert(entries.count, hash)
  }

  /// The hash of a piece: its bytes, four at a time, multiplied into each other.
  @inline(__always)
  static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt32 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = range.lowerBound
    while index &+ 4 <= range.upperBound {
      let word =
        UInt64(text[index]) | UInt64(text[index &+ 1]) &<< 8 | UInt64(text[index &+ 2]) &<< 16
        | UInt64(text[index &+ 3]) &<< 24
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
      index &+= 4
    }
    while index < range.upperBound {
      hash = (hash ^ UInt64(text[index])) &* 0x100_0000_01B3
      index &+= 1
    }
    return UInt32(truncatingIfNeeded: (hash ^ hash &>> 32) &* 0x9E37_79B9_7F4A_7C15 &>> 32)
  }

  private func isKey(_ entry: Entry, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard Int(entry.keyCount) == range.count else { return false }
    let start = Int(entry.keyStart)
    for index in 0..<range.count where keys[start &+ index] != text[range.lowerBound &+ index] {
      return false
    }
    return true
  }

  private mutating func insert(_ number: Int, _ hash: UInt32) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number)
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: 4 * slots.count)
    for (place, entry) in entries.enumerated() { insert(place + 1, entry.hash) }
  }

  private mutating func removeAll() {
    for slot in slots.indices { slots[slot] = 0 }
    entries.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }
}
