/// What the same content costs in one language over another, sentence by sentence.
///
/// The premium of a pair is tokens(A) / tokens(B), by one tokenizer; Petrov et al. 2023, "Language Model
/// Tokenizers Introduce Unfairness Between Languages". Example: pairs of 30 and 20, 12 and 12 tokens have
/// premiums 1.5 and 1; mean 1.25, over all text 42 / 32 = 1.3125.
package struct ParallelPremium: Sendable {
  /// The premium of each pair that has tokens on both sides, in order.
  package let ratios: [Double]
  /// The place of each of these pairs among all pairs.
  package let places: [Int]
  /// Tokens of A over tokens of B, over all those pairs.
  package let total: Double?
  /// The Gini coefficient of the tokens of A and of B.
  package let gini: Double?

  /// The premiums of aligned sentences, given by their tokens.
  package init(tokens left: [Int], over right: [Int]) {
    precondition(left.count == right.count, "aligned texts have equally many sentences")
    let aligned = left.indices.filter { left[$0] > 0 && right[$0] > 0 }
    places = aligned
    ratios = aligned.map { Double(left[$0]) / Double(right[$0]) }
    let leftTotal = Double(aligned.reduce(0) { $0 + left[$1] })
    let rightTotal = Double(aligned.reduce(0) { $0 + right[$1] })
    total = aligned.isEmpty ? nil : leftTotal / rightTotal
    gini = GiniCoefficient.of([leftTotal, rightTotal])
  }

  /// The mean over pairs.
  package var mean: Double? {
    ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
  }

  /// The premium that a share of the pairs stays below; 0.5 gives the median.
  package func quantile(_ share: Double) -> Double? {
    ratios.isEmpty ? nil : Quantile.of(share, sorted: ratios.sorted())
  }

  /// The mean of each unit of the bootstrap: sums of ratios and how many there are.
  private var unitSums: (sums: [Double], counts: [Double]) {
    let unitCount = min(ratios.count, Bootstrap.mostUnits)
    var sums = [Double](repeating: 0, count: unitCount)
    var counts = sums
    for (index, ratio) in ratios.enumerated() {
      sums[index * unitCount / ratios.count] += ratio
      counts[index * unitCount / ratios.count] += 1
    }
    return (sums, counts)
  }

  /// The 95 % interval of the mean.
  package var interval: ConfidenceInterval? {
    let (sums, counts) = unitSums
    return Bootstrap(unitCount: sums.count).ratio(sums, counts)
  }

  /// The 95 % interval of the mean of another tokenizer's premiums over the same pairs less these;
  /// where it holds 0, there is no difference that these sentences show.
  package func intervalOfDifference(_ other: ParallelPremium) -> ConfidenceInterval? {
    guard other.places == places else { return nil }
    let (sums, counts) = unitSums
    let differences = zip(other.unitSums.sums, sums).map { $0 - $1 }
    return Bootstrap(unitCount: sums.count).ratio(differences, counts)
  }
}
