import TokenizerModel

/// One model of genai-prices' data as it stands.
struct GenAIPricesModel {
  /// Prices and what they depend on.
  struct Prices {
    var rates: [BilledUnit: Rate] = [:]
    var from: CivilDate?
    var hours: OffPeakRates.Window?
    /// The service level that a request asks for; nil for the prices of all requests.
    var service: ServiceLevel?
    /// Whether a request must say something that is no service level.
    var isOtherwiseConditional = false
  }

  var id = ""
  var contextWindow: Int?
  private var prices: [Prices] = []
  private var variants: [Prices] = []

  init(reading reader: inout JSONReader, place: String) throws {
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "id": id = String(decoding: try reader.readString(), as: UTF8.self)
      case "context_window": contextWindow = try PriceReading.tokenCount(&reader)
      case "prices":
        if try reader.peekKind() == .object {
          prices = [Prices(rates: try Self.readRates(&reader, place: "\(place), prices"))]
        } else {
          try reader.readArray { reader, index in
            prices.append(try Self.readPrices(&reader, place: "\(place), prices[\(index)]"))
          }
        }
      case "price_variants":
        if try reader.readNull() { return }
        try reader.readArray { reader, index in
          variants.append(try Self.readPrices(&reader, place: "\(place), price_variants[\(index)]"))
        }
      default: try reader.skipValue()
      }
    }
    if id.isEmpty { throw TokenAnalysisError.invalid(place: place, problem: "it has no id") }
  }

  /// The cards in the order of the file, each split where a service level begins to be offered.
  func cards() -> [PricedModel.Version] {
    guard prices.contains(where: { !$0.rates.isEmpty }) else { return [] }
    let starts = Set(variants.compactMap(\.from)).sorted()
    return prices.flatMap { prices in
      let later = starts.filter { start in prices.from.map { $0 < start } ?? true }
      return ([prices.from] + later).map { start in
        PricedModel.Version(from: start, hours: prices.hours, card: card(prices, from: start))
      }
    }
  }

  private func card(_ prices: Prices, from start: CivilDate?) -> RateCard {
    var rates: [ServiceLevel: [BilledUnit: Rate]] = [.standard: prices.rates]
    for variant in variants.reversed() where !variant.isOtherwiseConditional {
      let hasBegun = variant.from.map { from in start.map { from <= $0 } ?? false } ?? true
      guard let service = variant.service, hasBegun else { continue }
      rates[service] = (rates[service] ?? prices.rates).merging(variant.rates) { $1 }
    }
    return RateCard(rates: rates)
  }

  private static func readPrices(_ reader: inout JSONReader, place: String) throws -> Prices {
    var result = Prices()
    try reader.readObject { reader, key in
      let key = String(decoding: key, as: UTF8.self)
      switch key {
      case "prices": result.rates = try readRates(&reader, place: "\(place).\(key)")
      case "constraint": try readConstraint(&reader, into: &result, place: "\(place).\(key)")
      case "when":
        try reader.readObject { reader, key in
          let condition = String(decoding: key, as: UTF8.self)
          let value = try PriceReading.text(&reader) ?? ""
          switch (condition, value) {
          case ("processing", "batch"): result.service = .batch
          case ("service_tier", "flex"): result.service = .flex
          case ("service_tier", "priority"): result.service = .priority
          default: result.isOtherwiseConditional = true
          }
        }
      default: try reader.skipValue()
      }
    }
    return result
  }

  private static func readConstraint(
    _ reader: inout JSONReader, into prices: inout Prices, place: String
  ) throws {
    if try reader.readNull() { return }
    var minutes: [String: Int] = [:]
    try reader.readObject { reader, key in
      let key = String(decoding: key, as: UTF8.self)
      switch key {
      case "start_date":
        let text = try PriceReading.text(&reader) ?? ""
        guard let date = CivilDate(text) else {
          throw TokenAnalysisError.invalid(
            place: "\(place).\(key)", problem: "\(JSONReader.quoted(text.utf8)) is no date")
        }
        prices.from = date
      case "start_time", "end_time":
        let text = try reader.readString()
        guard let minute = minute(text) else {
          throw TokenAnalysisError.invalid(
            place: "\(place).\(key)", problem: "\(JSONReader.quoted(text)) is no time in UTC")
        }
        minutes[key] = minute
      default: try reader.skipValue()
      }
    }
    if let start = minutes["start_time"], let end = minutes["end_time"] {
      prices.hours = OffPeakRates.Window(weekdays: Set(1...7), start: start, end: end)
    }
  }

  /// The minute of the day of a time such as `16:30:00Z` or `16:30:00+00:00`.
  private static func minute(_ text: [UInt8]) -> Int? {
    let suffixes = ["Z", "+00:00", ""].map { Array($0.utf8) }
    guard text.count >= 8, suffixes.contains(Array(text.dropFirst(8))) else { return nil }
    return LiteLLMOffPeak.minute(text.prefix(8))
  }

  private static let units: [String: BilledUnit] = [
    "input_mtok": .input, "cache_read_mtok": .cachedInput, "cache_write_mtok": .cacheWrite,
    "cache_write_1h_mtok": .cacheWriteHour, "input_audio_mtok": .audioInput,
    "input_image_mtok": .imageInput, "output_mtok": .output, "output_reasoning_mtok": .reasoning,
    "output_audio_mtok": .audioOutput, "output_image_mtok": .imageOutput,
  ]

  private static func readRates(_ reader: inout JSONReader, place: String) throws
    -> [BilledUnit: Rate]
  {
    var result: [BilledUnit: Rate] = [:]
    try reader.readObject { reader, key in
      let key = String(decoding: key, as: UTF8.self)
      guard let unit = units[key] else { return try reader.skipValue() }
      if try reader.readNull() { return }
      result[unit] = try readRate(&reader, place: "\(place).\(key)")
    }
    return result
  }

  private static func readRate(_ reader: inout JSONReader, place: String) throws -> Rate {
    guard try reader.peekKind() == .object else {
      return Rate(base: try PriceReading.amountPerMillion(&reader, at: place))
    }
    var base: ExactDecimal?
    var cliffs: [Rate.Cliff] = []
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "base": base = try PriceReading.amountPerMillion(&reader, at: "\(place).base")
      case "tiers":
        try reader.readArray { reader, index in
          cliffs.append(try readTier(&reader, place: "\(place).tiers[\(index)]"))
        }
      default: try reader.skipValue()
      }
    }
    guard let base else {
      throw TokenAnalysisError.invalid(place: place, problem: "it has no base")
    }
    return Rate(base: base, cliffs: cliffs)
  }

  private static func readTier(_ reader: inout JSONReader, place: String) throws -> Rate.Cliff {
    var start: Int?
    var price: ExactDecimal?
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "start": start = try PriceReading.tokenCount(&reader)
      case "price": price = try PriceReading.amountPerMillion(&reader, at: "\(place).price")
      default: try reader.skipValue()
      }
    }
    guard let start, let price else {
      throw TokenAnalysisError.invalid(place: place, problem: "a tier has a start and a price")
    }
    return Rate.Cliff(above: start, rate: price)
  }
}
