/// Encodes pre-tokens by longest match, going back where two neighbours do not fit.
///
/// Exact for vocabularies in which every token that merging makes is made of tokens with lower ranks
/// (`MergeStrategy.backtracking`); <doc:EncodingExactly> has definitions and proofs. In short: a list of
/// tokens is what merging gives if and only if every two neighbours in it are, so a prefix of the
/// text has one valid list at most, and a position from which nothing leads to the end need never
/// be visited again.
///
/// Source: A. Neubeck, H. van Antwerpen, "So many tokens, so little time", GitHub 2024, and the notes
/// of their crate `bpe`. Deviations: ranks are times, not ids, so any list of merges will do; tokens
/// that merging does not make take no part; the positions that lead nowhere are marked only once
/// the first neighbours did not fit.
///
/// - Complexity: O(n) for n bytes and a fixed vocabulary: each position's candidates are tried once,
///   and each is at most as long as the longest token.
struct BacktrackingEncoder: ~Copyable {
  private let memo: NeighbourMemo
  private var syllables = SyllableEncoder(.none, .none)
  private var neighbours = NeighbourTable.none
  private var deadEnds = DeadEnds()

  /// An encoder that remembers 2 to the power `memoBits` pairs.
  init(memoBits: Int) { memo = NeighbourMemo(bits: memoBits) }

  /// Uses the aids from now on.
  mutating func use(_ aids: EncodingAids) {
    syllables = SyllableEncoder(aids.syllables, aids.neighbours)
    neighbours = aids.neighbours
  }

  /// Writes the tokens of a pre-token of at least one byte and returns how many there are.
  @inline(__always)
  mutating func encode(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    let matches = syllables.encode(bytes, range, tables, memo, into: ids)
    if matches.count == 0 { return encodeBytes(bytes, range, tables, into: ids) }
    if matches.misfit == TokenRecord.none { return matches.count }
    return search(
      bytes, range, tables, into: ids, from: matches.end, matches.count, matches.misfit)
  }

  private mutating func encodeBytes(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    let neighbours = neighbours.view
    var position = range.lowerBound
    var count = 0
    while true {
      let (token, end) = tables.longestToken(bytes, position..<range.upperBound)
      if count > 0, memo.joinsAcross(longest: ids[count &- 1], token, tables, neighbours) {
        return search(bytes, range, tables, into: ids, from: position, count, token)
      }
      ids[count] = token
      count &+= 1
      position = end
      if position == range.upperBound { return count }
    }
  }

  /// Goes on where longest matches alone do not do: `candidate` is the longest match at `start`.
  @inline(never)
  private mutating func search(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables,
    into ids: IDCells, from start: Int, _ initialCount: Int, _ candidate: UInt32
  ) -> Int {
    deadEnds.clear(range.count)
    let neighbours = neighbours.view
    var (position, count, token) = (start, initialCount, candidate)
    var end = position &+ tables.length(token)
    // Which merges of the token before, and of the one at hand, may join it to the next: none of a longest match.
    var (mergesBefore, merges) = (UInt64.max, UInt64(0))
    while true {
      if !deadEnds.contains(end &- range.lowerBound),
        count == 0
          || !joinsAcross(ids[count &- 1], token, ownMerges: mergesBefore, tables, neighbours)
      {
        ids[count] = token
        count &+= 1
        position = end
        if position == range.upperBound { return count }
        mergesBefore = merges
        (token, end) = tables.longestToken(bytes, position..<range.upperBound)
        merges = 0
        continue
      }
      merges = .max
      let before = count > 0 ? ids[count &- 1] : nil
      let shorter = nextShorter(token, behind: before, tables, neighbours)
      if shorter != TokenRecord.none {
        token = shorter
        end = position &+ tables.length(token)
        continue
      }
      // Nothing leads on from here. The token before ends here, so it does not fit any more.
      deadEnds.insert(position &- range.lowerBound)
      // Every text has an encoding in tables that were compiled from a definition.
      guard count > 0 else { return single(bytes, range, tables, into: ids) }
      count &-= 1
      token = ids[count]
      end = position
      position &-= tables.length(token)
      mergesBefore = .max
    }
  }

  /// Writes the tokens of the single bytes: what is left where tables from outside are nonsense.
  private func single(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>, _ tables: VocabularyTables, into ids: IDCells
  ) -> Int {
    for place in 0..<range.count {
      ids[place] = tables.byteTokens[Int(bytes[range.lowerBound &+ place])]
    }
    return range.count
  }

  /// Whether merging the joined bytes of two tokens joins something across their border; of the left one's own
  /// merges, those whose bits are in `ownMerges` are looked at.
  @inline(__always)
  private func joinsAcross(
    _ left: UInt32, _ right: UInt32, ownMerges: UInt64, _ tables: VocabularyTables,
    _ neighbours: NeighbourTable.View
  ) -> Bool {
    if let joins = neighbours.joinsAcross(left, right, ownMerges: ownMerges) {
      return joins
    }
    return neighbours.isEmpty
      ? memo.joinsAcross(left, right, tables)
      : neighbours.joinsAboveBytes(left, right, leftIsLongest: ownMerges == 0, tables)
  }

  /// The longest token that is a beginning of another one, and shorter, of those to whose first byte the last one of
  /// the token before is not joined; `none` where there is none. What does not fit mostly does not for its first byte,
  /// and neither do those that begin like it.
  @inline(__always)
  private func nextShorter(
    _ token: UInt32, behind left: UInt32?, _ tables: VocabularyTables,
    _ neighbours: NeighbourTable.View
  ) -> UInt32 {
    var shorter = tables.record(token).link
    guard let left, !neighbours.isEmpty else { return shorter }
    while shorter != TokenRecord.none, neighbours.joinsBytes(left, shorter) {
      shorter = tables.record(shorter).link
    }
    return shorter
  }
}

/// A bit for each position of a pre-token from which nothing leads to the end. The first 64 stand in a
/// word of their own, which is all that most words need.
private struct DeadEnds {
  private var first: UInt64 = 0
  private var others: [UInt64] = []

  /// Forgets all, for a pre-token of so many bytes.
  @inline(__always)
  mutating func clear(_ length: Int) {
    first = 0
    if length < 64 { return }
    others.removeAll(keepingCapacity: true)
    others.append(contentsOf: repeatElement(0, count: length &>> 6))
  }

  /// Marks the position at an offset.
  @inline(__always)
  mutating func insert(_ offset: Int) {
    let bit: UInt64 = 1 &<< UInt64(offset & 63)
    if offset < 64 { first |= bit } else { others[(offset &>> 6) &- 1] |= bit }
  }

  /// Whether the position at an offset is marked.
  @inline(__always)
  func contains(_ offset: Int) -> Bool {
    let word = offset < 64 ? first : others[(offset &>> 6) &- 1]
    return word &>> UInt64(offset & 63) & 1 != 0
  }
}

extension VocabularyTables {
  /// The longest token that merging makes and that starts the range, and where it ends. There is one:
  /// every byte is a token, and the range is not empty.
  @inline(__always)
  func longestToken(
    _ bytes: FlatTable<UInt8>, _ range: Range<Int>
  ) -> (token: UInt32, end: Int) {
    var base = rootBase
    var longest: Int32 = 0
    var end = range.lowerBound
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      let cell = TrieCell(bits: cells[base ^ Int(byte)])
      guard cell.label == byte else { break }
      let field = cell.tokenField
      index &+= 1
      if field > 0 { (longest, end) = (field, index) }
      base = cell.base
    }
    return (UInt32(truncatingIfNeeded: longest) &- 1, end)
  }
}
