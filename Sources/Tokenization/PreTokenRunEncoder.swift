/// Encodes runs of pre-tokens, looking each up among those that have been seen.
///
/// The caches start small and grow with what goes through them, so that a short text costs next to
/// nothing and a long one has them whole: 8 MiB of pre-tokens, 256 KiB of neighbours.
struct PreTokenRunEncoder: ~Copyable {
  private var encoder = PreTokenEncoder(memoBits: 8)
  private var cache = PreTokenCache(bits: 6)
  /// How many pre-tokens have been added since the cache last grew.
  private var additions = 0
  /// The keys of the run at hand.
  private var keys = [HashedKey](
    repeating: HashedKey(key: PreTokenKey(low: 0, high: 0), place: 0), count: longestRun)

  /// The most pre-tokens in a run.
  static let longestRun = 256

  private struct HashedKey: BitwiseCopyable {
    var key: PreTokenKey
    var place: Int
  }

  /// Writes the ids of successive pre-tokens, the first of which begins at `start`, and returns how
  /// many there are.
  ///
  /// `ids` has a place for every byte and four more.
  mutating func encode(
    _ text: Span<UInt8>, from start: Int, ends: ArraySlice<Int>, _ image: VocabularyImage,
    into ids: IDCells
  ) -> Int {
    image.withTables { tables in
      text.withTable { bytes in
        encode(bytes, from: start, ends: ends, tables, into: ids)
      }
    }
  }

  private mutating func encode(
    _ bytes: FlatTable<UInt8>, from start: Int, ends: ArraySlice<Int>, _ tables: VocabularyTables,
    into ids: IDCells
  ) -> Int {
    if additions > 1 << (cache.bits - 1) { growCaches() }
    prepareKeys(bytes, from: start, ends: ends)
    var start = start
    var count = 0
    var index = 0
    for end in ends {
      let hashed = keys[index]
      let places = ids.dropFirst(count)
      var written = cache.recall(hashed.key, hashed.place, into: places)
      if written == 0 {
        written = miss(hashed, bytes, start..<end, tables, into: places)
      }
      count &+= written
      start = end
      index &+= 1
    }
    return count
  }

  /// Computes all keys first, so that their places in the cache are on the way before they are needed.
  @inline(__always)
  private mutating func prepareKeys(
    _ bytes: FlatTable<UInt8>, from start: Int, ends: ArraySlice<Int>
  ) {
    var start = start
    var index = 0
    for end in ends {
      let key = PreTokenKey(bytes, start..<end)
      let place = cache.place(key)
      cache.prefetch(place)
      keys[index] = HashedKey(key: key, place: place)
      start = end
      index &+= 1
    }
  }

  /// Encodes a pre-token that is not remembered, and remembers it if it is short.
  @inline(never)
  private mutating func miss(
    _ hashed: HashedKey, _ bytes: FlatTable<UInt8>, _ range: Range<Int>,
    _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    let count = encoder.encode(bytes, range, tables, into: ids)
    if hashed.key.high != 0, count <= 4 {
      cache.remember(hashed.key, hashed.place, ids, count: count)
      additions &+= 1
    }
    return count
  }

  private mutating func growCaches() {
    additions = 0
    guard cache.bits < 18 else { return }
    var larger = PreTokenCache(bits: cache.bits + 4)
    larger.remember(all: cache)
    cache = larger
    if cache.bits == 14 { encoder = PreTokenEncoder(memoBits: 15) }
  }
}
