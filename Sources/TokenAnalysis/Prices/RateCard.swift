/// What a model's tokens cost at one time: rates by service level and unit, and what changes them.
public struct RateCard: Hashable, Sendable {
  /// The rates of each service level that the vendor offers.
  public var rates: [ServiceLevel: [BilledUnit: Rate]]
  /// The factor on everything for a region, by its name in lower case, such as `eu`.
  public var regionFactors: [String: ExactDecimal]
  /// The hours at which the standard service is cheaper, if there are any.
  public var offPeak: OffPeakRates?

  /// A card.
  public init(
    rates: [ServiceLevel: [BilledUnit: Rate]], regionFactors: [String: ExactDecimal] = [:],
    offPeak: OffPeakRates? = nil
  ) {
    self.rates = rates
    self.regionFactors = regionFactors
    self.offPeak = offPeak
  }

  /// Dollars for a token of a unit; nil where the card has no price for it.
  ///
  /// A price missing for the unit is that of its ``BilledUnit/fallback``.
  public func perToken(
    _ unit: BilledUnit, service: ServiceLevel, inputTokens: Int, at moment: WeekMoment? = nil
  ) -> ExactDecimal? {
    if service == .standard, let offPeak, let moment, offPeak.contains(moment) {
      if let rate = offPeak.perToken(unit) { return rate }
      if rates[service]?[unit] == nil, let next = unit.fallback {
        return perToken(next, service: service, inputTokens: inputTokens, at: moment)
      }
    }
    if let rate = rates[service]?[unit] { return rate.perToken(inputTokens: inputTokens) }
    guard let next = unit.fallback else { return nil }
    return perToken(next, service: service, inputTokens: inputTokens, at: moment)
  }

  /// The borders of all cliffs of the input, in rising order.
  public func borders(service: ServiceLevel) -> [Int] {
    let all = (rates[service] ?? [:]).filter(\.key.isInput).values.flatMap {
      $0.cliffs.map(\.above)
    }
    return Set(all).sorted()
  }
}
