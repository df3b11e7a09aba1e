import TextNormalization

/// Finds the longest tokens of pieces, from the left (Song et al. 2021, Algorithm 1).
struct WordPieceEncoder: PieceEncoder {
  private let tables: WordPieceTables

  /// An encoder of the given tables.
  init(_ tables: WordPieceTables) {
    self.tables = tables
  }

  mutating func encode(_ piece: Span<UInt8>, ids: inout [UInt32], ends: inout [Int]) {
    let first = ids.count
    guard appendTokens(of: piece, to: &ids) else {
      ids.removeSubrange(first...)
      ids.append(tables.unknown)
      ends.append(piece.count)
      return
    }
    var end = 0
    for place in first..<ids.count {
      // Tables from outside may say of a token what they like.
      let length = max(0, tables.length(of: ids[place], isFirst: place == first))
      end = min(end + length, piece.count)
      ends.append(end)
    }
  }

  /// Appends the tokens of a piece; false where it is unknown.
  private func appendTokens(of piece: Span<UInt8>, to ids: inout [UInt32]) -> Bool {
    let trie = tables.trie
    var node = WordPieceTrie.root
    var scalars = 0
    var index = 0
    while index < piece.count {
      let unit = ScalarScan.unit(of: piece, at: index)
      index = unit.range.upperBound
      scalars += 1
      guard scalars <= tables.longestPiece, let scalar = unit.value else { return false }
      let symbol = tables.alphabet.symbol(of: scalar)
      var child = trie.child(of: node, by: symbol)
      while child == nil {
        let link = trie.link(of: node)
        if link == WordPieceTrie.none { return false }
        trie.appendPops(of: node, to: &ids)
        node = link
        child = trie.child(of: node, by: symbol)
      }
      node = child ?? node
    }
    while node != WordPieceTrie.continuation {
      let link = trie.link(of: node)
      if link == WordPieceTrie.none { return false }
      trie.appendPops(of: node, to: &ids)
      node = link
    }
    return true
  }
}
