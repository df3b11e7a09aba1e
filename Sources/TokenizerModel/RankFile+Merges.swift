extension BytePairModel {
  /// The merges that ranks amount to: for each token of two bytes or more, in the order of ids, the
  /// two tokens that its bytes are just before they become one.
  ///
  /// While no token is made of one with a higher rank, a list of these pairs encodes every text as
  /// the ranks do. For let neighbours x and y be joined to the token t by rank. No merge crossed the
  /// border of xy before, so what happened to its bytes is what happens to the bytes of t alone;
  /// there all ranks below t's are used up when t is made, which leaves exactly the pair listed for
  /// t. A token that its own bytes never become is not listed: it can only be taken as a whole
  /// pre-token.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` for the first token that is made of one with a
  ///   higher rank.
  /// - Complexity: O(tokens · length²), lengths being those of tokens.
  package func mergesOfRanks() throws(TokenizerModelError) -> [Merge] {
    let index = TokenIndex(vocabulary)
    var merges: [Merge] = []
    for position in 0..<vocabulary.upperBound {
      let id = TokenID(position)
      guard let token = vocabulary[id], token.count > 1, index.id(of: token) == id,
        let pair = lastPair(of: token, index)
      else { continue }
      if pair.left > id && pair.leftLength > 1 || pair.right > id && pair.rightLength > 1 {
        throw .notExpressible(
          format: "a list of merges",
          reason: "token \(position) is made of a token with a higher rank")
      }
      merges.append(Merge(left: pair.left, right: pair.right, result: id))
    }
    return merges
  }

  private struct Pair {
    var left: TokenID
    var leftLength: Int
    var right: TokenID
    var rightLength: Int
  }

  /// What the bytes of a token are just before they become it, by ranks; nil where they do not.
  private func lastPair(of token: ArraySlice<UInt8>, _ index: TokenIndex) -> Pair? {
    var borders = Array(token.startIndex...token.endIndex)
    while borders.count > 3 {
      var best: (id: TokenID, at: Int)?
      for at in 1..<(borders.count - 1) {
        guard let id = index.id(of: token[borders[at - 1]..<borders[at + 1]]) else { continue }
        if best.map({ id < $0.id }) ?? true { best = (id, at) }
      }
      guard let best else { return nil }
      borders.remove(at: best.at)
    }
    guard let left = index.id(of: token[borders[0]..<borders[1]]),
      let right = index.id(of: token[borders[1]..<borders[2]])
    else { return nil }
    return Pair(
      left: left, leftLength: borders[1] - borders[0],
      right: right, rightLength: borders[2] - borders[1])
  }
}

extension TokenizerDefinition {
  /// The same tokenizer with its merges as a list.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where ranks amount to no list.
  package func withListedMerges() throws(TokenizerModelError) -> TokenizerDefinition {
    guard var listed = model.bytePair, listed.mergeRule == .ranks else { return self }
    listed.mergeRule = .merges(try listed.mergesOfRanks())
    var result = self
    result.model = .bytePair(listed)
    return result
  }
}
