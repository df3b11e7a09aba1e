import TokenizerModel

/// The boundary lists of all pairs that occur often enough to merge soon.
///
/// A pair's list names every position at which the right one of its two tokens begins, in rising
/// order. Lists lie one after another in one buffer:
/// ```
/// lists   │ 17  90  431 │ 5  17022 │ 23  24  60  88 │ … lists of new pairs │ free …
///           ▲             ▲          ▲                                      ▲
///           the start of a pair's list (PairTable.Entry)                    end
/// ```
/// **The threshold.** Only pairs that occur at least `threshold` times have a list. A pair's count
/// never rises once both its tokens exist: a token is made everywhere at once, and afterwards its
/// occurrences only become parts of others. So as long as a listed pair at or above the threshold is
/// left, the best pair of all is listed. When none is left, the index is rebuilt with a lower
/// threshold; which thresholds are taken changes the time, never the merges.
///
/// **The room.** An index holds at most one boundary a position, and each place where a merge is
/// applied takes a position away for the two boundaries that it may add: three times as many as
/// there are positions suffice, and are reserved; memory is taken as it is written.
struct BoundaryIndex<Symbol: BytePairSymbol>: Sendable {
  /// A pair at or above the threshold, and what is known of it.
  struct ListedPair: Sendable {
    var pair: SymbolPair
    var entry: PairTable.Entry
  }

  /// The pairs of an index as it was built.
  struct Listing: Sendable {
    /// All pairs at or above the threshold.
    var pairs: [ListedPair] = []
    /// The count from which on a pair is listed.
    var threshold: UInt64
    /// An upper bound of the counts of all pairs that are not listed.
    var highestLeftOut: UInt64 = 0
  }

  private let buffer: PageBuffer<UInt32>
  /// Where the lists end; new ones go there.
  var end = 0

  /// An index without lists, for a sequence of as many positions.
  init(positions: Int) {
    buffer = PageBuffer(count: 3 * positions)
  }

  /// The lists.
  var lists: Cells<UInt32> { buffer.cells }

  /// Builds the first index, while all symbols are single bytes: every pair has a tally of its own.
  ///
  /// - Parameters:
  ///   - sequence: The words, one position a token.
  ///   - floor: The lowest threshold allowed.
  ///   - schedule: How the threshold is chosen.
  /// - Returns: The pairs that are listed.
  mutating func build(
    _ sequence: SymbolSequence<Symbol>, floor: UInt64, schedule: ThresholdSchedule
  ) -> Listing {
    let segments = sequence.segments
    let tallies = mapOnThreads(segments.count) { number in
      tallyBytePairs(sequence, in: segments[number])
    }
    defer { withExtendedLifetime(tallies) {} }
    let pairs = Set(tallies.flatMap { $0.touchedSymbols }).sorted()
    let counts = pairs.map { pair in tallies.reduce(0 as UInt64) { $0 + $1.cells[pair].count } }
    var listing = Listing(threshold: max(floor, (counts.max() ?? 0) / schedule.firstDivisor))
    end = 0
    for (pair, count) in zip(pairs, counts) {
      guard count >= listing.threshold else {
        listing.highestLeftOut = max(listing.highestLeftOut, count)
        continue
      }
      let start = end
      for tallies in tallies {
        tallies.cells[pair].cursor = UInt32(end + 1)
        end += Int(tallies.cells[pair].occurrences)
      }
      listing.pairs.append(
        ListedPair(
          pair: SymbolPair(pair >> 8, pair & 0xFF),
          entry: PairTable.Entry(count: count, start: start, length: end - start)))
    }
    let lists = lists
    onThreads(segments.count) { number in
      listBoundaries(of: sequence, in: segments[number], tallies[number].cells, to: lists) {
        bytePair($0, $1)
      }
    }
    return listing
  }
}

/// The number of a pair of bytes, while all symbols are bytes.
@inline(__always)
private func bytePair<Symbol: BytePairSymbol>(_ left: Symbol, _ right: Symbol) -> Int {
  Int(left) &<< 8 | Int(right)
}

/// The tallies of the pairs of neighbouring bytes in a segment, as if each pair were one symbol.
private func tallyBytePairs<Symbol: BytePairSymbol>(
  _ sequence: SymbolSequence<Symbol>, in segment: Range<Int>
) -> NeighbourTallies {
  var pairs = NeighbourTallies(symbolCount: 1 << 16)
  let symbols = sequence.symbols
  let sentinel = sequence.sentinel
  let tallies = pairs.cells
  let touched = pairs.symbols
  var touchedCount = 0
  for part in sequence.counts.parts(of: segment) {
    var left = sentinel
    for position in part.positions {
      let right = symbols[position]
      if left != sentinel, right != sentinel {
        let pair = bytePair(left, right)
        if tallies[pair].occurrences == 0 {
          touched[touchedCount] = UInt32(truncatingIfNeeded: pair)
          touchedCount &+= 1
        }
        tallies[pair].add(part.count)
      }
      left = right
    }
  }
  pairs.setTouched(touchedCount)
  return pairs
}

/// Writes the boundaries of a segment where their tallies have cursors, in rising order.
///
/// - Parameters:
///   - sequence: The words.
///   - segment: The positions to look at.
///   - tallies: The tallies with their cursors.
///   - lists: Receives the boundaries.
///   - index: Which tally belongs to a left and a right symbol.
@inline(__always)
func listBoundaries<Symbol: BytePairSymbol>(
  of sequence: SymbolSequence<Symbol>, in segment: Range<Int>, _ tallies: Cells<NeighbourTally>,
  to lists: Cells<UInt32>, by index: (Symbol, Symbol) -> Int
) {
  let symbols = sequence.symbols
  let sentinel = sequence.sentinel
  var left = sentinel
  for position in segment {
    let right = symbols[position]
    if left != sentinel, right != sentinel {
      let tally = index(left, right)
      let cursor = tallies[tally].cursor
      if cursor != 0 {
        lists[Int(cursor) &- 1] = UInt32(truncatingIfNeeded: position)
        tallies[tally].cursor = cursor &+ 1
      }
    }
    left = right
  }
}
