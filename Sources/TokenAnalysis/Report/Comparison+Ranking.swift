/// A tokenizer's figure beside the best one's, with what the sample can say about the difference.
package struct RankedResult: Sendable {
  /// The tokenizer's place among the results.
  package var index: Int
  /// The figure; lower is better.
  package var value: Double
  /// The 95 % interval of the figure less the best one's; nil for the best, or where it is not known.
  package var difference: ConfidenceInterval?
  /// Whether the sample shows no difference from the best.
  package var isTied: Bool { difference?.contains(0) ?? false }
}

extension Comparison {
  /// Above this share of lost text a tokenizer is ranked nowhere: what it leaves out costs no tokens.
  static let mostLost = 0.01

  /// The tokenizers that lose more of some text than a ranking bears, with the largest share.
  package var lossy: [(index: Int, share: Double)] {
    results.indices.compactMap { index in
      let share = results[index].measures.compactMap { $0.value(of: .lostShare) }.max() ?? 0
      return share > Self.mostLost ? (index, share) : nil
    }
  }

  /// The tokenizers that are ranked; all of them where none keeps enough.
  var rankable: [Int] {
    let left = Set(lossy.map(\.index))
    let kept = results.indices.filter { !left.contains($0) }
    return kept.isEmpty ? Array(results.indices) : kept
  }

  /// The tokenizers by premium of Korean over English, lowest first; equal figures in the order given.
  package var rankedByPremium: [RankedResult] {
    let order = rankable.filter { results[$0].premium?.mean != nil }
      .sorted { (premium($0), $0) < (premium($1), $1) }
    guard let best = order.first, let bestPremium = results[best].premium else { return [] }
    return order.map { index in
      RankedResult(
        index: index, value: premium(index),
        difference: index == best
          ? nil : results[index].premium.flatMap { bestPremium.intervalOfDifference($0) })
    }
  }

  private func premium(_ index: Int) -> Double { results[index].premium?.mean ?? .infinity }

  /// The tokenizers by tokens for one text, fewest first; figures are tokens over the best one's, less
  /// 1 in the differences. Draws are paired: both tokenizers cut the same lines.
  package func rankedByTokens(text: Int) -> [RankedResult] {
    let tokens = results.map { $0.measures[text].counts.tokens }
    let order = rankable.sorted { (tokens[$0], $0) < (tokens[$1], $1) }
    guard let best = order.first, tokens[best] > 0 else { return [] }
    let bestUnits = results[best].measures[text].units.map { Double($0.tokens) }
    return order.map { index in
      let more = zip(results[index].measures[text].units, bestUnits).map {
        Double($0.tokens) - $1
      }
      return RankedResult(
        index: index, value: Double(tokens[index]) / Double(tokens[best]),
        difference: index == best ? nil : bootstraps[text].ratio(more, bestUnits))
    }
  }
}
