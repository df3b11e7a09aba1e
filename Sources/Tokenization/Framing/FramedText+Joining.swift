extension FramedText {
  /// The most tokens that all windows of an input may have together.
  static let overflowLimit = 1 << 26

  /// Puts another behind this one. Where windows were cut off, every window of one goes with every
  /// window of the other, in the order of `tokenizers`: those of the first, each with all of the
  /// second, then the kept part of the first with the windows of the second.
  ///
  /// - Complexity: O(tokens of all windows).
  mutating func join(_ other: FramedText) throws(FramingProblem) {
    if overflow.isEmpty, other.overflow.isEmpty { return append(other) }
    let longest = count + other.count
    let windows = (overflow.count + 1).multipliedReportingOverflow(by: other.overflow.count + 1)
    guard !windows.overflow, windows.partialValue <= Self.overflowLimit / max(1, longest) else {
      throw .tooManyWindows(limit: Self.overflowLimit)
    }
    var (kept, joined): (FramedText, [FramedText]) = (self, [])
    kept.overflow = []
    for first in overflow {
      for second in CollectionOfOne(other) + other.overflow {
        joined.append(first.followed(by: second))
      }
    }
    for second in other.overflow { joined.append(kept.followed(by: second)) }
    self = kept.followed(by: other)
    overflow = joined
  }

  /// The tokens of both, without further windows.
  private func followed(by other: FramedText) -> FramedText {
    var both = self
    both.append(other)
    return both
  }
}
