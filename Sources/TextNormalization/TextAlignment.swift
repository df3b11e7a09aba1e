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

  /// Adds units of one size, none of them empty on either side.
  mutating func append(normalized: Int, source: Int, units: Int) {
    let size = unitSize(normalized, source, units)
    guard let last = runs.last else {
      runs.append(Run(normalizedEnd: normalized, sourceEnd: source, units: units))
      return
    }
    let before = start(ofRun: runs.count - 1)
    let joins =
      size
      == unitSize(
        last.normalizedEnd - before.normalized, last.sourceEnd - before.source, last.units)
    if joins { runs.removeLast() }
    runs.append(
      Run(
        normalizedEnd: last.normalizedEnd + normalized, sourceEnd: last.sourceEnd + source,
        units: joins ? last.units + units : units))
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
    let size = unitSize(
      run.normalizedEnd - start.normalized, run.sourceEnd - start.source, run.units)
    let unitStart = start.source + (offset - start.normalized) / size.normalized * size.source
    return unitStart..<unitStart + size.source
  }

  private func unitSize(
    _ normalized: Int, _ source: Int, _ units: Int
  ) -> (normalized: Int, source: Int) {
    (normalized / units, source / units)
  }

  private func start(ofRun index: Int) -> (normalized: Int, source: Int) {
    guard index > 0 else { return (0, 0) }
    return (runs[index - 1].normalizedEnd, runs[index - 1].sourceEnd)
  }
}
