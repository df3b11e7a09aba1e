/// Encodes pre-tokens by the strategy that their vocabulary asks for.
struct PreTokenEncoder: ~Copyable {
  private var backtracking: BacktrackingEncoder
  private var queue = MergeQueue()

  /// An encoder that remembers 2 to the power `memoBits` pairs of neighbours.
  init(memoBits: Int) { backtracking = BacktrackingEncoder(memoBits: memoBits) }

  /// Uses the aids from now on.
  mutating func use(_ aids: EncodingAids) { backtracking.use(aids) }

  /// Writes the tokens of a pre-token of at least one byte, and returns how many there are: never more
  /// than it has bytes.
  @inline(__always)
  mutating func encode(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    if tables.takesWholePreTokens {
      let whole = tables.token(bytes, range)
      if whole != TokenRecord.none {
        ids[0] = whole
        return 1
      }
    }
    if tables.strategy == .backtracking {
      return backtracking.encode(bytes, range, tables, into: ids)
    }
    return queue.encode(bytes, range, tables, into: ids)
  }
}
