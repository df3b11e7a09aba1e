package import TokenizerModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How often each token was emitted.
package struct TokenFrequencies: Sendable, Equatable {
  /// The count of each id.
  package private(set) var counts: [Int]

  /// Frequencies of the ids below a bound, none of them seen.
  package init(idUpperBound: Int) {
    counts = [Int](repeating: 0, count: idUpperBound)
  }

  /// Counts tokens.
  package mutating func add(_ ids: some Sequence<TokenID>) {
    for id in ids { counts[id.index] += 1 }
  }

  /// Adds the counts of the same tokenizer over another text.
  package mutating func add(_ other: TokenFrequencies) {
    for (index, count) in other.counts.enumerated() { counts[index] += count }
  }

  /// How many different tokens were emitted.
  package var typeCount: Int { counts.count { $0 > 0 } }

  /// The counts above zero, highest first: a Zipf curve.
  package var ranked: [Int] { counts.filter { $0 > 0 }.sorted(by: >) }

  /// Rényi efficiency: the Rényi entropy of the tokens' distribution over the most it could be.
  ///
  ///     H_α(p) / log2 |V|,   H_α(p) = log2(Σ p^α) / (1 - α),   V = the observed types
  ///
  /// Example: counts 3, 2, 1, 1 with α = 2.5: Σ p^α = (3^α + 2^α + 1 + 1) / 7^α = 0.17930;
  /// H = log2(0.17930) / -1.5 = 1.6530; over log2 4 = 2 that is 0.8265. Between 0 and 1, without a unit; nil for fewer than two
  /// types. Source: Zouhar et al. 2023, "Tokenization and the Noiseless Channel", where α = 2.5 went
  /// best with translation quality.
  ///
  /// - Parameter alpha: The order, above 0 and not 1.
  /// - Returns: The efficiency, between 0 and 1.
  /// - Complexity: O(ids).
  package func renyiEfficiency(alpha: Double = 2.5) -> Double? {
    precondition(alpha > 0 && alpha != 1, "the order of a Rényi entropy is positive and not 1")
    let total = Double(counts.reduce(0, +))
    let types = typeCount
    guard types > 1 else { return nil }
    var sum = 0.0
    for count in counts where count > 0 { sum += pow(Double(count) / total, alpha) }
    return log2(sum) / (1 - alpha) / log2(Double(types))
  }
}
