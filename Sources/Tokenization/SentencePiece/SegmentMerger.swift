import TextNormalization

/// Merges the characters of a short segment as SentencePiece does: the pair with the best score first, the
/// leftmost first among equals. The best pair is sought among all each time, which for a few characters
/// is quicker than a heap; longer segments go to `SentencePieceMerger`, which gives the same.
///
/// Source: `bpe::Model::SampleEncode` of google/sentencepiece, without dropout.
///
/// - Complexity: O(characters²).
struct SegmentMerger: ~Copyable {
  private let tables: SentencePiecePairs
  private let unknown: UInt32
  private var merger = SentencePieceMerger()
  private var steps = SegmentSteps()
  private let symbols = ZeroedPages<Symbol>(count: Self.longest + 1)
  /// The pairs that came last: far fewer than the table of all has, and so nearer.
  private let memo = ZeroedPages<Pair>(count: 1 << 13)

  /// The most characters of a segment that is short.
  private static let longest = 32

  /// A symbol, and what it becomes with the next one.
  struct Symbol: BitwiseCopyable {
    var number: UInt32
    /// Where it ends in the segment.
    var end: UInt32
    /// The rank of the merge with the next symbol, or `never`.
    var rank: UInt32
    var result: UInt32
  }

  /// What two symbols become, or that they become nothing.
  struct Pair: BitwiseCopyable {
    var key: UInt64
    var rank: UInt32
    var result: UInt32
  }

  private static let never = UInt32.max

  /// A merger by the given tables, in which no token is unused.
  init(_ tables: SentencePiecePairs, unknown: UInt32) {
    self.tables = tables
    self.unknown = unknown
  }

  /// Finds the tokens of a range of a text; `found` gets their ids and where they end.
  mutating func merge(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, _ found: inout FoundTokens
  ) {
    let symbols = self.symbols.cells
    guard var count = collect(text, range, symbols) else {
      mergeLong(text, range, &found)
      return
    }
    symbols[count &- 1].rank = Self.never
    for place in 0..<count &- 1 { find(place, symbols) }
    while true {
      var best = 0
      var rank = symbols[0].rank
      for place in 1..<max(1, count) where symbols[place].rank < rank {
        best = place
        rank = symbols[place].rank
      }
      if rank == Self.never { break }
      symbols[best].number = symbols[best].result
      symbols[best].end = symbols[best &+ 1].end
      count &-= 1
      for place in best &+ 1..<max(best &+ 1, count) { symbols[place] = symbols[place &+ 1] }
      if best &+ 1 < count {
        find(best, symbols)
      } else {
        symbols[best].rank = Self.never
      }
      if best > 0 { find(best &- 1, symbols) }
    }
    let (ids, ends) = found.reserve(count)
    found.holdsUnknown = false
    for place in 0..<count {
      let number = symbols[place].number
      ids[place] = number < tables.upperBound ? number : unknown
      ends[place] = symbols[place].end
      if ids[place] == unknown { found.holdsUnknown = true }
    }
  }

  /// Collects the characters of a segment; their number, or nil where there are too many, or where a text
  /// that is never cut may begin.
  @inline(__always)
  private func collect(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, _ symbols: FlatCells<Symbol>
  ) -> Int? {
    let hasProtected = !tables.protectedIDs.isEmpty
    var count = 0
    var index = range.lowerBound
    while index < range.upperBound {
      if count == Self.longest || hasProtected && tables.protected.begins(with: text[index]) {
        return nil
      }
      let length = min(CharacterLength.of(text[index]), range.upperBound &- index)
      let number = symbol(text, index, length)
      index &+= length
      symbols[count] = Symbol(
        number: number, end: UInt32(truncatingIfNeeded: index &- range.lowerBound), rank: 0,
        result: 0)
      count &+= 1
    }
    return count
  }

  @inline(__always)
  private func symbol(_ text: FlatTable<UInt8>, _ index: Int, _ length: Int) -> UInt32 {
    var scalar = UInt32(text[index])
    if let three = CharacterCells.scalar(of: text, at: index, before: index &+ length),
      three >= 0x800, three & 0xF800 != 0xD800
    {
      scalar = three
    } else if scalar >= 0x80 {
      var bytes: InlineArray<4, UInt8> = [0, 0, 0, 0]
      for place in 0..<length { bytes[place] = text[index &+ place] }
      let decoded = ScalarScan.decode(bytes.span.extracting(0..<length), at: 0)
      if decoded.length == 0 { return CharacterPairTables.none }
      scalar = decoded.value
    }
    return tables.characters.token(of: scalar) ?? CharacterPairTables.none
  }

  /// Finds what a symbol becomes with the next one.
  @inline(__always)
  private func find(_ place: Int, _ symbols: FlatCells<Symbol>) {
    let (left, right) = (symbols[place].number, symbols[place &+ 1].number)
    if left == CharacterPairTables.none || right == CharacterPairTables.none {
      symbols[place].rank = Self.never
      return
    }
    // Free entries are zeros, which no pair of numbers is turned into, since neither is `none`.
    let key = ~(UInt64(left) &<< 32 | UInt64(right))
    let slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) &>> 51)
    var pair = memo.cells[slot]
    if pair.key != key {
      pair = Self.look(up: left, right, tables.pairs, key)
      memo.cells[slot] = pair
    }
    symbols[place].rank = pair.rank
    symbols[place].result = pair.result
  }

  @inline(never)
  private static func look(
    up left: UInt32, _ right: UInt32, _ pairs: SymbolPairTable, _ key: UInt64
  ) -> Pair {
    guard let merge = pairs.merge(left, right) else {
      return Pair(key: key, rank: never, result: 0)
    }
    return Pair(key: key, rank: merge.rank, result: merge.result)
  }

  @inline(never)
  private mutating func mergeLong(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, _ found: inout FoundTokens
  ) {
    text.withSpan(range) { merger.merge($0, tables, unknown, &steps) }
    found.take(steps, unknown: unknown)
  }
}
