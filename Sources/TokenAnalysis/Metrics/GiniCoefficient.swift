/// How unequally a cost falls on several languages.
package enum GiniCoefficient {
  /// Σᵢ Σⱼ |xᵢ - xⱼ| / (2 n Σ x): 0 where all pay alike, towards 1 where one pays everything.
  ///
  /// Example: Korean takes 150 tokens and English 100 for the same content: 2 · 50 / (2 · 2 · 250) = 0.1.
  /// No unit; nil where nothing is paid. Source: Gini 1912; as "tokenizer fairness" over the tokens of
  /// parallel text in Foroutan et al. 2025, "Parity-Aware Byte-Pair Encoding".
  package static func of(_ costs: [Double]) -> Double? {
    let total = costs.reduce(0, +)
    guard total > 0 else { return nil }
    var difference = 0.0
    for left in costs { for right in costs { difference += abs(left - right) } }
    return difference / (2 * Double(costs.count) * total)
  }
}
