/// A place where two tokens have become one.
struct AppliedMerge<Symbol: BytePairSymbol>: BitwiseCopyable, Sendable {
  /// The position at which the right of the two tokens began.
  var boundary: UInt32
  /// The symbol before the new token.
  var before: Symbol
  /// The symbol behind it.
  var behind: Symbol
}

/// One merge, applied to all words: the pair (left, right) becomes one token.
///
/// ```
///                    ┌──── leftLength ────┬──── rightLength ───┐
/// symbols   │ before │ left …        left │ right …      right │ behind │
/// position                         ▲        ▲ boundary
///                           boundary - 1
/// becomes   │ before │ merged …      left │ right …     merged │ behind │
/// ```
/// A boundary in the pair's list is alive if and only if `symbols[boundary - 1]` is `left` and
/// `symbols[boundary]` is `right`: a token writes its id at its first and its last position, so the
/// two cells beside a boundary are written whenever a token that touches it is made, and a pair that
/// has merged never comes back. Since tokens keep their positions, the neighbours are found from the
/// boundary and the two lengths, lists stay sorted, and nothing has to be linked or moved.
///
/// In a run such as `aaaa` the boundaries overlap; the list is in rising order, so the left one is
/// applied first and the next one is dead, as merging from left to right demands.
struct MergeSweep<Symbol: BytePairSymbol> {
  let symbols: Cells<Symbol>
  let left: Symbol
  let right: Symbol
  let merged: Symbol
  /// The positions that the left token takes, in all its places.
  let leftLength: Int
  /// The positions that the right token takes.
  let rightLength: Int

  /// How far ahead boundaries are fetched.
  private static var lookahead: Int { 16 }

  /// Applies the merge at each live boundary and tallies the neighbours.
  ///
  /// - Parameters:
  ///   - boundaries: The pair's list.
  ///   - range: Where it lies.
  ///   - counts: How often the word at each position occurs.
  ///   - before: Zero; receives the symbols before the new token.
  ///   - behind: Zero; receives the symbols behind it.
  ///   - applied: Receives the places, with room for the whole list.
  /// - Returns: How many places there are.
  func apply(
    _ boundaries: Cells<UInt32>, in range: Range<Int>, counts: PositionCounts.Cursor,
    before: inout NeighbourTallies, behind: inout NeighbourTallies,
    applied: Cells<AppliedMerge<Symbol>>
  ) -> Int {
    var counts = counts
    let beforeTallies = before.cells
    let behindTallies = behind.cells
    let beforeSymbols = before.symbols
    let behindSymbols = behind.symbols
    var beforeCount = 0
    var behindCount = 0
    var appliedCount = 0
    let last = range.upperBound &- 1
    for index in range {
      let ahead = boundaries[min(index &+ MergeSweep.lookahead, last)]
      symbols.prefetchForWriting(Int(ahead) &- leftLength)
      let boundary = Int(boundaries[index])
      guard symbols[boundary &- 1] == left, symbols[boundary] == right else { continue }
      let count = counts.count(at: boundaries[index])
      let first = boundary &- leftLength
      let end = boundary &+ rightLength
      let symbolBefore = symbols[first &- 1]
      let symbolBehind = symbols[end]
      symbols[first] = merged
      symbols[end &- 1] = merged
      if beforeTallies[Int(symbolBefore)].occurrences == 0 {
        beforeSymbols[beforeCount] = UInt32(truncatingIfNeeded: symbolBefore)
        beforeCount &+= 1
      }
      beforeTallies[Int(symbolBefore)].add(count)
      if behindTallies[Int(symbolBehind)].occurrences == 0 {
        behindSymbols[behindCount] = UInt32(truncatingIfNeeded: symbolBehind)
        behindCount &+= 1
      }
      behindTallies[Int(symbolBehind)].add(count)
      applied[appliedCount] = AppliedMerge(
        boundary: boundaries[index], before: symbolBefore, behind: symbolBehind)
      appliedCount &+= 1
    }
    before.setTouched(beforeCount)
    behind.setTouched(behindCount)
    return appliedCount
  }

  /// Writes the boundary lists of the new pairs: a counting sort whose cursors stand in the tallies.
  ///
  /// The boundary between a new token and what is before it lies at its first position, that to what
  /// is behind it at its end.
  ///
  /// - Parameters:
  ///   - applied: The places, in rising order.
  ///   - appliedCount: How many there are.
  ///   - before: The tallies of the symbols before the new token, with their cursors.
  ///   - behind: The tallies of the symbols behind it, with theirs.
  ///   - lists: Receives the boundaries.
  ///   - base: Where the cursors count from.
  func writeLists(
    _ applied: Cells<AppliedMerge<Symbol>>, _ appliedCount: Int,
    before: NeighbourTallies, behind: NeighbourTallies, to lists: Cells<UInt32>, base: Int
  ) {
    let beforeTallies = before.cells
    let behindTallies = behind.cells
    for index in 0..<appliedCount {
      let place = applied[index]
      let beforeCursor = beforeTallies[Int(place.before)].cursor
      if beforeCursor != 0 {
        lists[base &+ Int(beforeCursor) &- 1] =
          place.boundary &- UInt32(truncatingIfNeeded: leftLength)
        beforeTallies[Int(place.before)].cursor = beforeCursor &+ 1
      }
      let behindCursor = behindTallies[Int(place.behind)].cursor
      if behindCursor != 0 {
        lists[base &+ Int(behindCursor) &- 1] =
          place.boundary &+ UInt32(truncatingIfNeeded: rightLength)
        behindTallies[Int(place.behind)].cursor = behindCursor &+ 1
      }
    }
  }
}
