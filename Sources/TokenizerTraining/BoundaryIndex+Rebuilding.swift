import TokenizerModel

/// What one thread needs to build an index: made once and used for each.
struct IndexingRoom: Sendable {
  /// Tallies of left symbols, then cursors; zero between uses.
  let lefts: PageBuffer<NeighbourTally>
  /// Tallies of right symbols; zero between uses.
  var rights: NeighbourTallies

  /// Room for symbols below `symbolCount`.
  init(symbolCount: Int) {
    lefts = PageBuffer(count: symbolCount)
    rights = NeighbourTallies(symbolCount: symbolCount)
  }
}

/// What decides which pairs an index lists.
struct PairSelection: Sendable {
  /// The count from which on a pair is to be listed.
  var threshold: UInt64
  /// How many pairs a thread may list before the threshold is raised.
  var pairLimit: Int
  /// The lengths of all tokens in bytes, by symbol.
  var tokenLengths: Cells<UInt32>
  /// The most bytes that a merged token may have.
  var maxTokenLength: Int
  /// Pairs that may not merge, few.
  var refused: Set<SymbolPair>

  /// Whether a pair may merge.
  @inline(__always)
  func allows(_ left: Int, _ right: Int) -> Bool {
    Int(tokenLengths[left]) &+ Int(tokenLengths[right]) <= maxTokenLength
      && (refused.isEmpty || !refused.contains(SymbolPair(left, right)))
  }
}

/// A boundary in the group of its left symbol.
private struct GroupedBoundary<Symbol: BytePairSymbol>: BitwiseCopyable {
  var boundary: UInt32
  var right: Symbol
}

extension BoundaryIndex {
  /// The boundaries that have the same symbol on their left, while an index is being built.
  private struct Group: Sendable {
    var left: Int
    var range: Range<Int>
  }

  /// What a thread made of its groups: the lists in `written`, from the front of its part on.
  private struct GroupedListing: Sendable {
    var listing: Listing
    var written: Range<Int>
  }

  /// Builds the index anew from a sequence whose left symbols have just been tallied.
  ///
  /// Boundaries are scattered by left symbol: a counting sort. Within a group of the same left symbol
  /// the right ones are tallied densely, and those that pass the threshold are sorted by right symbol
  /// in the same way, in place, since what is kept is never longer than what was read.
  ///
  /// - Parameters:
  ///   - sequence: The words, one position a token.
  ///   - rooms: One room for each segment; the left tallies are filled.
  ///   - symbolCount: How many tokens there are.
  ///   - selection: Which pairs to list.
  /// - Returns: The pairs that are listed.
  mutating func rebuild(
    _ sequence: SymbolSequence<Symbol>, rooms: [IndexingRoom], symbolCount: Int,
    selection: PairSelection
  ) -> Listing {
    var highestLeftOut: UInt64 = 0
    let groups = placeGroups(
      rooms, symbolCount: symbolCount, threshold: selection.threshold,
      highestLeftOut: &highestLeftOut)
    let lists = lists
    onThreads(rooms.count) { number in
      let lefts = rooms[number].lefts.cells
      listBoundaries(of: sequence, in: sequence.segments[number], lefts, to: lists) { left, _ in
        Int(left)
      }
    }
    let shares = BoundaryIndex.share(groups, among: rooms.count)
    let parts = mapOnThreads(shares.count) { number in
      BoundaryIndex.list(
        shares[number], of: sequence, in: rooms[number], selection, lists: lists)
    }
    for room in rooms {
      for left in 0..<symbolCount { room.lefts.cells[left] = NeighbourTally() }
    }
    return join(parts, highestLeftOut: highestLeftOut)
  }

  /// Gives each left symbol that reaches the threshold a range, and each segment its place in it.
  private func placeGroups(
    _ rooms: [IndexingRoom], symbolCount: Int, threshold: UInt64,
    highestLeftOut: inout UInt64
  ) -> [Group] {
    var groups: [Group] = []
    var end = 0
    for left in 0..<symbolCount {
      let count = rooms.reduce(0 as UInt64) { $0 + $1.lefts.cells[left].count }
      guard count >= threshold else {
        highestLeftOut = max(highestLeftOut, count)
        continue
      }
      let start = end
      for room in rooms {
        room.lefts.cells[left].cursor = UInt32(end + 1)
        end += Int(room.lefts.cells[left].occurrences)
      }
      groups.append(Group(left: left, range: start..<end))
    }
    return groups
  }

  /// Cuts the groups into runs with about as many boundaries each.
  private static func share(_ groups: [Group], among count: Int) -> [ArraySlice<Group>] {
    let total = groups.last?.range.upperBound ?? 0
    var shares: [ArraySlice<Group>] = []
    var rest = groups[...]
    for number in 1...count {
      let limit = number == count ? total : total / count * number
      let share = rest.prefix { $0.range.upperBound <= limit }
      shares.append(share)
      rest = rest.dropFirst(share.count)
    }
    return shares
  }

