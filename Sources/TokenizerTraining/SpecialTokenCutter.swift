/// Cuts the text of special tokens out of documents: what is left are segments to count words in.
///
/// A token matches where its bytes stand literally; of tokens that match at the same place the
/// longest is taken, and the search goes on behind it.
struct SpecialTokenCutter: Sendable {
  /// The tokens, the longest first.
  private let tokens: [[UInt8]]
  /// For each byte whether a token begins with it.
  private let beginsToken: [Bool]

  /// A cutter for tokens that are not empty.
  init(_ specialTokens: [String]) {
    tokens = specialTokens.map { Array($0.utf8) }.sorted { $0.count > $1.count }
    var beginsToken = [Bool](repeating: false, count: 256)
    for token in tokens { beginsToken[Int(token[0])] = true }
    self.beginsToken = beginsToken
  }

  /// Whether there is nothing to cut out.
  var isEmpty: Bool { tokens.isEmpty }

  /// The first special token at or after an index, or nil where there is none up to the end.
  func nextToken(in text: Span<UInt8>, from start: Int) -> Range<Int>? {
    for index in start..<text.count where beginsToken[Int(text[index])] {
      for token in tokens where matches(token, in: text, at: index) {
        return index..<(index + token.count)
      }
    }
    return nil
  }

  private func matches(_ token: [UInt8], in text: Span<UInt8>, at index: Int) -> Bool {
    guard index + token.count <= text.count else { return false }
    for offset in token.indices where text[index + offset] != token[offset] { return false }
    return true
  }
}
