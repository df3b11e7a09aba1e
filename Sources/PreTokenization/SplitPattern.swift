/// The rule that cuts a text into pre-tokens, the units that merges never cross.
///
/// Every pattern partitions its text: the pre-tokens, joined, are the text again.
public enum SplitPattern: Hashable, Sendable {
  /// GPT-2's pattern, also used by r50k and p50k.
  case gpt2
  /// The pattern of OpenAI's cl100k encoding.
  case cl100k
  /// The pattern of OpenAI's o200k encoding.
  case o200k
  /// Runs without white space, each with one space before it; other white space stands apart.
  case whitespace
  /// The whole document is one pre-token.
  case none
  /// A regular expression in ICU's syntax. What it matches is a pre-token, and so is each stretch
  /// between two matches.
  case regularExpression(String)
}

extension SplitPattern {
  /// Whether both are the same pattern, expressions by their bytes (canonical equivalence is not
  /// enough).
  public static func == (left: SplitPattern, right: SplitPattern) -> Bool {
    switch (left, right) {
    case (.gpt2, .gpt2), (.cl100k, .cl100k), (.o200k, .o200k), (.whitespace, .whitespace),
      (.none, .none):
      true
    case (.regularExpression(let left), .regularExpression(let right)):
      left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }

  /// Hashes the pattern's text; the named ones have texts of their own.
  public func hash(into hasher: inout Hasher) {
    for byte in patternText.utf8 { hasher.combine(byte) }
  }
}
