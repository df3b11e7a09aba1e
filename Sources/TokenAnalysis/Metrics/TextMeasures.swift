/// What one tokenizer makes of one text.
package struct TextMeasures: Sendable {
  /// The counts of the whole text.
  package internal(set) var counts = TextCounts()
  /// The counts of its units for the bootstrap, in order; they add up to `counts`.
  package internal(set) var units: [TextCounts] = []
  /// The tokens of each document, in order, empty ones too.
  package internal(set) var documentTokens: [Int] = []
  /// How often each token was emitted.
  package internal(set) var frequencies: TokenFrequencies
  /// Different words.
  package internal(set) var wordTypes = 0
  /// Different words that one token carried at least once.
  package internal(set) var singleTokenWordTypes = 0
  /// Tokens in the vocabulary.
  package let vocabularySize: Int

  init(vocabularySize: Int, idUpperBound: Int) {
    self.vocabularySize = vocabularySize
    frequencies = TokenFrequencies(idUpperBound: idUpperBound)
  }

  /// The figure, or nil where the text has nothing that it counts (no emoji, no syllables).
  package func value(of metric: Metric) -> Double? {
    if let (numerator, denominator) = metric.terms(counts) {
      return denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }
    switch metric {
    case .renyiEfficiency: return frequencies.renyiEfficiency()
    case .vocabularyUse: return Double(frequencies.typeCount) / Double(vocabularySize)
    case .singleTokenRetention:
      return wordTypes == 0 ? nil : Double(singleTokenWordTypes) / Double(wordTypes)
    default: preconditionFailure("\(metric) has no formula")
    }
  }

  /// The 95 % interval of a figure that is a ratio of sums over the text; nil for others.
  package func interval(of metric: Metric, _ bootstrap: Bootstrap) -> ConfidenceInterval? {
    guard metric != .tokens, value(of: metric) != nil else { return nil }
    var numerators: [Double] = []
    var denominators: [Double] = []
    for unit in units {
      guard let (numerator, denominator) = metric.terms(unit) else { return nil }
      numerators.append(Double(numerator))
      denominators.append(Double(denominator))
    }
    return bootstrap.ratio(numerators, denominators)
  }
}
