/// A pattern written out by hand: finds where the pre-token ends that begins at an index.
protocol SplitScanner {
  /// The end of the pre-token that begins at `start`; `start < text.count`.
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int
}

extension SplitScanner {
  /// Writes the ends of the pre-tokens from `start` on until the list is full or the text is.
  @inline(__always)
  func scan(_ text: ScannedText, from start: Int, into borders: inout BorderList) {
    var index = start
    while index < text.count, !borders.isFull {
      index = endOfPreToken(in: text, from: index)
      borders.append(index)
    }
  }
}

/// What a pattern makes of a run of white space, `\s*[\r\n]+|\s+(?!\S)|\s+` and its relatives.
///
/// Each looks over the run once; a run is cut into at most three pre-tokens, so scanning is linear.
struct WhiteSpaceRule {
  /// Whether line ends, with the white space before them, stand apart (`\s*[\r\n]+`).
  var cutsAfterLineEnds: Bool
  /// Whether white space up to the end of the text is one pre-token, line ends or not (`\s++$`).
  var keepsTrailingRunWhole: Bool

  /// The end of the pre-token that begins with the white space at `start`.
  ///
  /// The last white space before a word is left to the word, unless it stands alone.
  @inline(__always)
  func endOfPreToken(in text: ScannedText, from start: Int) -> Int {
    var index = start
    var lastStart = start
    var lineEnd = start
    while index < text.count {
      let unit = text.unit(at: index)
      guard unit.scalarClass.isOne(of: .whiteSpace) else { break }
      lastStart = index
      index &+= unit.length
      if unit.scalarClass.isOne(of: .newline) { lineEnd = index }
    }
    if keepsTrailingRunWhole, index == text.count { return index }
    if cutsAfterLineEnds, lineEnd > start { return lineEnd }
    return index == text.count || lastStart == start ? index : lastStart
  }
}
