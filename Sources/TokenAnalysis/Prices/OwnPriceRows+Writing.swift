import TokenizerModel

extension OwnPriceRows {
  private static let million = ExactDecimal(1_000_000)

  static func write(_ model: PricedModel, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("model")
    writer.string(model.name)
    writer.key("vendor")
    writer.string(model.vendor)
    if let source = model.source {
      writer.key("source")
      writer.string(source)
    }
    if let date = model.date {
      writer.key("date")
      writer.string(date.description)
    }
    if let window = model.contextWindow {
      writer.key("context_window")
      writer.integer(window)
    }
    if let limit = model.outputLimit {
      writer.key("output_limit")
      writer.integer(limit)
    }
    writer.key("prices")
    writer.beginArray()
    for version in model.versions { write(version, to: &writer) }
    writer.endArray()
    writer.endObject()
  }

  private static func write(_ version: PricedModel.Version, to writer: inout JSONWriter) {
    writer.beginObject()
    if let from = version.from {
      writer.key("from")
      writer.string(from.description)
    }
    if let hours = version.hours {
      writer.key("hours")
      write(hours, to: &writer)
    }
    for service in ServiceLevel.allCases {
      guard let rates = version.card.rates[service] else { continue }
      writer.key(service.rawValue)
      write(rates, to: &writer)
    }
    if !version.card.regionFactors.isEmpty {
      writer.key("regions")
      writer.beginObject()
      let regions = version.card.regionFactors.sorted {
        $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
      for (region, factor) in regions {
        writer.key(region)
        writer.string(factor.description)
      }
      writer.endObject()
    }
    if let offPeak = version.card.offPeak {
      writer.key("off_peak")
      write(offPeak, to: &writer)
    }
    writer.endObject()
  }

  private static func write(_ rates: [BilledUnit: Rate], to writer: inout JSONWriter) {
    writer.beginObject()
    for unit in BilledUnit.allCases {
      guard let rate = rates[unit] else { continue }
      writer.key(unit.rawValue)
      let base = (rate.base * million).description
      if rate.cliffs.isEmpty {
        writer.string(base)
        continue
      }
      writer.beginObject()
      writer.key("base")
      writer.string(base)
      for cliff in rate.cliffs {
        writer.key(String(cliff.above))
        writer.string((cliff.rate * million).description)
      }
      writer.endObject()
    }
    writer.endObject()
  }

  private static func write(_ offPeak: OffPeakRates, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("windows")
    writer.beginArray()
    for window in offPeak.windows { write(window, to: &writer) }
    writer.endArray()
    writer.key("weekday_offset")
    writer.integer(offPeak.weekdayOffset)
    writer.key("rates")
    write(offPeak.rates.mapValues { Rate(base: $0) }, to: &writer)
    writer.endObject()
  }

  private static func write(_ window: OffPeakRates.Window, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("weekdays")
    writer.beginArray()
    for day in window.weekdays.sorted() { writer.integer(day) }
    writer.endArray()
    writer.key("start")
    writer.integer(window.start)
    writer.key("end")
    writer.integer(window.end)
    writer.endObject()
  }
}
