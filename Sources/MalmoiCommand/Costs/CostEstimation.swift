import TokenAnalysis

/// Estimates what a prompt costs with one model after the other.
struct CostEstimation {
  /// What is sent.
  enum Prompt {
    case text([UInt8])
    case chat(Chat)
  }

  var catalogue: PriceCatalogue
  var prices: PriceOptions
  var usage: CostUsageOptions
  var counter: ModelCounter

  /// Estimates a prompt, or the counts that the options give where there is none.
  mutating func estimate(_ model: String, prompt: Prompt?) throws -> CostEstimate {
    let facts = ModelTable.facts(of: model)
    let quotes = catalogue.quotes(for: model, on: prices.asOf?.day, at: prices.asOf?.moment)
    if quotes.isEmpty, facts == nil { throw catalogue.unknownModel(model) }
    let count = try prompt.map { try self.count($0, for: model, facts) }
    let usage = usage.usage(inputTokens: count?.tokens ?? usage.inputTokens ?? 0)
    var estimate = try CostEstimate(
      model: model, facts: facts, usage: usage, inputRange: count?.range, price: quotes.first,
      terms: prices.terms)
    if let count {
      estimate.tokenizer = count.tokenizer
      estimate.certainty = count.certainty
      if count.certainty != .exact { estimate.notes.append(reason(of: count, facts)) }
    }
    if quotes.isEmpty {
      estimate.notes.append("no price list has the model\(catalogue.nearest(to: model))")
    }
    if let first = quotes.first {
      estimate.notes += try quotes.dropFirst().compactMap {
        try first.disagreement(with: $0, on: usage, terms: prices.terms)
      }
    }
    if case .text(let text)? = prompt {
      try estimate.advise(on: text) { try counter.count($0, for: model, facts).tokens }
    }
    return estimate
  }

  private mutating func count(_ prompt: Prompt, for model: String, _ facts: ModelFacts?) throws
    -> ModelCounter.Count
  {
    switch prompt {
    case .text(let text): try counter.count(text, for: model, facts)
    case .chat(let chat): try counter.count(chat, for: model, facts)
    }
  }

  /// Why a count is no more than an estimate.
  private func reason(of count: ModelCounter.Count, _ facts: ModelFacts?) -> String {
    guard let facts, facts.tokenizer == count.tokenizer else {
      return "\(count.tokenizer) stands in for its tokenizer"
    }
    return facts.certainty == .exact
      ? "the frame around its messages is not published; gpt-4o's stands in" : facts.note
  }
}
