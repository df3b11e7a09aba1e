/// What has been counted of one symbol, or one pair, in a sweep.
struct NeighbourTally: BitwiseCopyable, Sendable {
  /// How often it occurs, each position weighted by the count of its word.
  var count: UInt64 = 0
  /// At how many positions it occurs.
  var occurrences: UInt32 = 0
  /// Where its next boundary goes, plus 1, in a list that is being written; 0 where none is.
  var cursor: UInt32 = 0

  /// Counts one position.
  @inline(__always)
  mutating func add(_ count: UInt64) {
    self.count &+= count
    occurrences &+= 1
  }
}

/// The tallies of all symbols, and which of them are not zero.
///
/// Dense, because the symbol is the index; cleared by way of the list, because a sweep touches few.
struct NeighbourTallies: Sendable {
  private let tallies: PageBuffer<NeighbourTally>
  private let touched: PageBuffer<UInt32>
  /// How many symbols have been touched.
  private(set) var touchedCount = 0

  /// Tallies for the symbols below `symbolCount`, all zero.
  init(symbolCount: Int) {
    tallies = PageBuffer(count: symbolCount)
    touched = PageBuffer(count: symbolCount)
  }

  /// The tallies by symbol.
  var cells: Cells<NeighbourTally> { tallies.cells }

  /// The touched symbols, in the order in which they were touched; `touchedCount` of them.
  var symbols: Cells<UInt32> { touched.cells }

  /// The touched symbols.
  var touchedSymbols: [Int] { (0..<touchedCount).map { Int(touched.cells[$0]) } }

  /// Says how many symbols a sweep has entered into `symbols`.
  mutating func setTouched(_ count: Int) { touchedCount = count }

  /// Sets all touched tallies to zero again.
  mutating func clear() {
    for index in 0..<touchedCount { tallies.cells[Int(touched.cells[index])] = NeighbourTally() }
    touchedCount = 0
  }
}
