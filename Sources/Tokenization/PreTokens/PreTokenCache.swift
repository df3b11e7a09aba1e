/// Remembers the ids of short pre-tokens: a cache of fixed size in which what is new pushes out what
/// is old.
///
/// Two entries of 32 bytes share a cache line, and a pre-token can only stand in the one line that its
/// hash names:
///
/// ```
///   0          8          16              32
///   +----------+----------+---------------+
///   | key low  | key high |  PackedIDs    |   key high 0: free
///   +----------+----------+---------------+
/// ```
struct PreTokenCache: ~Copyable {
  /// A pre-token and its ids.
  struct Entry: BitwiseCopyable {
    var key: PreTokenKey
    var ids: PackedIDs
  }

  private let entries: ZeroedPages<Entry>
  /// The number of entries is 2 to this power.
  let bits: Int

  /// A cache of 2 to the power `bits` entries of 32 bytes.
  init(bits: Int) {
    precondition(bits > 1 && bits < 32)
    self.bits = bits
    entries = ZeroedPages(count: 1 << bits, isSoonFull: true)
  }

  /// The lines of the cache; valid as long as it is.
  @inline(__always)
  var lines: PreTokenLines { PreTokenLines(cells: entries.cells) }

  /// Takes over what a smaller cache remembers.
  func remember(all other: borrowing PreTokenCache) {
    let (new, old) = (lines.cells, other.entries.cells)
    for index in 0..<old.count {
      let entry = old[index]
      if entry.key.high == 0 { continue }
      let place = lines.place(entry.key)
      new[new[place].key.high == 0 ? place : place + 1] = entry
    }
  }
}

/// The lines of a `PreTokenCache`, for loops.
struct PreTokenLines {
  let cells: FlatCells<PreTokenCache.Entry>

  /// The first entry of a key's line.
  @inline(__always)
  func place(_ key: PreTokenKey) -> Int { key.hash & (cells.count &- 2) }

  /// Asks for a line that will be looked at soon.
  @inline(__always)
  func prefetch(_ place: Int) { cells.prefetch(place) }

  /// The entry of a pre-token; nil if it is not remembered.
  ///
  /// Which of the two it is cannot be foreseen, so that no branch hangs on it: the first if half of its key
  /// agrees. Should only that half agree, the second is not found, which costs time and nothing else.
  @inline(__always)
  func find(_ key: PreTokenKey, _ place: Int) -> Int? {
    let entry = place &+ (cells[place].key.low == key.low ? 0 : 1)
    let found = cells[entry].key
    return (found.low ^ key.low) | (found.high ^ key.high) == 0 ? entry : nil
  }

  /// The ids of an entry.
  @inline(__always)
  func ids(_ entry: Int) -> PackedIDs { cells[entry].ids }

  /// Remembers the ids of a pre-token. The entry that goes is the second of the line, so that of many
  /// that come in turn one stays, unless the first is to move there.
  @inline(__always)
  func remember(_ key: PreTokenKey, _ place: Int, _ ids: PackedIDs, movesFirst: Bool) {
    let first = cells[place]
    let entry = PreTokenCache.Entry(key: key, ids: ids)
    if first.key.high == 0 {
      cells[place] = entry
    } else if movesFirst {
      cells[place &+ 1] = first
      cells[place] = entry
    } else {
      cells[place &+ 1] = entry
    }
  }
}
