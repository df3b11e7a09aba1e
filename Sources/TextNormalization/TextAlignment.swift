/// Which bytes of a normalized text came from which bytes of its source, as runs of equal units.
///
/// A unit is the smallest stretch whose bytes belong together: one byte where the text did not
/// change, a syllable where it was composed from jamo. A run is several units of the same size, so
/// that a megabyte of unchanged text is one run, and so is a word of decomposed syllables of the same
/// shape.
///
/// ```
/// source       a b c <1100 1161> <1102 1161> d        normalized   a b c <AC00> <B098> d
/// runs         3 units (1 byte -> 1 byte), 2 units (6 -> 3), 1 unit (1 -> 1)
/// ```
struct TextAlignment: Sendable, Equatable {
  /// Units of one size that follow each other.
  struct Run: Sendable, Equatable {
    /// Where the run ends in the normalized bytes; it begins where the one before it ends.
    var normalizedEnd: Int
    /// Where the run ends in the source bytes.
    var sourceEnd: Int
    /// How many units it has.
    var units: Int
  }

  private(set) var runs: [Run] = []
  /// The size of the units of the last run on both sides, in bytes.
  private var lastNormalizedUnit = 0
  private var lastSourceUnit = 0

  /// Adds one unit, not empty on either side.
  mutating func appendUnit(normalized: Int, source: Int) {
    append(units: 1, normalized: normalized, source: source)
  }

  /// Adds bytes that are the same on both sides.
  mutating func appendUnchanged(_ count: Int) {
    append(units: count, normalized: 1, source: 1)
  }

  private mutating func append(units: Int, normalized: Int, source: Int) {
    let last = runs.count - 1
    if normalized == lastNormalizedUnit, source == lastSourceUnit {
      runs[last].normalizedEnd += units * normalized
      runs[last].sourceEnd += units * source
      runs[last].units += units
      return
    }
    let start = start(ofRun: runs.count)
    runs.append(
      Run(
        normalizedEnd: start.normalized + units * normalized,
        sourceEnd: start.source + units * source, units: units))
    lastNormalizedUnit = normalized
    lastSourceUnit = source
  }

  /// The source bytes of a range of normalized bytes: all of each unit that the range touches. An
  /// empty range gives an empty one where the unit at its place begins.
  ///
  /// - Complexity: O(log runs)
  func sourceRange(of range: Range<Int>) -> Range<Int> {
    let start = unit(at: range.lowerBound).lowerBound
    return range.isEmpty ? start..<start : start..<unit(at: range.upperBound - 1).upperBound
  }

  /// The source range of the unit of a normalized byte, or the empty range at the end.
  private func unit(at offset: Int) -> Range<Int> {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].normalizedEnd > offset { high = middle } else { low = middle + 1 }
    }
    let start = start(ofRun: low)
    guard low < runs.count else { return start.source..<start.source }
    let run = runs[low]
    let normalizedUnit = (run.normalizedEnd - start.normalized) / run.units
    let sourceUnit = (run.sourceEnd - start.source) / run.units
    let unitStart = start.source + (offset - start.normalized) / normalizedUnit * sourceUnit
    return unitStart..<unitStart + sourceUnit
  }

  /// Where a run begins, or both texts end.
  private func start(ofRun index: Int) -> (normalized: Int, source: Int) {
    guard index > 0 else { return (0, 0) }
    return (runs[index - 1].normalizedEnd, runs[index - 1].sourceEnd)
  }
}
