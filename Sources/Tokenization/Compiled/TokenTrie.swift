/// A trie over the bytes of tokens, for models that look for all tokens at a place.
struct TokenTrie: Sendable {
  /// The cells (see `TrieCell`).
  let cells: [UInt64]
  /// The base of the root.
  let rootBase: Int

  /// The trie of some tokens of a vocabulary; of tokens with the same text the smallest id is found.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where the tables cannot address them.
  init(
    _ ids: [UInt32], text: [UInt8], ends: [UInt32]
  ) throws(TokenizationError) {
    let limit = TrieCell.baseLimit / 2
    guard text.count < limit else {
      throw .vocabularyTooLarge(bytes: text.count, limit: limit)
    }
    let builder = TrieBuilder(ids, text: text, starts: [0] + ends)
    cells = builder.cells
    rootBase = builder.rootBase
  }
}
