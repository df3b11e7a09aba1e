/// Normalized bytes, and for each range of them the range of source bytes that they came from.
public struct NormalizedText: Sendable, Equatable {
  /// The normalized bytes.
  public let bytes: [UInt8]
  private let alignment: TextAlignment

  init(bytes: [UInt8], alignment: TextAlignment) {
    self.bytes = bytes
    self.alignment = alignment
  }

  /// A text that is its own normal form.
  init(unchanged bytes: [UInt8]) {
    self.bytes = bytes
    var alignment = TextAlignment()
    if !bytes.isEmpty { alignment.appendUnchanged(bytes.count) }
    self.alignment = alignment
  }

  /// The source bytes that a range of normalized bytes came from.
  ///
  /// It is the smallest range of whole units that covers it. A unit is one byte where the text did
  /// not change; elsewhere as few bytes as can be normalized alone, for example the jamo of one
  /// syllable, or a letter with the marks that had to be reordered or composed. So the range of each
  /// jamo of a syllable that was decomposed is the whole syllable, and ranges that follow each other
  /// have source ranges that follow or overlap each other. An empty range gives an empty one where
  /// the unit at its place begins.
  ///
  /// - Parameter range: A range of byte offsets within `bytes`.
  /// - Returns: A range of byte offsets within the source.
  /// - Complexity: O(log n) in the number of runs of equal units.
  public func sourceRange(of range: Range<Int>) -> Range<Int> {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= bytes.count,
      "\(range) is not a range of the \(bytes.count) normalized bytes")
    return alignment.sourceRange(of: range)
  }
}
