/// Cuts texts into pre-tokens by one split pattern.
///
/// A value; many threads may use it at once. Each text is one document: patterns look to the end of
/// the text that they are given.
public struct PreTokenizer: Sendable {
  /// The pattern that it cuts by.
  public let pattern: SplitPattern
  /// The classes of scalars.
  let table: ScalarClassTable

  /// A pre-tokenizer for the given pattern.
  ///
  /// - Throws: `PreTokenizationError.badPattern` where a regular expression cannot be used.
  public init(_ pattern: SplitPattern) throws(PreTokenizationError) {
    if case .regularExpression(let text) = pattern {
      throw .badPattern(
        pattern: text, position: nil, reason: "regular expressions are not built in yet")
    }
    self.pattern = pattern
    table = .shared
  }

  /// Writes where the next pre-tokens end, in bytes from the start of the text.
  ///
  /// The first begins at `start`, each other one where the one before it ends; writing stops when
  /// `ends` is full or the text is. A call takes up the work of the one before it when it is given
  /// its last end. A text without bytes has no pre-tokens.
  ///
  /// - Parameters:
  ///   - text: One whole document, valid UTF-8 or not: a byte that is not part of a well-formed
  ///     scalar is a unit of its own, neither letter, number, mark nor white space.
  ///   - start: 0, or an end that an earlier call for the same text wrote.
  ///   - ends: Room for at least one end.
  /// - Returns: How many ends were written.
  /// - Throws: `PreTokenizationError` where a regular expression is given up; never with another
  ///   pattern.
  /// - Complexity: O(bytes of the pre-tokens) with any pattern but a regular expression.
  package func fillEnds(
    of text: Span<UInt8>, from start: Int, into ends: inout MutableSpan<Int>
  ) throws(PreTokenizationError) -> Int {
    guard start < text.count, !ends.isEmpty else { return 0 }
    precondition(start >= 0, "a pre-token cannot begin before the text, at \(start)")
    return withScannedText(text, &ends) { text, borders in
      switch pattern {
      case .gpt2: GPT2Scanner().scan(text, from: start, into: &borders)
      case .cl100k:
        CL100kScanner(digitLimit: 3, keepsTrailingRunWhole: true)
          .scan(text, from: start, into: &borders)
      case .o200k: O200kScanner().scan(text, from: start, into: &borders)
      case .whitespace: WhitespaceScanner().scan(text, from: start, into: &borders)
      case .none, .regularExpression: borders.append(text.count)
      }
    }
  }

  /// The pre-tokens of a text as byte ranges; for callers who need no speed.
  ///
  /// - Throws: What `fillEnds` throws.
  package func preTokens(of text: [UInt8]) throws(PreTokenizationError) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var ends = [Int](repeating: 0, count: 256)
    var start = 0
    while start < text.count {
      var room = ends.mutableSpan
      let written = try fillEnds(of: text.span, from: start, into: &room)
      for end in ends[..<written] {
        ranges.append(start..<end)
        start = end
      }
    }
    return ranges
  }
}
