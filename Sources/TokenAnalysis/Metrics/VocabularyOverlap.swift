import Tokenization

/// The different byte strings that a vocabulary's tokens write, to compare vocabularies by; see
/// ``TokenWriting``.
package struct TokenSet: Sendable {
  /// The tokens' bytes.
  let tokens: Set<[UInt8]>

  init(_ tokens: some Sequence<[UInt8]>) {
    self.tokens = Set(tokens)
  }

  /// How many tokens are in both over how many are in either (Jaccard 1901), bytes compared as they
  /// are. Example: {a, b, ab} and {a, b, bc, c}: 2 / 5 = 0.4. 1 for two empty sets.
  package func jaccardIndex(_ other: TokenSet) -> Double {
    let (smaller, larger) = tokens.count < other.tokens.count ? (self, other) : (other, self)
    let shared = smaller.tokens.count { larger.tokens.contains($0) }
    let all = tokens.count + other.tokens.count - shared
    return all == 0 ? 1 : Double(shared) / Double(all)
  }

  /// The tokens that hold at least one whole Hangul syllable.
  package var withHangul: TokenSet {
    TokenSet(
      tokens.filter {
        TextScalar.all(in: $0).contains { $0.value.map(HangulScalar.isSyllable) ?? false }
      })
  }
}
