/// Remembers the ids of pre-tokens that are too long for a `PreTokenCache`: two entries of 64 bytes side by
/// side, and a pre-token can only stand in the one pair that its hash names.
///
/// ```
///   0                32               64
///   +----------------+----------------+
///   |      key       | LongPackedIDs  |   the key's last word 0: free
///   +----------------+----------------+
/// ```
///
/// Most long words of a text come once. So a word is remembered when it comes the second time, and the table
/// grows with the words that do, the large one late and in smaller steps, since fresh memory may be slow to
/// come; of the first time only a byte of the hash is kept.
struct LongPreTokenCache: ~Copyable {
  /// A pre-token and its ids.
  struct Entry: BitwiseCopyable {
    var key: LongPreTokenKey
    var ids: LongPackedIDs
  }

  private var entries: ZeroedPages<Entry>
  /// A byte of the last hash that was new, by other bits of it.
  private let seen: ZeroedPages<UInt8>
  /// How many words have been remembered, in the table as large as it is.
  private var additions = 0

  /// The most entries: 32 MiB.
  private static let mostEntries = 1 << 19

  /// Whether it has 2 MiB or more.
  private var isLarge: Bool { entries.count >= 1 << 15 }

  /// A cache of so many entries at first, which knows so many words that came once; powers of 2.
  init(entries: Int, seen: Int) {
    precondition(entries > 1 && entries & (entries - 1) == 0 && seen & (seen - 1) == 0)
    self.entries = ZeroedPages(count: entries)
    self.seen = ZeroedPages(count: seen, isSoonFull: true)
  }

  /// The tables; valid as long as they are.
  @inline(__always)
  var lines: LongPreTokenLines { LongPreTokenLines(entries: entries.cells, seen: seen.cells) }

  /// Whether a pre-token with this hash seems to have come before; it has from now on.
  @inline(__always)
  func hasComeBefore(_ hash: Int) -> Bool {
    let place = lines.seenPlace(hash)
    let mark = UInt8(truncatingIfNeeded: hash &>> 48) | 1
    if seen.cells[place] == mark { return true }
    seen.cells[place] = mark
    return false
  }

  /// Remembers the ids of a pre-token.
  mutating func remember(_ key: LongPreTokenKey, _ hash: Int, _ ids: LongPackedIDs) {
    if additions > (isLarge ? entries.count : entries.count / 2), entries.count < Self.mostEntries {
      grow()
    }
    insert(Entry(key: key, ids: ids), at: lines.place(hash))
  }

  /// Mostly the second entry goes, so that of many that come in turn one stays; now and then the first,
  /// so that none stays for good.
  private mutating func insert(_ entry: Entry, at place: Int) {
    let cells = entries.cells
    additions &+= 1
    if cells[place].key.isFree {
      cells[place] = entry
    } else if additions & 7 == 0 {
      cells[place &+ 1] = cells[place]
      cells[place] = entry
    } else {
      cells[place &+ 1] = entry
    }
  }

  private mutating func grow() {
    let size = min((isLarge ? 4 : 8) * entries.count, Self.mostEntries)
    var other = ZeroedPages<Entry>(count: size, isSoonFull: true)
    swap(&entries, &other)
    let old = other.cells
    for index in 0..<old.count where !old[index].key.isFree {
      insert(old[index], at: lines.place(old[index].key.hash))
    }
    additions = 0
    _ = consume other
  }
}

/// The tables of a `LongPreTokenCache`, for loops.
struct LongPreTokenLines {
  let entries: FlatCells<LongPreTokenCache.Entry>
  let seen: FlatCells<UInt8>

  /// What stands for the hash of a pre-token that is too long to be remembered; no hash is even.
  static let hashOfTooLong = 2

  /// The first entry of a hash's pair.
  @inline(__always)
  func place(_ hash: Int) -> Int { hash & (entries.count &- 2) }

  /// Where the byte of a hash stands.
  @inline(__always)
  func seenPlace(_ hash: Int) -> Int { hash &>> 24 & (seen.count &- 1) }

  /// The hash of a pre-token's long key, what it names being on its way to be looked at, or
  /// `hashOfTooLong`.
  @inline(__always)
  func hash(_ bytes: FlatTable<UInt8>, _ start: Int, length: Int) -> UInt64 {
    guard let key = LongPreTokenKey(bytes, start, length: length) else {
      return UInt64(Self.hashOfTooLong)
    }
    let hash = key.hash
    seen.prefetch(seenPlace(hash))
    entries.prefetch(place(hash))
    entries.prefetch(place(hash) &+ 1)
    return UInt64(truncatingIfNeeded: hash)
  }

  /// The ids of a pre-token with its hash; none if it is not remembered.
  @inline(__always)
  func recall(_ key: LongPreTokenKey, _ hash: Int) -> LongPackedIDs {
    let place = place(hash)
    if entries[place].key.equals(key) { return entries[place].ids }
    if entries[place &+ 1].key.equals(key) { return entries[place &+ 1].ids }
    return LongPackedIDs()
  }
}
