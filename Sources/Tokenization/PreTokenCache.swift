/// Remembers the ids of short pre-tokens: a cache of fixed size in which what is new pushes out what
/// is old.
///
/// Two entries of 32 bytes share a cache line, and a pre-token can only stand in the one line that its
/// hash names:
///
/// ```
///   0          8          16    20    24    28    32
///   +----------+----------+-----+-----+-----+-----+
///   | key low  | key high | id0 | id1 | id2 | id3 |   key high 0: free
///   +----------+----------+-----+-----+-----+-----+
///                            `- its top four bits say how many ids there are, 1 to 4; 0: free
/// ```
struct PreTokenCache: ~Copyable {
  /// A pre-token and its ids.
  struct Entry: BitwiseCopyable {
    var key: PreTokenKey
    var ids: SIMD4<UInt32>
  }

  private var entries: ZeroedPages<Entry>
  /// The number of entries is 2 to this power.
  let bits: Int

  /// A cache of 2 to the power `bits` entries of 32 bytes.
  init(bits: Int) {
    precondition(bits > 0 && bits < 32)
    self.bits = bits
    entries = ZeroedPages(count: 1 << bits)
  }

  /// The first entry of a key's line.
  @inline(__always)
  func place(_ key: PreTokenKey) -> Int { key.hash & (entries.count &- 2) }

  /// Asks for a line that will be looked at soon.
  @inline(__always)
  func prefetch(_ place: Int) { entries.prefetch(place) }

  /// Writes the ids of a pre-token and returns how many there are, or 0 if it is not remembered.
  ///
  /// Four places are written whatever the number; what stands behind the ids is left to be written
  /// over. A key whose `high` is 0 is never found: it equals only free entries, which have no ids.
  @inline(__always)
  func recall(_ key: PreTokenKey, _ place: Int, into ids: IDCells) -> Int {
    let first = entries[place]
    let second = entries[place &+ 1]
    let isFirst = first.key.low == key.low && first.key.high == key.high
    guard isFirst || second.key.low == key.low && second.key.high == key.high else { return 0 }
    var found = isFirst ? first.ids : second.ids
    let count = Int(truncatingIfNeeded: found[0] &>> 28)
    found[0] &= 0x0FFF_FFFF
    ids.storeFour(found)
    return count
  }

  /// Remembers the first `count` ids of a pre-token, at most four; the older entry of the line goes.
  @inline(__always)
  mutating func remember(_ key: PreTokenKey, _ place: Int, _ ids: IDCells, count: Int) {
    var stored = SIMD4<UInt32>(ids[0], 0, 0, 0)
    for index in 1..<4 where index < count { stored[index] = ids[index] }
    stored[0] |= UInt32(truncatingIfNeeded: count) &<< 28
    let first = entries[place]
    if first.key.high != 0 { entries[place &+ 1] = first }
    entries[place] = Entry(key: key, ids: stored)
  }

  /// Takes over what a smaller cache remembers.
  mutating func remember(all other: borrowing PreTokenCache) {
    for index in 0..<other.entries.count {
      let entry = other.entries[index]
      if entry.key.high == 0 { continue }
      let place = place(entry.key)
      entries[entries[place].key.high == 0 ? place : place + 1] = entry
    }
  }
}

extension FlatTable where Element == UInt8 {
  /// The sixteen bytes from an index on, the first in the low bits; zeros stand for those behind the
  /// end. At the end itself the result is of no use.
  @inline(__always)
  func sixteenBytes(at index: Int) -> UInt128 {
    assert(index >= 0 && index <= count)
    if index &+ 16 <= count { return loadSixteenBytes(at: index) }
    if count >= 16 {
      return loadSixteenBytes(at: count &- 16)
        &>> UInt128(truncatingIfNeeded: (index &+ 16 &- count) &* 8)
    }
    var result: UInt128 = 0
    for place in stride(from: count &- 1, through: index, by: -1) {
      result = result &<< 8 | UInt128(self[place])
    }
    return result
  }
}
