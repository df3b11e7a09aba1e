import TextNormalization

/// The `^` and `$` of the regular expressions in a tokenizer.json.
///
/// `tokenizers` runs them with Oniguruma, to which they are the start and the end of each line; to most
/// other engines they are those of the text.
enum LineAnchors {
  /// The expression with both put into words that all engines read alike.
  static func restated(_ pattern: String) -> String {
    guard pattern.utf8.contains(where: { $0 == UInt8(ascii: "^") || $0 == UInt8(ascii: "$") })
    else { return pattern }
    let source = Array(pattern.unicodeScalars)
    var result = String.UnicodeScalarView()
    var depth = 0
    var index = 0
    while index < source.count {
      let part = self.part(of: source, at: index, inSet: depth > 0)
      switch part.first {
      case "^" where depth == 0: result.append(contentsOf: lineStart.unicodeScalars)
      case "$" where depth == 0: result.append(contentsOf: lineEnd.unicodeScalars)
      default: result.append(contentsOf: part)
      }
      if part.first == "[" { depth += 1 }
      if part.first == "]", depth > 0 { depth -= 1 }
      index += part.count
    }
    return String(result)
  }

  private static let lineStart = #"(?:\A|(?<=\n)(?!\z))"#
  private static let lineEnd = #"(?=\n|\z)"#

  /// What belongs together at a place: an escape with its braces, the opening of a set, a comment, or one
  /// scalar.
  private static func part(
    of source: [Unicode.Scalar], at start: Int, inSet: Bool
  ) -> ArraySlice<Unicode.Scalar> {
    let rest = source[start...]
    func upTo(_ end: Unicode.Scalar) -> ArraySlice<Unicode.Scalar> {
      rest.firstIndex(of: end).map { rest[...$0] } ?? rest
    }
    switch rest.first {
    case "\\":
      let takesName = rest.dropFirst().first.map { "pPx".unicodeScalars.contains($0) } ?? false
      return takesName && rest.dropFirst(2).first == "{" ? upTo("}") : rest.prefix(2)
    case "[":
      // Right at its start a bracket is a member of the set.
      var count = rest.dropFirst().first == "^" ? 2 : 1
      if rest.dropFirst(count).first == "]" { count += 1 }
      return rest.prefix(count)
    case "(" where !inSet && rest.starts(with: "(?#".unicodeScalars): return upTo(")")
    default: return rest.prefix(1)
    }
  }
}

extension TextPattern {
  /// The pattern with `^` and `$` put into words that all engines read alike.
  var restated: TextPattern {
    guard case .regularExpression(let text) = self else { return self }
    return .regularExpression(LineAnchors.restated(text))
  }
}
