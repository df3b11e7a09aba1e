import TokenizerModel

/// The tables of a unigram model by the rules of SentencePiece.
struct SentencePieceScores: Sendable {
  let trie: TokenTrie
  /// The score of each id. User-defined symbols have a tenth for each byte but the first (as in
  /// sentencepiece 0.2.3; in older ones it depends on the other scores); unused tokens have none, which
  /// NaN says.
  let scores: [Double]
  /// The score of a character without a token.
  let unknownScore: Float
  /// The largest of all scores without its sign.
  let largest: Double

  /// The tables of a model.
  ///
  /// - Throws: `TokenizationError.vocabularyTooLarge` where the tables cannot address it.
  init(_ model: SentencePieceModel) throws(TokenizationError) {
    let vocabulary = model.vocabulary
    trie = try TokenTrie(model.textIDs, text: vocabulary.bytes, ends: vocabulary.ends)
    var lowest = Float.greatestFiniteMagnitude
    for (place, kind) in model.kinds.enumerated() where kind == .normal {
      lowest = min(lowest, model.scores[place])
    }
    unknownScore = lowest - 10
    scores = model.kinds.indices.map { place in
      switch model.kinds[place] {
      case .unused: Double.nan
      case .userDefined:
        Double(Float(Double(vocabulary.range(of: TokenID(place)).count) * 0.1 - 0.1))
      default: Double(model.scores[place])
      }
    }
    largest = scores.reduce(Double(abs(unknownScore))) { $1.isNaN ? $0 : max($0, abs($1)) }
  }
}
