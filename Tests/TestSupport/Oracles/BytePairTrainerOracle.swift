/// Byte-pair training by the textbook (Sennrich, Haddow and Birch 2016, algorithm 1): all pairs are
/// counted anew before each merge. Slow, and plain enough to be read as the definition.
package struct BytePairTrainerOracle {
  /// How ties are broken: `hf`, `raw` or `bytes`.
  package var tieBreak: String
  package var minCount: UInt64 = 1
  package var maxTokenLength = Int.max
  package var forbidden: [[UInt8]] = []
  package var keepsSyllablesWhole = false

  package init(tieBreak: String) {
    self.tieBreak = tieBreak
  }

  /// At most `limit` merges, each as the bytes of its left and right token.
  package func merges(of wordCounts: [[UInt8]: UInt64], limit: Int) -> [[[UInt8]]] {
    // GPT-2's printable bytes have the first ids, the others follow; or each byte is its own id.
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    let others = (0..<256).filter { !printable.contains($0) }
    let order = tieBreak == "raw" ? Array(0..<256) : printable + others
    var tokens = order.map { [UInt8($0)] }
    var words = wordCounts.map { word, count in
      (symbols: word.compactMap { order.firstIndex(of: Int($0)) }, count: count)
    }
    var merges: [[[UInt8]]] = []
    while merges.count < limit {
      var counts: [[Int]: UInt64] = [:]
      for word in words {
        for (left, right) in zip(word.symbols, word.symbols.dropFirst()) {
          counts[[left, right], default: 0] += word.count
        }
      }
      let best = counts.filter { pair, count in
        allows(tokens[pair[0]] + tokens[pair[1]], count: count)
      }.min { first, second in
        if first.value != second.value { return first.value > second.value }
        if tieBreak != "bytes" { return first.key.lexicographicallyPrecedes(second.key) }
        let (one, other) = (first.key.map { tokens[$0] }, second.key.map { tokens[$0] })
        return one.lexicographicallyPrecedes(other) { $0.lexicographicallyPrecedes($1) }
      }
      guard let pair = best?.key else { break }
      merges.append([tokens[pair[0]], tokens[pair[1]]])
      tokens.append(tokens[pair[0]] + tokens[pair[1]])
      for index in words.indices {
        words[index].symbols = words[index].symbols.reduce(into: []) { merged, symbol in
          if merged.last == pair[0], symbol == pair[1] {
            merged[merged.count - 1] = tokens.count - 1
          } else {
            merged.append(symbol)
          }
        }
      }
    }
    return merges
  }

  /// Whether a pair that occurs so often may become this token.
  func allows(_ token: [UInt8], count: UInt64) -> Bool {
    count >= minCount && token.count <= maxTokenLength && !forbidden.contains(token)
      && (!keepsSyllablesWhole || Self.keepsWhole(token))
  }

  /// The first byte and the first two bytes of every syllable.
  private static let beginnings = Set(
    (0xAC00...0xD7A3).flatMap { scalar -> [[UInt8]] in
      let bytes = Array(String(Unicode.Scalar(UInt16(scalar)) ?? "?").utf8)
      return [Array(bytes.prefix(1)), Array(bytes.prefix(2))]
    })

  /// Whether a token neither ends inside a syllable that it does not begin with, nor leaves a character
  /// that it begins inside.
  private static func keepsWhole(_ token: [UInt8]) -> Bool {
    let inside = token.prefix { (0x80...0xBF).contains($0) }
    if !inside.isEmpty { return inside.count == token.count && token.count <= 2 }
    return (1...2).allSatisfy { length in
      token.count <= length || !beginnings.contains(Array(token.suffix(length)))
    }
  }
}
