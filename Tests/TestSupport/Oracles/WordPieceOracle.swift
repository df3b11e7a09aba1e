/// WordPiece as its papers tell it: of a word, the longest token that fits, again and again.
package struct WordPieceOracle {
  /// The tokens and their ids.
  package var ids: [[Unicode.Scalar]: Int] = [:]
  package var prefix: [Unicode.Scalar]
  package var unknown: Int
  package var longestPiece: Int

  package init(
    _ tokens: [String], prefix: String = "##", unknown: Int = 0, longestPiece: Int = 100
  ) {
    for (id, token) in tokens.enumerated() { ids[Array(token.unicodeScalars)] = id }
    self.prefix = Array(prefix.unicodeScalars)
    self.unknown = unknown
    self.longestPiece = longestPiece
  }

  /// The ids of a word that is not empty.
  package func encode(_ word: [Unicode.Scalar]) -> [Int] {
    if word.count > longestPiece { return [unknown] }
    var found: [Int] = []
    var start = 0
    while start < word.count {
      var end = word.count
      while end > start {
        let text = (start == 0 ? [] : prefix) + word[start..<end]
        if let id = ids[text] {
          found.append(id)
          break
        }
        end -= 1
      }
      if end == start { return [unknown] }
      start = end
    }
    return found
  }
}
