import PreTokenization

/// Encodes runs of pre-tokens, looking each up among those that have been seen.
///
/// Pre-tokens are put into a queue first, and their places in the cache asked for, so that they are on
/// the way before they are needed; `drain` then looks all of them up. Several documents may stand in
/// the queue if they lie in one buffer.
///
/// The caches start small and grow with what goes through them, so that a short text costs next to
/// nothing and a long one has them whole: 16 MiB of short pre-tokens, 32 MiB of long ones at most, 256 KiB
/// of neighbours. Short ones get 64 MiB where a million of them were not found. From 1 MiB on, a cache grows the
/// later the larger it is, for where memory is slow to come (a hypervisor that gives it page by page takes 3 ns a
/// byte) growing takes as long as very many misses: a text whose words do not come again loses little, and
/// of several threads, which each learn words of their own, none takes more memory than its words need.
struct PreTokenQueue: ~Copyable {
  private var encoder = PreTokenEncoder(memoBits: 8)
  private var cache = PreTokenCache(bits: 7)
  /// Very small until the cache of short pre-tokens has grown.
  private var longCache = LongPreTokenCache(entries: 16, seen: 64)
  private let aids: SharedEncodingAids
  /// Whether enough has gone through for the aids to be worth their making.
  private var wantsAids = false
  /// How many bytes were in pre-tokens that are too long to be remembered, until that is enough.
  private var longBytes = 0
  /// How many pre-tokens have been added since the cache last grew.
  private var additions = 0
  /// How many make it grow.
  private var additionsBeforeGrowth = 1 << 6
  private let waiting = WaitingPreTokens(count: longest)
  /// How many pre-tokens wait.
  private(set) var count = 0
  /// How many bytes they have.
  private(set) var byteCount = 0

  /// The most pre-tokens that are put in at a time. A scanner stops where 924 more may not fit, so that of a long
  /// text some 350 are.
  static let longestRun = 1280
  /// So many may wait before more are put in.
  static let comfortable = 512
  private static let longest = longestRun + comfortable
  /// So many bytes in long pre-tokens make the aids worth their making.
  private static let manyLongBytes = 1 << 18

  /// The tables of the loops; made anew where a cache is.
  private var run: PreTokenRun

  /// A queue that is empty.
  init(_ aids: SharedEncodingAids) {
    self.aids = aids
    run = PreTokenRun(waiting: waiting.cells, lines: cache.lines, longLines: longCache.lines)
  }

  /// Room for the ends of the pre-tokens that are put in next: at most `longestRun`, if no more than
  /// `comfortable` wait.
  @inline(__always)
  var freeEnds: FlatCells<Int> { run.waiting.ends.part(count, count: Self.longestRun) }

  /// Puts in the pre-tokens of some runs, whose ends stand in `freeEnds`.
  ///
  /// - Parameters:
  ///   - bytes: The buffer; the same for all that wait.
  ///   - runs: The runs.
  ///   - number: How many there are, at least one.
  @inline(__always)
  mutating func put(_ bytes: FlatTable<UInt8>, _ runs: FlatCells<CutRun>, _ number: Int) {
    if additions > additionsBeforeGrowth, count == 0 { growCaches() }
    byteCount &+= run.put(bytes, runs, number, at: count)
    count &+= runs[number &- 1].end
  }

  /// Puts in successive pre-tokens of one text, whose ends stand in `freeEnds`. Nothing waits before, and
  /// nothing may be put in behind them.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - start: Where the first pre-token begins.
  ///   - number: How many there are, at least one.
  @inline(__always)
  mutating func put(_ bytes: FlatTable<UInt8>, from start: Int, _ number: Int) {
    assert(count == 0)
    if additions > additionsBeforeGrowth { growCaches() }
    byteCount = run.put(bytes, from: start, number)
    count = number
  }

  /// Writes the ids of all that wait, and returns how many there are.
  ///
  /// `ids` has a place for every byte and six more.
  mutating func drain(
    _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    let run = run
    return drain(bytes, tables, keepsIDs: true, { ids.dropFirst($0) }) {
      run.recall(from: $0, to: $1, into: ids, $2)
    }
  }

  /// Counts the ids of all that wait; `scratch` has a place for every byte and six more.
  ///
  /// What came before each can be asked for only where it is wanted.
  mutating func drainCounting(
    _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, scratch: IDCells, keepsEach: Bool
  ) -> Int {
    let run = run
    return drain(bytes, tables, keepsIDs: false, { _ in scratch }) {
      run.count(from: $0, to: $1, $2, keepsEach: keepsEach)
    }
  }

