package import Tokenization
package import TokenizerModel

/// What the tokens of a tokenizer write, so that vocabularies of different kinds can be compared: the
/// bytes that a token adds to a text in which another stands before it.
///
/// In byte-level byte-pair encoding these are the token's bytes. Elsewhere the decoder decides:
/// `▁한국` of SentencePiece and `한국` of BERT write a space and 한국, `##이` writes 이, and `<0xEA>`
/// the byte EA.
package struct TokenWriting: Sendable {
  private let tokenizer: Tokenizer
  /// A token of one ASCII letter, to stand before others, and what it writes at the start of a text.
  private let anchor: (id: TokenID, text: [UInt8])?

  /// What the tokens of a tokenizer write.
  ///
  /// - Complexity: O(tokens) at worst.
  package init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    let ids = (0..<(tokenizer.decodesByJoining ? 0 : tokenizer.idUpperBound)).lazy
    anchor =
      ids.compactMap { index in
        let id = TokenID(index)
        guard let text = try? tokenizer.decode([id]), text.count == 1,
          (0x61...0x7A).contains(text[0] | 0x20)
        else { return nil }
        return (id, text)
      }.first
  }

  /// The bytes that a token writes; nil where the id has no token.
  ///
  /// - Complexity: O(length of the token).
  package func bytes(of id: TokenID) -> [UInt8]? {
    guard let token = tokenizer.tokenBytes(of: id), !tokenizer.decodesByJoining else {
      return tokenizer.tokenBytes(of: id)
    }
    if let anchor, let text = try? tokenizer.decode([anchor.id, id]),
      text.starts(with: anchor.text)
    {
      return Array(text.dropFirst(anchor.text.count))
    }
    return (try? tokenizer.decode([id])) ?? token
  }
}
