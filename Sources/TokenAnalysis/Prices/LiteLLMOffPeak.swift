import TokenizerModel

/// Reads `off_peak_pricing` of litellm's file.
enum LiteLLMOffPeak {
  static func read(_ reader: inout JSONReader, place: String) throws -> OffPeakRates {
    var result = OffPeakRates(windows: [], weekdayOffset: 0, rates: [:])
    try reader.readObject { reader, key in
      let key = String(decoding: key, as: UTF8.self)
      let place = "\(place).\(key)"
      switch key {
      case "hours_utc":
        result.windows += try windows(&reader, weekdays: Set(1...7), place: place)
      case "windows":
        try reader.readArray { reader, index in
          result.windows += try rule(&reader, place: "\(place)[\(index)]")
        }
      case "weekday_timezone": result.weekdayOffset = try offset(&reader, place: place)
      default:
        guard let priceKey = LiteLLMPriceKey(key) else { return try reader.skipValue() }
        result.rates[priceKey.unit] = try PriceReading.amount(&reader, at: place)
      }
    }
    return result
  }

  private static func rule(_ reader: inout JSONReader, place: String) throws
    -> [OffPeakRates.Window]
  {
    var weekdays = Set(1...7)
    var result: [OffPeakRates.Window] = []
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "hours_utc": result = try windows(&reader, weekdays: weekdays, place: place)
      case "weekdays":
        weekdays = []
        try reader.readArray { reader, _ in weekdays.insert(try reader.readInteger()) }
        guard weekdays.isSubset(of: 1...7) else {
          throw TokenAnalysisError.invalid(place: place, problem: "weekdays are 1 to 7")
        }
      default: try reader.skipValue()
      }
    }
    return result.map { OffPeakRates.Window(weekdays: weekdays, start: $0.start, end: $0.end) }
  }

  private static func windows(_ reader: inout JSONReader, weekdays: Set<Int>, place: String) throws
    -> [OffPeakRates.Window]
  {
    var texts: [[UInt8]] = []
    if try reader.peekKind() == .array {
      try reader.readArray { reader, _ in texts.append(try reader.readString()) }
    } else {
      texts.append(try reader.readString())
    }
    return try texts.map { text in
      let minutes = text.split(separator: UInt8(ascii: "-")).map(minute)
      guard minutes.count == 2, let start = minutes[0], let end = minutes[1] else {
        throw TokenAnalysisError.invalid(
          place: place, problem: "\(JSONReader.quoted(text)) is not hours such as 16:30-00:30")
      }
      return OffPeakRates.Window(weekdays: weekdays, start: start, end: end)
    }
  }

  /// The minute of the day of a text such as `16:30`.
  static func minute(_ text: ArraySlice<UInt8>) -> Int? {
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count >= 2, parts.allSatisfy({ $0.count == 2 }),
      let hours = Int(String(decoding: parts[0], as: UTF8.self)), (0..<24).contains(hours),
      let minutes = Int(String(decoding: parts[1], as: UTF8.self)), (0..<60).contains(minutes)
    else { return nil }
    return 60 * hours + minutes
  }

  private static func offset(_ reader: inout JSONReader, place: String) throws -> Int {
    let name = String(decoding: try reader.readString(), as: UTF8.self)
    switch name {
    case "UTC": return 0
    case "Asia/Shanghai": return 8 * 60
    default:
      throw TokenAnalysisError.invalid(place: place, problem: "no known time zone is \(name)")
    }
  }
}
