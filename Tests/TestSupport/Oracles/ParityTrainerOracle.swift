/// Parity-aware byte-pair training by its definition (Foroutan et al. 2025, arXiv 2508.04796, algorithm
/// 1): all pairs of all languages are counted anew before each merge. Ties are broken as Hugging Face's
/// `ParityBpeTrainer` does, or by bytes.
package struct ParityTrainerOracle {
  /// Which pairs may merge; and by its tie-break `bytes`, which of equals does.
  package var rules: BytePairTrainerOracle
  package var globalMerges = 0

  package init(_ rules: BytePairTrainerOracle) {
    self.rules = rules
  }

  /// Words as the tokens that they are cut into, with counts.
  private typealias Words = [(tokens: [[UInt8]], count: UInt64)]

  /// At most `limit` merges for languages with words and with the words of a parallel text.
  package func merges(
    of languages: [(words: [[UInt8]: UInt64], development: [[UInt8]: UInt64])], limit: Int
  ) -> [[[UInt8]]] {
    func cut(_ words: [[UInt8]: UInt64]) -> Words { words.map { ($0.map { [$0] }, $1) } }
    var words = languages.map { cut($0.words) }
    var development = languages.map { cut($0.development) }
    var merges: [[[UInt8]]] = []
    while merges.count < limit {
      let lengths = development.map { $0.reduce(0 as UInt64) { $0 + UInt64($1.0.count) * $1.1 } }
      let byLength = languages.indices.sorted { (lengths[$1], $0) < (lengths[$0], $1) }
      let best =
        merges.count < globalMerges
        ? bestPair(of: Array(words.joined()))
        : byLength.lazy.compactMap { bestPair(of: words[$0]) }.first
      guard let best else { break }
      merges.append(best)
      for index in languages.indices {
        words[index] = words[index].map { (merged($0.tokens, best), $0.count) }
        development[index] = development[index].map { (merged($0.tokens, best), $0.count) }
      }
    }
    return merges
  }

  private func bestPair(of words: Words) -> [[UInt8]]? {
    var counts: [[[UInt8]]: UInt64] = [:]
    for (tokens, count) in words {
      for (left, right) in zip(tokens, tokens.dropFirst()) {
        counts[[left, right], default: 0] += count
      }
    }
    let breaksTiesByBytes = rules.tieBreak == "bytes"
    func key(_ pair: [[UInt8]]) -> [[UInt8]] { breaksTiesByBytes ? pair : pair.map(Self.text) }
    return counts.filter { rules.allows($0[0] + $0[1], count: $1) }.max { one, other in
      if one.value != other.value { return one.value < other.value }
      let isBefore = key(one.key).lexicographicallyPrecedes(key(other.key)) {
        $0.lexicographicallyPrecedes($1)
      }
      return breaksTiesByBytes != isBefore
    }?.key
  }

  private func merged(_ tokens: [[UInt8]], _ pair: [[UInt8]]) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for token in tokens {
      if result.last == pair[0], token == pair[1] {
        result[result.count - 1] += token
      } else {
        result.append(token)
      }
    }
    return result
  }

  /// The place of each byte in GPT-2's alphabet, whose characters in order are these bytes.
  private static let places: [UInt8] = {
    let printable = Array(0x21...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    let order = printable + (0..<256).filter { !printable.contains($0) }
    return (0..<256).map { UInt8(order.firstIndex(of: $0) ?? 0) }
  }()

  /// A token in a spelling that sorts as its text of GPT-2's characters does.
  private static func text(_ token: [UInt8]) -> [UInt8] { token.map { places[Int($0)] } }
}
