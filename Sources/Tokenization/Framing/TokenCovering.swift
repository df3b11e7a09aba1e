import TokenizerModel

/// What tokens cover of a text by the rules of `tokenizers`, where those differ from ours.
struct TokenCovering {
  /// Unigram's tokens of single bytes.
  private let byteTokens: Set<TokenID>

  /// The rules for the texts of a tokenizer.
  init(_ tokenizer: Tokenizer) {
    guard case .pieces(.unigram(let tables)) = tokenizer.stepwise?.model else {
      byteTokens = []
      return
    }
    byteTokens = Set(tables.byteTokens.compactMap { $0.map { TokenID(rawValue: $0) } })
  }

  /// The tokens of a text with what they cover.
  func tokens(of text: TextFramer.Text) -> TokenizedText {
    var tokens = text.tokens
    coverCharacters(&tokens, of: text.source)
    if !byteTokens.isEmpty { coverUnknown(&tokens) }
    return tokens
  }

  /// Lets a token that stands for nothing, such as a space put before the text, cover the character
  /// behind it, or the last one.
  private func coverCharacters(_ tokens: inout TokenizedText, of source: [UInt8]) {
    for (place, range) in tokens.offsets.enumerated() where range.isEmpty && !source.isEmpty {
      var start = min(range.lowerBound, source.count - 1)
      while start > 0, source[start] & 0xC0 == 0x80 { start -= 1 }
      var end = start + 1
      while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
      tokens.offsets[place] = start..<end
    }
  }

  /// Lets each byte of a stretch without tokens of its own cover all of the stretch.
  private func coverUnknown(_ tokens: inout TokenizedText) {
    var start = 0
    while start < tokens.ids.count {
      var end = start
      while end < tokens.ids.count, isByte(tokens, end),
        end == start || tokens.offsets[end].lowerBound <= tokens.offsets[end - 1].upperBound
      {
        end += 1
      }
      for place in start..<end {
        let (first, last) = (tokens.offsets[start], tokens.offsets[end - 1])
        tokens.offsets[place] = first.lowerBound..<last.upperBound
      }
      start = max(end, start + 1)
    }
  }

  /// Whether a token is a byte and not its name in the text, which is longer than a character.
  private func isByte(_ tokens: TokenizedText, _ place: Int) -> Bool {
    byteTokens.contains(tokens.ids[place]) && tokens.offsets[place].count <= 4
  }
}
