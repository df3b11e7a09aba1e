/// How the thresholds of a `BoundaryIndex` are chosen. Any schedule gives the same merges.
struct ThresholdSchedule: Sendable {
  /// The first threshold is the highest count of a pair divided by this.
  var firstDivisor: UInt64 = 16
  /// Each later one is the highest count of a pair that is not listed divided by this.
  var divisor: UInt64 = 32
  /// A threshold is raised if more pairs pass it than this for each merge that is still wanted…
  var pairsForEachMerge = 2
  /// …and more than this.
  var pairsAtLeast = 1 << 16

  /// How many pairs may pass a threshold before it is raised.
  func pairLimit(mergesWanted: Int) -> Int {
    max(pairsForEachMerge * mergesWanted, pairsAtLeast)
  }
}
