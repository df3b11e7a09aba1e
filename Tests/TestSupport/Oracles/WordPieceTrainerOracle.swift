/// WordPiece training by the textbook: all pairs are counted anew before each merge (Schuster and
/// Nakajima 2012). Words are characters, those after the first with the prefix.
package struct WordPieceTrainerOracle {
  /// Whether a score is count(ab) / (count(a) count(b)) and not count(ab).
  package var byLikelihood: Bool
  package var minCount = 1

  package init(byLikelihood: Bool) { self.byLikelihood = byLikelihood }

  /// The tokens in the order of their ids, special ones aside; at most `limit` of them are merged.
  package func tokens(of wordCounts: [(word: String, count: Int)], limit: Int) -> [String] {
    let scalars = wordCounts.map { word, _ in word.unicodeScalars.map { String($0) } }
    func sorted(_ texts: [String]) -> [String] {
      Dictionary(grouping: texts) { $0.unicodeScalars.first?.value ?? 0 }
        .sorted { $0.key < $1.key }.compactMap(\.value.first)
    }
    var tokens = sorted(scalars.flatMap { $0 })
    let first = tokens.count
    tokens += sorted(scalars.flatMap { $0.dropFirst() }).map { "##" + $0 }
    var words = zip(scalars, wordCounts).map { parts, entry in
      let symbols = parts.enumerated().map { place, part in
        let text = place == 0 ? part : "##" + part
        let range = place == 0 ? 0..<first : first..<tokens.count
        return range.first { tokens[$0].utf8.elementsEqual(text.utf8) } ?? 0
      }
      return (symbols: symbols, count: entry.count)
    }
    for _ in 0..<limit {
      var pairs: [[Int]: Int] = [:]
      var singles: [Int: Int] = [:]
      for word in words {
        for symbol in word.symbols { singles[symbol, default: 0] += word.count }
        for pair in zip(word.symbols, word.symbols.dropFirst()) {
          pairs[[pair.0, pair.1], default: 0] += word.count
        }
      }
      func divisor(_ pair: [Int]) -> Int {
        byLikelihood ? (singles[pair[0]] ?? 0) * (singles[pair[1]] ?? 0) : 1
      }
      let best = pairs.filter { $0.value >= minCount }.min { one, other in
        let (ours, theirs) = (one.value * divisor(other.key), other.value * divisor(one.key))
        if ours != theirs { return ours > theirs }
        if one.value != other.value { return one.value > other.value }
        return one.key.lexicographicallyPrecedes(other.key)
      }
      guard let pair = best?.key else { break }
      tokens.append(tokens[pair[0]] + tokens[pair[1]].dropFirst(2))
      for place in words.indices {
        words[place].symbols = words[place].symbols.reduce(into: []) { merged, symbol in
          if merged.last == pair[0], symbol == pair[1] {
            merged[merged.count - 1] = tokens.count - 1
          } else {
            merged.append(symbol)
          }
        }
      }
    }
    return tokens
  }
}
