/// What a session keeps between texts, and the loop over pre-tokens.
///
/// The caches start small and grow with what goes through them, so that a short text costs next to
/// nothing and a long one has them whole: 8 MiB of pre-tokens, 256 KiB of neighbours.
struct EncodingWorkspace: ~Copyable {
  private var encoder = PreTokenEncoder(memoBits: 8)
  private var cache = PreTokenCache(bits: 6)
  private var cacheBits = 6
  /// How many pre-tokens have been added since the cache last grew.
  private var additions = 0

  /// Writes the ids of successive pre-tokens, the first of which begins at `start`, and returns how
  /// many there are.
  ///
  /// `ids` has a place for every byte and four more.
  mutating func encode(
    _ bytes: FlatTable<UInt8>, from start: Int, ends: ArraySlice<Int>, _ tables: VocabularyTables,
    into ids: IDCells
  ) -> Int {
    if additions > 1 << (cacheBits - 1) { growCaches() }
    var start = start
    var count = 0
    for end in ends {
      let range = start..<end
      let key = PreTokenKey(bytes, range)
      let hash = key.hash
      let places = ids.dropFirst(count)
      var written = cache.recall(key, hash, into: places)
      if written == 0 || key.high == 0 {
        written = miss(key, hash, bytes, range, tables, into: places)
      }
      count &+= written
      start = end
    }
    return count
  }

  /// Encodes a pre-token that is not remembered, and remembers it if it is short.
  @inline(never)
  private mutating func miss(
    _ key: PreTokenKey, _ hash: Int, _ bytes: FlatTable<UInt8>, _ range: Range<Int>,
    _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    let count = encoder.encode(bytes, range, tables, into: ids)
    if key.high != 0, count <= 4 {
      cache.remember(key, hash, ids, count: count)
      additions &+= 1
    }
    return count
  }

  private mutating func growCaches() {
    additions = 0
    guard cacheBits < 18 else { return }
    cacheBits += 4
    var larger = PreTokenCache(bits: cacheBits)
    larger.remember(all: cache)
    cache = larger
    if cacheBits == 14 { encoder = PreTokenEncoder(memoBits: 15) }
  }
}
