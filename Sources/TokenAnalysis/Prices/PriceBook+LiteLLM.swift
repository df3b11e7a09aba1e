import TokenizerModel

extension PriceBook {
  /// Reads litellm's `model_prices_and_context_window.json`.
  ///
  /// Models that are billed by something other than tokens have no rates here. What the file writes in
  /// dollars a token stays that decimal.
  ///
  /// - Throws: `TokenAnalysisError` for a file of another shape.
  /// - Complexity: O(size of the file).
  public init(liteLLM bytes: [UInt8], date: CivilDate? = nil) throws(TokenAnalysisError) {
    let models = try PriceReading.read(bytes) { reader in
      var models: [PricedModel] = []
      try reader.readObject { reader, key in
        let name = String(decoding: key, as: UTF8.self)
        let entry = try LiteLLMEntry(reading: &reader, name: name)
        if name != "sample_spec", let model = try entry.model() { models.append(model) }
      }
      return models
    }
    if models.isEmpty {
      throw .invalid(place: "the price list", problem: "no model in it has a price for a token")
    }
    self.init(source: "litellm", date: date, models: models)
  }
}