  /// Lists the pairs of a thread's groups.
  private static func list(
    _ groups: ArraySlice<Group>, of sequence: SymbolSequence<Symbol>,
    in room: IndexingRoom, _ selection: PairSelection, lists: Cells<UInt32>
  ) -> GroupedListing {
    var selection = selection
    var rights = room.rights
    let copies = PageBuffer<GroupedBoundary<Symbol>>(
      count: groups.reduce(0) { max($0, $1.range.count) })
    defer { withExtendedLifetime(copies) {} }
    var listing = Listing(threshold: selection.threshold)
    var histogram = CountHistogram()
    var end = groups.first?.range.lowerBound ?? 0
    let start = end
    var raiseAt = selection.pairLimit
    for group in groups {
      tallyRights(sequence, lists, in: group.range, &rights, copies: copies.cells)
      let before = end
      for index in 0..<rights.touchedCount {
        let right = Int(rights.symbols[index])
        let tally = rights.cells[right]
        guard selection.allows(group.left, right) else { continue }
        guard tally.count >= selection.threshold else {
          listing.highestLeftOut = max(listing.highestLeftOut, tally.count)
          continue
        }
        rights.cells[right].cursor = UInt32(end + 1)
        let entry = PairTable.Entry(
          count: tally.count, start: end, length: Int(tally.occurrences))
        listing.pairs.append(ListedPair(pair: SymbolPair(group.left, right), entry: entry))
        end += entry.length
        histogram.insert(tally.count)
      }
      if end > before {
        listByRight(copies.cells, group.range.count, rights.cells, to: lists)
      }
      rights.clear()
      if listing.pairs.count > raiseAt {
        selection.threshold = max(
          selection.threshold, histogram.threshold(keeping: selection.pairLimit / 2))
        raiseAt = listing.pairs.count + selection.pairLimit / 2
      }
    }
    listing.threshold = selection.threshold
    return GroupedListing(listing: listing, written: start..<end)
  }

  /// Joins what the threads listed: closes the gaps between their lists and takes the highest of
  /// their thresholds.
  private mutating func join(_ parts: [GroupedListing], highestLeftOut: UInt64) -> Listing {
    var joined = Listing(threshold: parts.map(\.listing.threshold).max() ?? 1)
    joined.highestLeftOut = highestLeftOut
    joined.pairs.reserveCapacity(parts.reduce(0) { $0 + $1.listing.pairs.count })
    end = 0
    for part in parts {
      let shift = part.written.lowerBound - end
      lists.move(part.written, to: end)
      end += part.written.count
      joined.highestLeftOut = max(joined.highestLeftOut, part.listing.highestLeftOut)
      for listed in part.listing.pairs {
        guard listed.entry.count >= joined.threshold else {
          joined.highestLeftOut = max(joined.highestLeftOut, listed.entry.count)
          continue
        }
        var moved = listed
        moved.entry.start -= shift
        joined.pairs.append(moved)
      }
    }
    return joined
  }
}

/// Tallies the symbols right of the boundaries in a range, and copies both.
private func tallyRights<Symbol: BytePairSymbol>(
  _ sequence: SymbolSequence<Symbol>, _ lists: Cells<UInt32>, in range: Range<Int>,
  _ rights: inout NeighbourTallies, copies: Cells<GroupedBoundary<Symbol>>
) {
  let symbols = sequence.symbols
  var counts = sequence.counts.cursor
  let tallies = rights.cells
  let touched = rights.symbols
  var touchedCount = 0
  let last = range.upperBound &- 1
  for index in range {
    symbols.prefetch(Int(lists[min(index &+ 16, last)]))
    let boundary = lists[index]
    let right = symbols[Int(boundary)]
    if tallies[Int(right)].occurrences == 0 {
      touched[touchedCount] = UInt32(truncatingIfNeeded: right)
      touchedCount &+= 1
    }
    tallies[Int(right)].add(counts.count(at: boundary))
    copies[index &- range.lowerBound] = GroupedBoundary(boundary: boundary, right: right)
  }
  rights.setTouched(touchedCount)
}

/// Writes boundaries into the lists of their right symbols, where those have a cursor.
private func listByRight<Symbol: BytePairSymbol>(
  _ copies: Cells<GroupedBoundary<Symbol>>, _ count: Int, _ rights: Cells<NeighbourTally>,
  to lists: Cells<UInt32>
) {
  for index in 0..<count {
    let copy = copies[index]
    let cursor = rights[Int(copy.right)].cursor
    if cursor != 0 {
      lists[Int(cursor) &- 1] = copy.boundary
      rights[Int(copy.right)].cursor = cursor &+ 1
    }
  }
}
