/// Units in which others count the characters of a text.
public enum OffsetUnit: Sendable, CaseIterable {
  /// Unicode scalars, as Python counts.
  case scalars
  /// 16-bit units, as JavaScript, Java and editors' protocols count.
  case utf16
}

extension TokenizedText {
  /// For each token the range of units that it touches.
  ///
  /// A token may begin or end inside a character; the range then takes the whole character in, so
  /// neighbouring ranges may overlap.
  ///
  /// - Parameters:
  ///   - unit: What to count.
  ///   - text: The text that was tokenized.
  /// - Returns: The ranges, in the order of tokens.
  /// - Complexity: O(bytes + tokens).
  public func offsets(in unit: OffsetUnit, of text: String) -> [Range<Int>] {
    // For each byte the number of units before its scalar, and the width of the scalar where it is not
    // the first byte.
    var before: [Int] = []
    var inside: [Int] = []
    before.reserveCapacity(text.utf8.count + 1)
    inside.reserveCapacity(text.utf8.count + 1)
    var units = 0
    for scalar in text.unicodeScalars {
      let width = unit == .scalars ? 1 : UTF16.width(scalar)
      for place in 0..<UTF8.width(scalar) {
        before.append(units)
        inside.append(place == 0 ? 0 : width)
      }
      units += width
    }
    before.append(units)
    inside.append(0)
    return offsets.map {
      before[$0.lowerBound]..<before[$0.upperBound] + inside[$0.upperBound]
    }
  }

  /// For each token its range in the text that was tokenized, to the byte: an index may lie inside a
  /// character, where `String.UTF8View` can look.
  ///
  /// - Complexity: O(bytes + tokens).
  public func ranges(in text: String) -> [Range<String.Index>] {
    let indices = Array(text.utf8.indices) + [text.utf8.endIndex]
    return offsets.map { indices[$0.lowerBound]..<indices[$0.upperBound] }
  }
}
