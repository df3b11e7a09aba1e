import TokenizerModel

extension PriceBook {
  /// Reads genai-prices' `data.json`: a list of providers with dated prices in dollars a million tokens.
  ///
  /// A model is listed as `provider/model`, and by its own name where the provider is the one that
  /// made it. Prices of requests, searches and other things that are no tokens are left out.
  ///
  /// - Throws: `TokenAnalysisError` for a file of another shape.
  /// - Complexity: O(size of the file).
  public init(genAIPrices bytes: [UInt8], date: CivilDate? = nil) throws(TokenAnalysisError) {
    let models = try PriceReading.read(bytes) { reader in
      var models: [PricedModel] = []
      try reader.readArray { reader, index in
        models += try Self.readProvider(&reader, place: "provider \(index + 1)")
      }
      return models
    }
    if models.isEmpty {
      throw .invalid(place: "the price list", problem: "no model in it has a price for a token")
    }
    self.init(source: "genai-prices", date: date, models: models)
  }

  private static let makers: Set<String> = [
    "anthropic", "cohere", "deepseek", "google", "mistral", "moonshotai", "openai", "perplexity",
    "x-ai", "zai",
  ]

  private static func readProvider(_ reader: inout JSONReader, place: String) throws
    -> [PricedModel]
  {
    var provider: String?
    var source: String?
    var models: [GenAIPricesModel] = []
    try reader.readObject { reader, key in
      switch String(decoding: key, as: UTF8.self) {
      case "id": provider = try PriceReading.text(&reader)
      case "pricing_urls":
        if try reader.readNull() { return }
        try reader.readArray { reader, index in
          let url = try PriceReading.text(&reader)
          if index == 0 { source = url }
        }
      case "models":
        try reader.readArray { reader, index in
          models.append(
            try GenAIPricesModel(reading: &reader, place: "\(place), model \(index + 1)"))
        }
      default: try reader.skipValue()
      }
    }
    guard let provider else {
      throw TokenAnalysisError.invalid(place: place, problem: "it has no id")
    }
    return models.flatMap { model -> [PricedModel] in
      let versions = model.cards()
      guard !versions.isEmpty else { return [] }
      let isMakers = makers.contains(provider) && !model.id.utf8.contains(UInt8(ascii: "/"))
      let names = ["\(provider)/\(model.id)"] + (isMakers ? [model.id] : [])
      return names.map { name in
        PricedModel(
          name: name, vendor: provider, versions: versions, contextWindow: model.contextWindow,
          source: source)
      }
    }
  }
}
