import TokenizerModel

/// An element of `tiered_pricing` in litellm's file.
struct LiteLLMTier {
  /// The longest input, in tokens, that is still in the tier before.
  var above: Int
  var prices: [BilledUnit: ExactDecimal] = [:]

  init(reading reader: inout JSONReader, place: String) throws {
    var above: Int?
    var prices: [BilledUnit: ExactDecimal] = [:]
    try reader.readObject { reader, key in
      let key = String(decoding: key, as: UTF8.self)
      if key == "range" {
        try reader.readArray { reader, index in
          let border = try PriceReading.tokenCount(&reader)
          if index == 0 { above = border }
        }
      } else if let priceKey = LiteLLMPriceKey(key), priceKey.above == 0,
        priceKey.service == .standard
      {
        prices[priceKey.unit] = try PriceReading.amount(&reader, at: "\(place).\(key)")
      } else {
        try reader.skipValue()
      }
    }
    // Tiers by the number of search results have a range of another name.
    self.above = above ?? 0
    self.prices = prices
  }
}
