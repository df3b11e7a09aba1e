/// Remembers for some pairs of tokens whether they can be neighbours: a direct-mapped cache.
///
/// ```
///   63    49 48           25 24            1    0
///   +-------+---------------+---------------+------+
///   |   0   |      left     |   right + 1   |joins?|   0 where nothing is remembered
///   +-------+---------------+---------------+------+
/// ```
struct NeighbourMemo: ~Copyable {
  private let entries: ZeroedPages<UInt64>
  private let bits: Int

  /// A memo for 2 to the power `bits` pairs.
  init(bits: Int) {
    precondition(bits > 0 && bits < 32)
    self.bits = bits
    entries = ZeroedPages(count: 1 << bits, isSoonFull: true)
  }

  /// Whether merging the joined bytes of two tokens joins something across their border, the left
  /// token being the longest match where it starts.
  @inline(__always)
  func joinsAcross(
    longest left: UInt32, _ right: UInt32, _ tables: VocabularyTables,
    _ neighbours: NeighbourTable.View
  ) -> Bool {
    if let joins = neighbours.joinsAcross(left, right, ownMerges: 0) { return joins }
    return remembered(left, right) {
      neighbours.isEmpty
        ? tables.joinsAcross(longest: left, right)
        : neighbours.joinsAboveBytes(left, right, leftIsLongest: true, tables)
    }
  }

  /// Whether merging the joined bytes of two tokens joins something across their border.
  @inline(__always)
  func joinsAcross(_ left: UInt32, _ right: UInt32, _ tables: VocabularyTables) -> Bool {
    remembered(left, right) { tables.joinsAcross(left, right, before: .max) }
  }

  /// What is remembered of a pair, or else what a walk finds.
  @inline(__always)
  private func remembered(_ left: UInt32, _ right: UInt32, _ walk: () -> Bool) -> Bool {
    let key = key(left, right)
    let place = place(key)
    let entry = entries.cells[place]
    if entry & ~1 == key { return entry & 1 != 0 }
    let joins = walk()
    entries.cells[place] = key | (joins ? 1 : 0)
    return joins
  }

  @inline(__always)
  private func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
    (UInt64(left) << 24 &+ UInt64(right) &+ 1) &<< 1
  }

  @inline(__always)
  private func place(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 &- bits))
  }
}
