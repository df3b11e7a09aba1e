/// How many counts lie in each of a few hundred ranges, from 1 to 2^64.
///
/// Counts below 16 have a range each; above, each power of two is cut into eight.
struct CountHistogram {
  private var ranges = [Int](repeating: 0, count: 16 + 60 * 8)

  /// The range of a count.
  private static func range(of count: UInt64) -> Int {
    guard count >= 16 else { return Int(count) }
    let exponent = 63 - count.leadingZeroBitCount
    return 16 + (exponent - 4) * 8 + Int(count >> UInt64(exponent - 3) & 7)
  }

  /// The smallest count of a range.
  private static func start(of range: Int) -> UInt64 {
    guard range >= 16 else { return UInt64(range) }
    let exponent = (range - 16) / 8 + 4
    return UInt64(8 + (range - 16) % 8) << UInt64(exponent - 3)
  }

  /// Enters a count.
  mutating func insert(_ count: UInt64) {
    ranges[CountHistogram.range(of: count)] += 1
  }

  /// The smallest start of a range at or above which at most `limit` counts lie.
  ///
  /// The highest range that has counts is never left out.
  func threshold(keeping limit: Int) -> UInt64 {
    var kept = 0
    var threshold: UInt64 = .max
    for range in ranges.indices.reversed() where ranges[range] > 0 {
      if kept > 0, kept + ranges[range] > limit { break }
      kept += ranges[range]
      threshold = CountHistogram.start(of: range)
    }
    return threshold
  }
}
