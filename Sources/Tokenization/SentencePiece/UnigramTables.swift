import TokenizerModel

/// The tables of a unigram model by the rules of Hugging Face's `Unigram`.
struct UnigramTables: Sendable {
  let trie: TokenTrie
  /// The score of each id.
  let scores: [Double]
  /// The score of a character without a token.
  let unknownScore: Double
  let unknown: UInt32?
  /// The tokens by their texts.
  let index: TokenIndex
  /// The token of each byte, where all exist and unknown characters fall back to them.
  let byteTokens: [UInt32?]

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError` where the vocabulary is too large.
  init(_ model: UnigramModel) throws(TokenizationError) {
    let vocabulary = model.vocabulary
    var ids: [UInt32] = []
    var lowest = Double.infinity
    for place in 0..<vocabulary.upperBound {
      guard let token = vocabulary[TokenID(place)] else { continue }
      lowest = min(lowest, model.scores[place])
      if !token.isEmpty { ids.append(UInt32(place)) }
    }
    trie = try TokenTrie(ids, text: vocabulary.bytes, ends: vocabulary.ends)
    scores = model.scores
    unknownScore = lowest - 10
    unknown = model.unknownToken?.rawValue
    let index = TokenIndex(vocabulary)
    self.index = index
    byteTokens =
      model.fallsBackToBytes
      ? (0...255).map { index.id(of: ByteName.text(of: UInt8($0)))?.rawValue }
      : [UInt32?](repeating: nil, count: 256)
  }
}
