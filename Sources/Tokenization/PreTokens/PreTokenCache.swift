/// Remembers the ids of short pre-tokens: a cache of fixed size in which what is new pushes out what
/// is old.
///
/// Two entries of 32 bytes share a cache line, and a pre-token can only stand in the one line that its
/// hash names:
///
/// ```
///   0          8          16              32
///   +----------+----------+---------------+
///   | key low  | key high |  PackedIDs    |   key low 0: free
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
      if entry.key.isNone { continue }
      let place = entry.key.place(in: new.count)
      new[new[place].key.isNone ? place : place + 1] = entry
    }
  }
}

/// The lines of a `PreTokenCache`, for loops.
struct PreTokenLines {
  let cells: FlatCells<PreTokenCache.Entry>

  /// The ids of an entry.
  @inline(__always)
  func ids(_ entry: Int) -> PackedIDs { cells[entry].ids }

  /// Remembers the ids of a pre-token. The entry that goes is the second of the line, so that of many
  /// that come in turn one stays, unless the first is to move there.
  @inline(__always)
  func remember(_ key: PreTokenKey, _ place: Int, _ ids: PackedIDs, movesFirst: Bool) {
    let first = cells[place]
    let entry = PreTokenCache.Entry(key: key, ids: ids)
    if first.key.isNone {
      cells[place] = entry
    } else if movesFirst {
      cells[place &+ 1] = first
      cells[place] = entry
    } else {
      cells[place &+ 1] = entry
    }
  }
}
