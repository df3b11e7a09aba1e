/// Byte-pair encoding by the book: look at all neighbours, merge the best pair, begin again
/// (Sennrich et al. 2016).
package struct BytePairOracle {
  /// A pair of tokens that becomes a third.
  package struct Merge {
    package var left: UInt32
    package var right: UInt32
    package var result: UInt32

    package init(_ left: UInt32, _ right: UInt32, _ result: UInt32) {
      (self.left, self.right, self.result) = (left, right, result)
    }
  }

  /// The bytes of each token; the place is its id.
  package let tokens: [[UInt8]]
  /// The merges in order, or nil where whatever joins to a token merges, the smallest id first.
  package let merges: [Merge]?
  /// Whether a pre-token that is a token is taken whole.
  package let takesWholePreTokens: Bool
  private let ids: [[UInt8]: UInt32]

  package init(tokens: [[UInt8]], merges: [Merge]?, takesWholePreTokens: Bool) {
    self.tokens = tokens
    self.merges = merges
    self.takesWholePreTokens = takesWholePreTokens
    ids = Dictionary(
      zip(tokens, 0..<UInt32(tokens.count)), uniquingKeysWith: { first, _ in first })
  }

  /// The ids of one pre-token.
  package func encode(_ preToken: [UInt8]) -> [UInt32] {
    if takesWholePreTokens, let id = ids[preToken] { return [id] }
    var ids = preToken.map { byte in self.ids[[byte]] ?? 0 }
    while true {
      var best: (rank: Int, place: Int, result: UInt32)?
      for place in ids.indices.dropLast() {
        guard let (rank, result) = merge(ids[place], ids[place + 1]) else { continue }
        if best.map({ rank < $0.rank }) ?? true { best = (rank, place, result) }
      }
      guard let best else { return ids }
      ids.replaceSubrange(best.place...best.place + 1, with: [best.result])
    }
  }

  private func merge(_ left: UInt32, _ right: UInt32) -> (rank: Int, result: UInt32)? {
    if let merges {
      let rank = merges.firstIndex { $0.left == left && $0.right == right }
      return rank.map { ($0, merges[$0].result) }
    }
    let id = ids[tokens[Int(left)] + tokens[Int(right)]]
    return id.map { (Int($0), $0) }
  }
}
