/// The price of one token in dollars, which may depend on the length of the whole input.
///
/// A tier is a cliff: an input beyond its border pays the higher rate for *all* its tokens, not just
/// for those beyond.
public struct Rate: Hashable, Sendable {
  /// A higher rate from some length of input on.
  public struct Cliff: Hashable, Sendable {
    /// The longest input, in tokens, to which the cheaper rate applies.
    public var above: Int
    /// Dollars for a token.
    public var rate: ExactDecimal

    /// A cliff at a border.
    public init(above: Int, rate: ExactDecimal) {
      self.above = above
      self.rate = rate
    }
  }

  /// Dollars for a token below all cliffs.
  public var base: ExactDecimal
  /// The cliffs in rising order of their borders.
  public var cliffs: [Cliff]

  /// A rate and its cliffs, in any order.
  public init(base: ExactDecimal, cliffs: [Cliff] = []) {
    self.base = base
    self.cliffs = cliffs.sorted { $0.above < $1.above }
  }

  /// Dollars for a token of a call with this many input tokens, all kinds of them together.
  public func perToken(inputTokens: Int) -> ExactDecimal {
    cliffs.last { inputTokens > $0.above }?.rate ?? base
  }
}
