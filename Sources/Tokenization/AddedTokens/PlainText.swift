import TextNormalization

/// Stretches of a text in which control marks are plain text, because strangers wrote them.
struct PlainText: Sendable {
  /// The stretches as bytes of the source, ascending, with gaps between them.
  let ranges: [Range<Int>]
  /// For each added token in the order of ids, whether none of its bytes may lie in them.
  let hides: [Bool]

  /// Whether one of the stretches has a byte of a range.
  func overlaps(_ range: Range<Int>) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    return low < ranges.count && ranges[low].lowerBound < range.upperBound
  }
}

/// A normalized text, and where its source begins in the whole one.
struct AlignedSource {
  let text: AlignedText
  let start: Int

  /// The bytes of the whole source that some of the text stand for.
  func sourceRange(of range: Range<Int>) -> Range<Int> {
    let source = text.sourceRange(of: range)
    return source.lowerBound + start..<source.upperBound + start
  }
}
