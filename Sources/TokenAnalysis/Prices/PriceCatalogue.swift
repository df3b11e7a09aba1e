/// Several price lists in the order of trust.
public struct PriceCatalogue: Sendable {
  /// What a list says of a model on one day.
  public struct Quote: Sendable {
    /// The model as the list has it.
    public var model: PricedModel
    /// The card that holds.
    public var card: RateCard
    /// The list.
    public var source: String
    /// The day of the row, or of the list.
    public var date: CivilDate?
  }

  /// The lists; the first that knows a model counts.
  public let books: [PriceBook]

  /// A catalogue of lists in the order of trust.
  public init(books: [PriceBook]) {
    self.books = books
  }

  /// What each list that knows the model says of it, in the order of trust.
  public func quotes(
    for name: String, on day: CivilDate? = nil, at moment: WeekMoment? = nil
  ) -> [Quote] {
    books.compactMap { book in
      guard let model = Self.names(for: name).lazy.compactMap({ book[$0] }).first,
        let card = model.card(on: day, at: moment)
      else { return nil }
      return Quote(model: model, card: card, source: book.source, date: model.date ?? book.date)
    }
  }

  /// The names of all models, in the order of the lists.
  public var modelNames: [String] { books.flatMap { $0.models.map(\.name) } }

  /// The spellings under which lists have the models of those who made them.
  private static func names(for name: String) -> [String] {
    let bare = name.split(separator: "/").last.map(String.init) ?? name
    let other = otherSpellings[bare].map { [$0] } ?? []
    return [name] + ([bare] + other).flatMap { bare in [bare] + makers.map { "\($0)/\(bare)" } }
  }

  /// How a list writes a name that its vendor writes otherwise.
  private static let otherSpellings = ["solar-pro3": "solar-pro-3"]

  private static let makers = [
    "openai", "anthropic", "gemini", "google", "deepseek", "mistral", "xai", "x-ai", "cohere",
    "upstage", "openrouter/upstage", "moonshot", "moonshotai", "dashscope", "zai",
  ]
}

extension PriceCatalogue.Quote {
  /// Where another list bills a call differently: one sentence, or nil where both agree.
  public func disagreement(
    with other: PriceCatalogue.Quote, on usage: TokenUsage, terms: Bill.Terms
  ) throws(TokenAnalysisError) -> String? {
    let (ours, theirs) = (
      try Bill(usage, by: card, terms: terms).total,
      try Bill(usage, by: other.card, terms: terms).total
    )
    guard ours != theirs else { return nil }
    let texts = [ours, theirs].map { $0.map { "$\($0)" } ?? "no price" }
    return "\(source) and \(other.source) disagree: \(texts[0]) and \(texts[1])"
  }
}
