/// Encodes pre-tokens by merging, the smallest rank first, the leftmost first among equals: exact for
/// any vocabulary, and never quadratic.
///
/// The pieces form a linked list; the pairs that can merge wait in a binary heap ordered by rank, then
/// position. A pair that is gone when its turn comes is known by its rank: the pair at its position
/// now has another one.
///
/// - Complexity: O(n · log n) for n bytes and a fixed vocabulary.
struct MergeQueue {
  /// The token that starts at each byte; valid while the byte starts a piece.
  private var tokens: [UInt32] = []
  /// Where the piece that starts at a byte ends, and where the one that ends there starts.
  private var next: [Int32] = []
  private var previous: [Int32] = []
  /// Ranks in the high and positions in the low half, as a heap with the smallest in front.
  private var heap: [UInt64] = []

  /// Writes the tokens of a pre-token and returns how many there are.
  mutating func encode(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    start(bytes, range, tables)
    while let smallest = heap.popSmallest() {
      let position = Int(truncatingIfNeeded: smallest & 0xFFFF_FFFF)
      let rank = UInt32(truncatingIfNeeded: smallest >> 32)
      guard tokens[position] != TokenRecord.none,
        let merge = merge(at: position, bytes, range, tables), merge.rank == rank
      else { continue }
      join(position, merge.result)
      push(position, bytes, range, tables)
      if position > 0 { push(Int(previous[position]), bytes, range, tables) }
    }
    var count = 0
    var position = 0
    while position < range.count {
      ids[count] = tokens[position]
      count += 1
      position = Int(next[position])
    }
    return count
  }

  private mutating func start(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables
  ) {
    tokens.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    previous.removeAll(keepingCapacity: true)
    for index in range {
      let position = Int32(index - range.lowerBound)
      tokens.append(tables.byteTokens[Int(bytes[index])])
      next.append(position + 1)
      previous.append(position - 1)
    }
    for position in tokens.indices { push(position, bytes, range, tables) }
  }

  private mutating func join(_ position: Int, _ result: UInt32) {
    let middle = Int(next[position])
    let end = next[middle]
    tokens[position] = result
    tokens[middle] = TokenRecord.none
    next[position] = end
    if Int(end) < tokens.count { previous[Int(end)] = Int32(position) }
  }

  /// What the piece at a position and the one behind it merge to.
  private func merge(
    at position: Int, _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables
  ) -> (rank: UInt32, result: UInt32)? {
    let middle = Int(next[position])
    guard middle < tokens.count else { return nil }
    if tables.strategy == .mergingByRank {
      let start = range.lowerBound + position
      let end = range.lowerBound + Int(next[middle])
      let result = tables.token(bytes, start..<end)
      return result == TokenRecord.none ? nil : (result + 1, result)
    }
    let number = tables.merged(tokens[position], tokens[middle])
    guard number != TokenRecord.none else { return nil }
    let record = tables.record(number)
    return (record.rank, tables.strategy == .mergingByList ? record.link : number)
  }

  private mutating func push(
    _ position: Int, _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables
  ) {
    guard let merge = merge(at: position, bytes, range, tables) else { return }
    heap.pushSmallest(UInt64(merge.rank) << 32 | UInt64(position))
  }
}
