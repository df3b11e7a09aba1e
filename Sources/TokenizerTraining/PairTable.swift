/// The pairs that have a boundary list: how often each occurs, and where its list lies.
///
/// A hash table with open addressing whose keys stand apart from the rest: most questions are about
/// pairs below the threshold, which are not there, and are answered by the keys alone.
///
/// ```
/// keys      │ packed pair + 1, or 0 │ … a power of two of them, at most half in use
/// entries   │ count, start, length  │ … at the same index
/// ```
struct PairTable {
  /// What is known of a pair.
  struct Entry: BitwiseCopyable, Sendable {
    /// How often it occurs: exact at all times.
    var count: UInt64
    /// Where its boundary list begins.
    var start: Int
    /// How many boundaries are in the list; some may be dead.
    var length: Int
  }

  private var keys: PageBuffer<UInt64>
  private var entries: PageBuffer<Entry>
  private var used = 0

  /// A table without pairs, with room for `capacity` of them before it grows.
  init(capacity: Int) {
    var size = 1 << 10
    while size < capacity * 2 { size *= 2 }
    keys = PageBuffer(count: size)
    entries = PageBuffer(count: size)
  }

  @inline(__always)
  private static func home(of pair: SymbolPair, mask: Int) -> Int {
    let hashed = pair.packed &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: hashed ^ (hashed &>> 32)) & mask
  }

  /// Where the pair is, or where it would go.
  @inline(__always)
  private func slot(of pair: SymbolPair) -> (index: Int, isPresent: Bool) {
    let keys = keys.cells
    let mask = keys.count &- 1
    var index = PairTable.home(of: pair, mask: mask)
    while true {
      let key = keys[index]
      if key == pair.packed &+ 1 { return (index, true) }
      if key == 0 { return (index, false) }
      index = (index &+ 1) & mask
    }
  }

  /// Asks for the cache line in which the search for a pair begins.
  @inline(__always)
  func prefetch(_ pair: SymbolPair) {
    let keys = keys.cells
    keys.prefetch(PairTable.home(of: pair, mask: keys.count &- 1))
  }

  /// What is known of a pair, or nil where it has no list.
  @inline(__always)
  subscript(pair: SymbolPair) -> Entry? {
    let slot = slot(of: pair)
    return slot.isPresent ? entries.cells[slot.index] : nil
  }

  /// Takes from a pair's count, if the pair has a list.
  @inline(__always)
  func subtract(_ count: UInt64, from pair: SymbolPair) {
    let slot = slot(of: pair)
    if slot.isPresent { entries.cells[slot.index].count -= count }
  }

  /// Adds a pair that is not there yet.
  @inline(__always)
  mutating func insert(_ pair: SymbolPair, _ entry: Entry) {
    if used &* 2 >= keys.cells.count { grow() }
    let slot = slot(of: pair)
    assert(!slot.isPresent, "the pair \(pair) has a list already")
    keys.cells[slot.index] = pair.packed &+ 1
    entries.cells[slot.index] = entry
    used &+= 1
  }

  @inline(never)
  private mutating func grow() {
    var larger = PairTable(capacity: keys.cells.count)
    for index in 0..<keys.cells.count where keys.cells[index] != 0 {
      larger.insert(SymbolPair(packed: keys.cells[index] &- 1), entries.cells[index])
    }
    self = larger
  }
}
