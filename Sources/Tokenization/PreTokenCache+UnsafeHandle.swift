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
///                            `- its top four bits say how many ids there are, 1 to 4
/// ```
@safe
struct PreTokenCache: ~Copyable {
  private struct Entry: BitwiseCopyable {
    var key: PreTokenKey
    var ids: SIMD4<UInt32>

    static let free = Entry(key: PreTokenKey(low: 0, high: 0), ids: .zero)
  }

  private let memory: UnsafeMutableRawPointer
  private let base: UnsafeMutablePointer<Entry>
  private let bits: Int

  /// A cache of 2 to the power `bits` entries of 32 bytes.
  init(bits: Int) {
    precondition(bits > 0 && bits < 32)
    self.bits = bits
    unsafe memory = .allocate(byteCount: 32 << bits, alignment: 64)
    unsafe base = memory.bindMemory(to: Entry.self, capacity: 1 << bits)
    // SAFETY: the allocation has room for exactly so many entries.
    unsafe base.initialize(repeating: .free, count: 1 << bits)
  }

  deinit {
    // SAFETY: allocated in `init`, freed once; entries are trivial.
    unsafe memory.deallocate()
  }

  /// The first entry of a key's line.
  @inline(__always)
  private func place(_ hash: Int) -> Int { hash & ((1 &<< bits) &- 2) }

  /// Writes the ids of a pre-token and returns how many there are, or 0 if it is not remembered.
  ///
  /// Four places are written whatever the number; what stands behind the ids is left to be written
  /// over. `key.high` is not 0.
  @inline(__always)
  func recall(_ key: PreTokenKey, _ hash: Int, into ids: IDCells) -> Int {
    let place = place(hash)
    // SAFETY: `place` is even and below 2 to the power `bits`, so both entries exist.
    let first = unsafe base[place]
    let second = unsafe base[place &+ 1]
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
  mutating func remember(_ key: PreTokenKey, _ hash: Int, _ ids: IDCells, count: Int) {
    let place = place(hash)
    var stored = SIMD4<UInt32>(ids[0], 0, 0, 0)
    for index in 1..<4 where index < count { stored[index] = ids[index] }
    stored[0] |= UInt32(count) &<< 28
    // SAFETY: as in `recall`.
    let first = unsafe base[place]
    if first.key.high != 0 { unsafe base[place &+ 1] = first }
    unsafe base[place] = Entry(key: key, ids: stored)
  }

  /// Takes over what a smaller cache remembers.
  mutating func remember(all other: borrowing PreTokenCache) {
    for index in 0..<(1 << other.bits) {
      // SAFETY: the index is below the number of the other's entries, and `place` below that of ours.
      let entry = unsafe other.base[index]
      if entry.key.high == 0 { continue }
      let place = place(entry.key.hash)
      let first = unsafe base[place]
      unsafe base[first.key.high == 0 ? place : place + 1] = entry
    }
  }
}

extension FlatTable where Element == UInt8 {
  /// The sixteen bytes from an index on, the first in the low bits; zeros stand for those behind the
  /// end.
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
