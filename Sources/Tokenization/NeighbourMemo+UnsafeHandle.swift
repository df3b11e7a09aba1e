/// Remembers for some pairs of tokens whether they can be neighbours: a direct-mapped cache.
///
/// ```
///   63    49 48           25 24            1    0
///   +-------+---------------+---------------+------+
///   |   0   |      left     |   right + 1   |joins?|   0 where nothing is remembered
///   +-------+---------------+---------------+------+
/// ```
@safe
struct NeighbourMemo: ~Copyable {
  private let base: UnsafeMutablePointer<UInt64>
  private let bits: Int

  /// A memo for 2 to the power `bits` pairs.
  init(bits: Int) {
    precondition(bits > 0 && bits < 32)
    self.bits = bits
    unsafe base = .allocate(capacity: 1 << bits)
    // SAFETY: the allocation has room for exactly so many words.
    unsafe base.initialize(repeating: 0, count: 1 << bits)
  }

  deinit {
    // SAFETY: allocated in `init`, freed once.
    unsafe base.deallocate()
  }

  /// Whether merging the joined bytes of two tokens joins something across their border.
  @inline(__always)
  mutating func joinsAcross(_ left: UInt32, _ right: UInt32, _ tables: VocabularyTables) -> Bool {
    let key = (UInt64(left) << 24 &+ UInt64(right) &+ 1) &<< 1
    let place = Int(
      truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> UInt64(64 &- bits))
    // SAFETY: a number of `bits` bits is below the number of words.
    let entry = unsafe base[place]
    if entry & ~1 == key { return entry & 1 != 0 }
    let joins = Self.look(left, right, tables)
    // SAFETY: as above.
    unsafe base[place] = key | (joins ? 1 : 0)
    return joins
  }

  @inline(never)
  private static func look(
    _ left: UInt32, _ right: UInt32, _ tables: VocabularyTables
  ) -> Bool {
    tables.joinsAcross(left, right, before: .max)
  }
}
