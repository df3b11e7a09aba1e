extension LiteLLMEntry {
  /// The rates by the rules of litellm's `_get_token_base_cost` and `get_batch_cost_rates`:
  ///
  /// - flex and priority stand on the standard rates where they have none of their own, border by
  ///   border; with an output price of their own they do not inherit the reasoning price;
  /// - batch has nothing but its own prices;
  /// - a service level without any price of its own is not offered.
  func ratesByService() -> [ServiceLevel: [BilledUnit: Rate]] {
    var result: [ServiceLevel: [BilledUnit: Rate]] = [:]
    for service in ServiceLevel.allCases
    where prices.keys.contains(where: { $0.service == service }) {
      var rates: [BilledUnit: Rate] = [:]
      for unit in BilledUnit.allCases {
        rates[unit] = rate(
          of: unit, service: service, fallback: unit.fallback.flatMap { rates[$0] })
      }
      if provider == "fireworks_ai" { addFireworksCachePrice(to: &rates) }
      result[service] = rates
    }
    return result
  }

  private func rate(of unit: BilledUnit, service: ServiceLevel, fallback: Rate?) -> Rate? {
    var inherits = service == .flex || service == .priority
    if unit == .reasoning, prices[LiteLLMPriceKey(.output, service: service)] != nil {
      inherits = false
    }
    func price(above: Int) -> ExactDecimal? {
      prices[LiteLLMPriceKey(unit, above: above, service: service)]
        ?? (inherits ? prices[LiteLLMPriceKey(unit, above: above)] : nil)
    }
    let borders = Set(
      prices.keys.filter { key in
        key.unit == unit && key.above > 0
          && (key.service == service || inherits && key.service == .standard)
      }.map(\.above))
    var rate: Rate
    if let base = price(above: 0) {
      rate = Rate(base: base)
    } else if let lowest = borders.min(), var below = fallback {
      below.cliffs.removeAll { $0.above >= lowest }
      rate = below
    } else {
      return nil
    }
    for above in borders.sorted() {
      if let price = price(above: above) {
        rate.cliffs.append(Rate.Cliff(above: isInclusive ? above - 1 : above, rate: price))
      }
    }
    return rate
  }

  /// xAI bills the higher rate from the border on, all others beyond it.
  private var isInclusive: Bool { provider == "xai" }

  /// Fireworks bills cached input at half the price of input unless the list says otherwise; litellm
  /// leaves that price out of its file.
  private func addFireworksCachePrice(to rates: inout [BilledUnit: Rate]) {
    guard rates[.cachedInput] == nil, let input = rates[.input] else { return }
    rates[.cachedInput] = Rate(
      base: input.base * ExactDecimal(digits: [5], scale: 1, isNegative: false))
  }

  /// The rates of `tiered_pricing`: one tier's prices hold for all tokens of a call, and what a tier
  /// leaves out is the price of its own input or output.
  func tieredRates() -> [BilledUnit: Rate] {
    let sorted = tiers.sorted { $0.above < $1.above }
    var result: [BilledUnit: Rate] = [:]
    for unit in BilledUnit.allCases {
      for (place, tier) in sorted.enumerated() {
        guard let price = tierPrice(unit, tier) else { continue }
        if place == 0 || result[unit] == nil {
          result[unit] = Rate(base: price)
        } else {
          result[unit]?.cliffs.append(Rate.Cliff(above: tier.above, rate: price))
        }
      }
    }
    return result
  }

  private func tierPrice(_ unit: BilledUnit, _ tier: LiteLLMTier) -> ExactDecimal? {
    if let price = tier.prices[unit] { return price }
    if unit == .output { return prices[LiteLLMPriceKey(.output)] }
    return unit.fallback.flatMap { tierPrice($0, tier) }
  }
}
