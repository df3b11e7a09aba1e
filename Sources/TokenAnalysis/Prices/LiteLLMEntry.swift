import TokenizerModel

/// One model of litellm's file as it stands.
struct LiteLLMEntry {
  let name: String
  var provider = ""
  var contextWindow: Int?
  var outputLimit: Int?
  var source: String?
  var prices: [LiteLLMPriceKey: ExactDecimal] = [:]
  var regionFactors: [String: ExactDecimal] = [:]
  var tiers: [LiteLLMTier] = []
  var offPeak: OffPeakRates?

  init(reading reader: inout JSONReader, name: String) throws {
    self.name = name
    try reader.readObject { reader, key in
      try readMember(String(decoding: key, as: UTF8.self), &reader)
    }
  }

  private mutating func readMember(_ key: String, _ reader: inout JSONReader) throws {
    let place = "\(name).\(key)"
    switch key {
    case "litellm_provider": provider = try PriceReading.text(&reader) ?? ""
    case "max_input_tokens": contextWindow = try PriceReading.tokenCount(&reader)
    case "max_output_tokens": outputLimit = try PriceReading.tokenCount(&reader)
    case "source": source = try PriceReading.text(&reader)
    case "tiered_pricing":
      try reader.readArray { reader, index in
        tiers.append(try LiteLLMTier(reading: &reader, place: "\(place)[\(index)]"))
      }
    case "off_peak_pricing": offPeak = try LiteLLMOffPeak.read(&reader, place: place)
    case "regional_processing_uplift_multiplier_eu":
      regionFactors["eu"] = try PriceReading.amount(&reader, at: place)
    case "regional_processing_uplift_multiplier_us":
      regionFactors["us"] = try PriceReading.amount(&reader, at: place)
    case "regional_endpoint_uplift_multiplier":
      regionFactors["regional"] = try PriceReading.amount(&reader, at: place)
    case "provider_specific_entry":
      try reader.readObject { reader, key in
        guard key.elementsEqual("us".utf8) else { return try reader.skipValue() }
        regionFactors["us"] = try PriceReading.amount(&reader, at: place)
      }
    default:
      guard let priceKey = LiteLLMPriceKey(key) else { return try reader.skipValue() }
      if try reader.readNull() { return }
      prices[priceKey] = try PriceReading.amount(&reader, at: place)
    }
  }

  /// The model with its rates; nil where it has none for tokens.
  func model() throws(TokenAnalysisError) -> PricedModel? {
    let rates = tiers.isEmpty ? ratesByService() : [.standard: tieredRates()]
    guard rates.contains(where: { !$0.value.isEmpty }) else { return nil }
    let card = RateCard(rates: rates, regionFactors: regionFactors, offPeak: offPeak)
    return PricedModel(
      name: name, vendor: provider, versions: [PricedModel.Version(card: card)],
      contextWindow: contextWindow, outputLimit: outputLimit, source: source)
  }
}
