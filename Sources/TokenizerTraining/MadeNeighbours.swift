/// The neighbours that a new token gets on one side while its pair merges: how often each, and where.
///
/// Dense, because the symbol is the index; emptied by way of the touched ones, because a merge touches
/// few.
struct MadeNeighbours {
  /// What is known of one neighbour.
  struct Tally {
    /// How often it occurs beside the token.
    var count: UInt64 = 0
    /// The head of the list of the boundaries between the two.
    var boundaries = BoundaryLists.none
  }

  private var tallies: [Tally]
  /// The symbols that occur, in the order in which they were found.
  private(set) var touched: [UInt32] = []

  /// No neighbours yet, of so many symbols.
  init(symbolCount: Int) {
    tallies = [Tally](repeating: Tally(), count: symbolCount)
  }

  /// Makes room for another symbol.
  mutating func appendSymbol() { tallies.append(Tally()) }

  /// What is known of a symbol.
  subscript(symbol: UInt32) -> Tally { tallies[Int(symbol)] }

  /// Adds an occurrence.
  @inline(__always)
  mutating func add(
    _ symbol: UInt32, count: UInt64, boundary: Int, to lists: inout BoundaryLists
  ) {
    if tallies[Int(symbol)].boundaries == BoundaryLists.none { touched.append(symbol) }
    tallies[Int(symbol)].count += count
    lists.insert(UInt32(truncatingIfNeeded: boundary), into: &tallies[Int(symbol)].boundaries)
  }

  /// Forgets all; their lists are somebody else's by now.
  mutating func removeAll() {
    for symbol in touched { tallies[Int(symbol)] = Tally() }
    touched.removeAll(keepingCapacity: true)
  }
}
