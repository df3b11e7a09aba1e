/// What a call costs with one model, how sure that is, and what would make it cheaper.
public struct CostEstimate: Sendable {
  /// The model as it was asked for.
  public var model: String
  /// The tokenizer that counted; nil where the counts were given.
  public var tokenizer: String?
  /// How sure the counts are.
  public var certainty: Certainty
  /// The tokens of the call.
  public var usage: TokenUsage
  /// The least and the most input tokens that the estimate allows for.
  public var inputRange: ClosedRange<Int>
  /// The terms of the call.
  public var terms: Bill.Terms
  /// The bill; nil where no price list has the model.
  public var bill: Bill?
  /// The price list.
  public var priceSource: String?
  /// Where the list has the price from, usually a page of the vendor.
  public var pricePage: String?
  /// The day of the row, or of the list.
  public var priceDate: CivilDate?
  /// The most tokens of input.
  public var contextWindow: Int?
  /// The most tokens of output.
  public var outputLimit: Int?
  /// What should be known about the figures.
  public var notes: [String] = []
  /// What would make the call cheaper.
  public var advice: [Advice] = []
  private var card: RateCard?

  /// Estimates a call of known counts.
  ///
  /// - Throws: `TokenAnalysisError` for a usage that contradicts itself.
  public init(
    model: String, facts: ModelFacts?, usage: TokenUsage, inputRange: ClosedRange<Int>? = nil,
    price: PriceCatalogue.Quote?, terms: Bill.Terms
  ) throws(TokenAnalysisError) {
    self.model = model
    self.usage = usage
    self.terms = terms
    self.inputRange = inputRange ?? usage.inputTokens...usage.inputTokens
    certainty = .exact
    contextWindow = price?.model.contextWindow ?? facts?.contextWindow
    outputLimit = price?.model.outputLimit ?? facts?.outputLimit
    priceSource = price?.source
    pricePage = price?.model.source
    priceDate = price?.date
    card = price?.card
    if let card {
      bill = try Bill(usage, by: card, terms: terms)
      if card.rates[terms.service] == nil {
        notes.append("\(price?.source ?? "the list") has no price for \(terms.service.rawValue)")
      } else if bill?.total == nil {
        notes.append("\(price?.source ?? "the list") has no price for some of the tokens")
      }
    } else {
      _ = try usage.parts()
    }
    if let contextWindow, usage.inputTokens > contextWindow {
      notes.append(
        "\(usage.inputTokens - contextWindow) tokens more than the window of \(contextWindow)")
    }
    if let outputLimit, usage.outputTokens > outputLimit {
      notes.append("the output is longer than the limit of \(outputLimit)")
    }
    if let border = cliff() { advice.append(border) }
  }

  /// Whether input and output are within the model's limits, as far as these are known.
  public var isWithinLimits: Bool {
    usage.inputTokens <= contextWindow ?? .max && usage.outputTokens <= outputLimit ?? .max
  }

  /// Adds advice on the text of the input: what each kind of waste costs.
  ///
  /// - Parameters:
  ///   - text: The text of the input.
  ///   - count: The tokens of a text by the model's tokenizer, corrected where that is a stand-in.
  /// - Throws: What `count` throws.
  public mutating func advise<Failure: Error>(
    on text: [UInt8], count: ([UInt8]) throws(Failure) -> Int
  ) throws(Failure) {
    for waste in TextWaste.all(in: text) {
      let saved = try count(text) - count(waste.bytes)
      guard saved > 0 else { continue }
      advice.append(
        Advice(
          kind: waste.kind, count: waste.count, before: usage.inputTokens,
          after: usage.inputTokens - saved, savedUSD: saving(input: usage.inputTokens - saved)))
    }
  }

  /// Advice where the input is at most a quarter beyond a border.
  private func cliff() -> Advice? {
    guard let card,
      let border = card.borders(service: terms.service).last(where: { $0 < usage.inputTokens }),
      (usage.inputTokens - border) * 4 <= usage.inputTokens,
      let saved = saving(input: border), saved > .zero
    else { return nil }
    return Advice(
      kind: .cliff, count: usage.inputTokens - border, before: usage.inputTokens, after: border,
      savedUSD: saved)
  }

  /// Dollars saved by an input of fewer tokens, the cached ones going last.
  private func saving(input: Int) -> ExactDecimal? {
    guard let card, let total = bill?.total, input >= 0 else { return nil }
    var less = usage
    less.inputTokens = input
    less.cachedTokens = min(less.cachedTokens, input)
    guard let smaller = try? Bill(less, by: card, terms: terms).total else { return nil }
    return total - smaller
  }
}
