/// By how much a stand-in tokenizer miscounts for a model, as far as it is known.
public struct CountCorrection: Hashable, Sendable {
  /// The factor from the stand-in's count to the model's.
  public var factor: ExactDecimal
  /// The smallest factor that was reported.
  public var low: ExactDecimal
  /// The largest.
  public var high: ExactDecimal

  /// A correction with its spread.
  public init(factor: ExactDecimal, low: ExactDecimal, high: ExactDecimal) {
    self.factor = factor
    self.low = low
    self.high = high
  }

  /// The corrected count, rounded half-even, and its spread.
  public func apply(to tokens: Int) -> (tokens: Int, low: Int, high: Int) {
    let counts = [factor, low, high].map { factor in
      (factor * ExactDecimal(tokens)).rounded(toPlaces: 0).wholeNumber ?? tokens
    }
    return (counts[0], counts[1], counts[2])
  }
}
