import ArgumentParser
import TokenAnalysis

/// From the price of one call to a month, another currency, and a tax.
struct CostSumOptions: ParsableArguments {
  /// A currency and how much of it a dollar buys.
  struct Currency: ExpressibleByArgument {
    var code: String
    var rate: ExactDecimal

    /// Reads `KRW=1470.5`.
    init?(argument: String) {
      let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
      guard parts.count == 2, let rate = ExactDecimal(text: String(parts[1])), rate > .zero,
        !parts[0].isEmpty
      else { return nil }
      code = String(parts[0])
      self.rate = rate
    }
  }

  @Option(help: "Calls a day, for the price of a month of 30 days.") var callsPerDay: Int?

  @Option(
    help: ArgumentHelp(
      "A currency and how much of it a dollar buys, such as KRW=1470.5.", valueName: "code=rate"))
  var currency: Currency?

  @Option(
    help: ArgumentHelp("Value added tax that comes on top, in percent.", valueName: "percent"))
  var vat: ExactDecimal?

  func validate() throws {
    if let callsPerDay, !(0...1_000_000_000_000).contains(callsPerDay) {
      throw ValidationError("--calls-per-day takes a number from 0 on.")
    }
    if let vat, vat < .zero { throw ValidationError("--vat is not negative.") }
  }

  /// The columns that the options ask for: a heading, and the exact amount and places for a price of a
  /// call in dollars.
  var columns: [(head: String, places: Int, amount: (ExactDecimal) -> ExactDecimal)] {
    let hundredth = ExactDecimal(text: "0.01") ?? .zero
    let taxed = ExactDecimal(1) + (vat ?? .zero) * hundredth
    let tax = vat.map { " with \($0) % VAT" } ?? ""
    let rate = currency?.rate ?? ExactDecimal(1)
    let unit = currency?.code ?? "USD"
    let places = currency == nil ? 6 : 2
    var result: [(head: String, places: Int, amount: (ExactDecimal) -> ExactDecimal)] = []
    if currency != nil || vat != nil {
      result.append(("\(unit)\(tax)", places, { $0 * taxed * rate }))
    }
    if let callsPerDay {
      let calls = ExactDecimal(callsPerDay) * ExactDecimal(30)
      result.append(("\(unit) a month\(tax)", 2, { $0 * calls * taxed * rate }))
    }
    return result
  }
}
