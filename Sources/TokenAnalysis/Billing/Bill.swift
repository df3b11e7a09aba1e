/// What one call costs by a rate card, line by line.
public struct Bill: Hashable, Sendable {
  /// The tokens of one unit at its rate.
  public struct Line: Hashable, Sendable {
    /// What is billed.
    public var unit: BilledUnit
    /// How many tokens.
    public var tokens: Int
    /// Dollars for a token, with the factor of the region; nil where the card has no price.
    public var rate: ExactDecimal?

    /// Dollars for all of them; nil where the card has no price.
    public var amount: ExactDecimal? { rate.map { $0 * ExactDecimal(tokens) } }
  }

  /// The terms of a call, besides its tokens.
  public struct Terms: Hashable, Sendable {
    /// The service level.
    public var service: ServiceLevel
    /// The region whose factor applies, in lower case.
    public var region: String?
    /// When the call is made; without it the dearer hours are assumed.
    public var moment: WeekMoment?

    /// Terms of a call.
    public init(
      service: ServiceLevel = .standard, region: String? = nil, moment: WeekMoment? = nil
    ) {
      self.service = service
      self.region = region
      self.moment = moment
    }
  }

  /// The lines with tokens, in the order of the units.
  public let lines: [Line]
  /// Dollars for the input, cached, written and all; nil where a price is missing.
  public let input: ExactDecimal?
  /// Dollars for the output; nil where a price is missing.
  public let output: ExactDecimal?

  /// Dollars for the call; nil where a price is missing.
  public var total: ExactDecimal? {
    guard let input, let output else { return nil }
    return input + output
  }

  /// Bills a usage.
  ///
  /// - Throws: `TokenAnalysisError` for a usage that contradicts itself.
  public init(
    _ usage: TokenUsage, by card: RateCard, terms: Terms = Terms()
  ) throws(TokenAnalysisError) {
    let factor = terms.region.flatMap { card.regionFactors[$0] } ?? ExactDecimal(1)
    var lines: [Line] = []
    for (unit, tokens) in try usage.parts() where tokens > 0 {
      let rate = card.perToken(
        unit, service: terms.service, inputTokens: usage.inputTokens, at: terms.moment)
      lines.append(Line(unit: unit, tokens: tokens, rate: rate.map { $0 * factor }))
    }
    self.lines = lines
    let offers = card.rates[terms.service] != nil
    input = offers ? Self.sum(lines.filter(\.unit.isInput)) : nil
    output = offers ? Self.sum(lines.filter { !$0.unit.isInput }) : nil
  }

  private static func sum(_ lines: [Line]) -> ExactDecimal? {
    lines.reduce(ExactDecimal.zero) { (sum: ExactDecimal?, line) in
      guard let sum, let amount = line.amount else { return nil }
      return sum + amount
    }
  }
}
