/// Finds what a text is cut at, or what is to be replaced in it.
package struct SeparatorSearch: Sendable {
  private let kind: Kind

  /// What is looked for.
  private enum Kind: Sendable {
    case literal([UInt8])
    case pattern(PreTokenizer)
    case numbers
    case punctuation
    case whiteSpace
    case scalar(UInt32)
  }

  private init(_ kind: Kind) { self.kind = kind }

  /// A search for a separator.
  ///
  /// - Throws: `PreTokenizationError.badPattern` where a regular expression cannot be used.
  package init(_ separator: SplitSeparator) throws(PreTokenizationError) {
    switch separator {
    case .literal(let bytes): kind = .literal(bytes)
    case .pattern(let pattern): kind = .pattern(try PreTokenizer(pattern))
    }
  }

  /// Each number alone (N of Unicode 17, as `char::is_numeric` of the Rust that tokenizers 0.23 is
  /// built with).
  static let numbers = SeparatorSearch(.numbers)
  /// Each punctuation mark alone: ASCII's, and P of Unicode 8.
  static let punctuation = SeparatorSearch(.punctuation)
  /// Each white space alone.
  static let whiteSpace = SeparatorSearch(.whiteSpace)

  /// Each occurrence of a scalar.
  static func scalar(_ scalar: Unicode.Scalar) -> SeparatorSearch {
    SeparatorSearch(.scalar(scalar.value))
  }

  /// What is found in a text, in order, without overlaps; a regular expression may match nothing.
  ///
  /// - Throws: `PreTokenizationError` where a regular expression is given up.
  package func matches(in text: Span<UInt8>) throws(PreTokenizationError) -> [Range<Int>] {
    switch kind {
    case .literal(let literal): Self.occurrences(of: literal, in: text)
    case .pattern(let preTokenizer): try preTokenizer.matches(in: text)
    case .numbers: Self.units(of: text) { NumericTable.contains($0) }
    case .punctuation: Self.units(of: text) { PunctuationTable.contains($0) }
    case .whiteSpace: Self.units(of: text) { ScalarBits.whiteSpace.contains($0) }
    case .scalar(let scalar): Self.units(of: text) { $0 == scalar }
    }
  }

  private static func units(
    of text: Span<UInt8>, where passes: (UInt32) -> Bool
  ) -> [Range<Int>] {
    var matches: [Range<Int>] = []
    var index = 0
    while index < text.count {
      let unit = TextUnit(in: text, at: index)
      if let scalar = unit.scalar, passes(scalar) { matches.append(index..<unit.end) }
      index = unit.end
    }
    return matches
  }

  private static func occurrences(of literal: [UInt8], in text: Span<UInt8>) -> [Range<Int>] {
    guard let first = literal.first else { return [] }
    var matches: [Range<Int>] = []
    var index = 0
    while index + literal.count <= text.count {
      if text[index] == first,
        literal.indices.allSatisfy({ text[index + $0] == literal[$0] })
      {
        matches.append(index..<index + literal.count)
        index += literal.count
      } else {
        index += 1
      }
    }
    return matches
  }
}

/// The numbers that tokenizers' `Digits` sets apart.
enum NumericTable {
  /// Whether a scalar is one of them.
  static func contains(_ scalar: UInt32) -> Bool {
    if scalar < 0x80 { return scalar &- 0x30 < 10 }
    return ScalarBounds.contain(scalar, bounds)
  }
}

/// The punctuation that tokenizers' `Punctuation` cuts at.
enum PunctuationTable {
  /// Whether a scalar is such a mark.
  static func contains(_ scalar: UInt32) -> Bool { ScalarBounds.contain(scalar, bounds) }
}

/// Rising places where runs of scalars begin and end, in turn.
private enum ScalarBounds {
  /// Whether a scalar lies in a run.
  ///
  /// - Complexity: O(log runs)
  static func contain(_ scalar: UInt32, _ bounds: [UInt32]) -> Bool {
    var (low, high) = (0, bounds.count)
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low % 2 == 1
  }
}
