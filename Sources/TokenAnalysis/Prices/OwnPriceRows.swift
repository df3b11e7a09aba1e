import TokenizerModel

/// The rows of our own price list.
enum OwnPriceRows {
  static func unknown(_ key: [UInt8], place: String) -> TokenAnalysisError {
    .invalid(place: place, problem: "\(JSONReader.quoted(key)) is no member of it")
  }

  static func date(_ reader: inout JSONReader, place: String) throws -> CivilDate? {
    guard let text = try PriceReading.text(&reader) else { return nil }
    guard let date = CivilDate(text) else {
      throw TokenAnalysisError.invalid(
        place: place, problem: "\(JSONReader.quoted(text.utf8)) is no date")
    }
    return date
  }

  static func model(_ reader: inout JSONReader, place: String) throws -> PricedModel {
    var model = PricedModel(name: "", vendor: "", versions: [])
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "model": model.name = try PriceReading.text(&reader) ?? ""
      case "vendor": model.vendor = try PriceReading.text(&reader) ?? ""
      case "source": model.source = try PriceReading.text(&reader)
      case "date": model.date = try date(&reader, place: "\(place).date")
      case "context_window": model.contextWindow = try PriceReading.tokenCount(&reader)
      case "output_limit": model.outputLimit = try PriceReading.tokenCount(&reader)
      case "prices":
        try reader.readArray { reader, index in
          model.versions.append(try version(&reader, place: "\(place).prices[\(index)]"))
        }
      default: throw unknown(key, place: place)
      }
    }
    if model.name.isEmpty {
      throw TokenAnalysisError.invalid(place: place, problem: "it has no name of a model")
    }
    return model
  }

  private static func version(_ reader: inout JSONReader, place: String) throws
    -> PricedModel.Version
  {
    var version = PricedModel.Version(card: RateCard(rates: [:]))
    try reader.readObject { reader, key in
      let name = String(decoding: key, as: UTF8.self)
      switch name {
      case "from": version.from = try date(&reader, place: "\(place).from")
      case "hours": version.hours = try window(&reader, place: "\(place).hours")
      case "regions":
        try reader.readObject { reader, region in
          version.card.regionFactors[String(decoding: region, as: UTF8.self)] =
            try PriceReading.amount(&reader, at: "\(place).regions")
        }
      case "off_peak": version.card.offPeak = try offPeak(&reader, place: "\(place).off_peak")
      default:
        guard let service = ServiceLevel(rawValue: name) else { throw unknown(key, place: place) }
        version.card.rates[service] = try rates(&reader, place: "\(place).\(name)")
      }
    }
    return version
  }

  private static func rates(_ reader: inout JSONReader, place: String) throws
    -> [BilledUnit: Rate]
  {
    var result: [BilledUnit: Rate] = [:]
    try reader.readObject { reader, key in
      let name = String(decoding: key, as: UTF8.self)
      guard let unit = BilledUnit(rawValue: name) else { throw unknown(key, place: place) }
      guard try reader.peekKind() == .object else {
        result[unit] = Rate(
          base: try PriceReading.amountPerMillion(&reader, at: "\(place).\(name)"))
        return
      }
      var base: ExactDecimal?
      var cliffs: [Rate.Cliff] = []
      try reader.readObject { reader, border in
        let price = try PriceReading.amountPerMillion(&reader, at: "\(place).\(name)")
        if border.elementsEqual("base".utf8) {
          base = price
        } else if let above = Int(String(decoding: border, as: UTF8.self)), above > 0 {
          cliffs.append(Rate.Cliff(above: above, rate: price))
        } else {
          throw unknown(border, place: "\(place).\(name)")
        }
      }
      guard let base else {
        throw TokenAnalysisError.invalid(place: "\(place).\(name)", problem: "it has no base")
      }
      result[unit] = Rate(base: base, cliffs: cliffs)
    }
    return result
  }

  private static func offPeak(_ reader: inout JSONReader, place: String) throws -> OffPeakRates {
    var result = OffPeakRates(windows: [], weekdayOffset: 0, rates: [:])
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "windows":
        try reader.readArray { reader, index in
          result.windows.append(try window(&reader, place: "\(place).windows[\(index)]"))
        }
      case "weekday_offset": result.weekdayOffset = try reader.readInteger()
      case "rates":
        result.rates = try rates(&reader, place: "\(place).rates").mapValues(\.base)
      default: throw unknown(key, place: place)
      }
    }
    guard abs(result.weekdayOffset) <= 24 * 60 else {
      throw TokenAnalysisError.invalid(place: place, problem: "an offset is less than a day")
    }
    return result
  }

  private static func window(_ reader: inout JSONReader, place: String) throws
    -> OffPeakRates.Window
  {
    var result = OffPeakRates.Window(weekdays: [], start: 0, end: 0)
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "weekdays":
        try reader.readArray { reader, _ in result.weekdays.insert(try reader.readInteger()) }
      case "start": result.start = try reader.readInteger()
      case "end": result.end = try reader.readInteger()
      default: throw unknown(key, place: place)
      }
    }
    let isDay = [result.start, result.end].allSatisfy { (0..<24 * 60).contains($0) }
    guard isDay, result.weekdays.isSubset(of: 1...7) else {
      throw TokenAnalysisError.invalid(place: place, problem: "minutes of a day and days 1 to 7")
    }
    return result
  }
}