  /// Takes all that wait: `lookUp` those that are remembered, `miss` the others, whose ids are written where
  /// `room` says; both are told how many ids came before.
  @inline(__always)
  private mutating func drain(
    _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, keepsIDs: Bool,
    _ room: (Int) -> IDCells,
    _ lookUp: (_ first: Int, _ end: Int, _ countBefore: Int) -> (index: Int, count: Int)
  ) -> Int {
    var (index, taken) = (0, 0)
    while true {
      (index, taken) = lookUp(index, count, taken)
      if index == count { break }
      taken &+= miss(index, bytes, tables, keepsIDs: keepsIDs, into: room(taken))
      index &+= 1
    }
    (count, byteCount) = (0, 0)
    return taken
  }

  /// How many of the ids last drained, which were kept or counted each, came before the pre-token of a number.
  func idCount(before number: Int) -> Int { run.waiting.idCounts[number] }

  /// Forgets what waits.
  mutating func removeAll() { (count, byteCount) = (0, 0) }

  /// Encodes a pre-token that is not among the short ones, or of which only the number of ids is, and remembers
  /// it: its ids if they fit, or their number where that is enough.
  @inline(never)
  private mutating func miss(
    _ index: Int, _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables, keepsIDs: Bool,
    into ids: IDCells
  ) -> Int {
    let (key, range) = (run.waiting.keys[index], run.waiting.range(index))
    if key.isNone {
      let hash = Int(bitPattern: UInt(key.high))
      return encodeLong(range, hash, bytes, tables, keepsIDs: keepsIDs, into: ids)
    }
    if wantsAids { takeAids(tables) }
    let count = encoder.encode(bytes, range, tables, into: ids)
    var packed = PackedIDs(ids, count: count)
    if packed.count == 0, !keepsIDs { packed = PackedIDs(number: count) }
    if packed.count > 0 {
      additions &+= 1
      cache.lines.remember(
        key, Int(run.waiting.places[index]), packed, movesFirst: additions & 3 == 0)
    }
    return count
  }

  /// The same for one that has no key among the short ones, but the hash of a long key.
  @inline(never)
  private mutating func encodeLong(
    _ range: Range<Int>, _ hash: Int, _ bytes: FlatTable<UInt8>, _ tables: VocabularyTables,
    keepsIDs: Bool, into ids: IDCells
  ) -> Int {
    let isTooLong = hash == LongPreTokenLines.hashOfTooLong
    if isTooLong { noteLong(range.count) }
    guard !isTooLong, longCache.hasComeBefore(hash),
      let key = LongPreTokenKey(bytes, range.lowerBound, length: range.count)
    else {
      if wantsAids { takeAids(tables) }
      return encoder.encode(bytes, range, tables, into: ids)
    }
    let found = longCache.lines.recall(key, hash)
    if !keepsIDs, found.count > 0 { return found.number }
    if found.count > 0, found.count <= LongPackedIDs.most {
      found.write(to: ids)
      return found.count
    }
    let count = encoder.encode(bytes, range, tables, into: ids)
    var packed = LongPackedIDs(ids, count: count)
    if packed.count == 0, !keepsIDs { packed = LongPackedIDs(number: count) }
    if packed.count > 0 {
      longCache.remember(key, hash, packed)
      run.longLines = longCache.lines
    }
    return count
  }

  /// Counts the bytes that long pre-tokens have taken, which may make the aids worth their making.
  @inline(__always)
  private mutating func noteLong(_ length: Int) {
    if longBytes > Self.manyLongBytes { return }
    longBytes &+= length
    if longBytes > Self.manyLongBytes { wantsAids = true }
  }

  @inline(never)
  private mutating func takeAids(_ tables: VocabularyTables) {
    wantsAids = false
    guard tables.strategy == .backtracking else { return }
    // What is not there yet is asked for again at the next miss.
    if let aids = aids(tables) { encoder.use(aids) } else { wantsAids = true }
  }

  /// Makes the caches larger; nothing waits, for places change.
  private mutating func growCaches() {
    let larger = PreTokenCache(bits: cache.bits + (cache.bits < 15 ? 4 : 2))
    larger.remember(all: cache)
    cache = larger
    additions = 0
    switch cache.bits {
    case 21: additionsBeforeGrowth = .max
    case 19: additionsBeforeGrowth = 2 << cache.bits
    case 17: additionsBeforeGrowth = 3 << (cache.bits - 1)
    default: additionsBeforeGrowth = 1 << (cache.bits - 1)
    }
    if cache.bits == 15 {
      encoder = PreTokenEncoder(memoBits: 15)
      longCache = LongPreTokenCache(entries: 1 << 9, seen: 1 << 20)
      wantsAids = true
    }
    (run.lines, run.longLines) = (cache.lines, longCache.lines)
  }
}
