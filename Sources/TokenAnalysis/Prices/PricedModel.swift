/// What a source says of one model: its prices through time and its limits.
public struct PricedModel: Hashable, Sendable {
  /// A card and when it holds.
  public struct Version: Hashable, Sendable {
    /// The first day on which it holds; nil where it always has.
    public var from: CivilDate?
    /// The hours of the day in which it holds, in UTC; nil where it holds all day.
    public var hours: OffPeakRates.Window?
    /// The prices.
    public var card: RateCard

    /// A version of a card.
    public init(from: CivilDate? = nil, hours: OffPeakRates.Window? = nil, card: RateCard) {
      self.from = from
      self.hours = hours
      self.card = card
    }
  }

  /// The name by which the source lists it.
  public var name: String
  /// Who sells it, as the source writes it.
  public var vendor: String
  /// Cards in the order of the source; the last one that holds is the one that counts.
  public var versions: [Version]
  /// The most tokens of input.
  public var contextWindow: Int?
  /// The most tokens of output.
  public var outputLimit: Int?
  /// Where the source has it from, usually a page of the vendor.
  public var source: String?
  /// The day of the facts, where the row has one of its own.
  public var date: CivilDate?

  /// What a source says of a model.
  public init(
    name: String, vendor: String, versions: [Version], contextWindow: Int? = nil,
    outputLimit: Int? = nil, source: String? = nil, date: CivilDate? = nil
  ) {
    self.name = name
    self.vendor = vendor
    self.versions = versions
    self.contextWindow = contextWindow
    self.outputLimit = outputLimit
    self.source = source
    self.date = date
  }

  /// The card that holds on a day and at a moment of the week: without a day the newest one, without
  /// a moment that of all hours or of the dear ones, which lists name after the cheap ones.
  ///
  /// Where none holds, on a day before the first known one, it is the first, as in genai-prices.
  public func card(on day: CivilDate? = nil, at moment: WeekMoment? = nil) -> RateCard? {
    let holding = versions.last { version in
      let hasBegun = day.map { today in version.from.map { $0 <= today } ?? true } ?? true
      let isOpen = version.hours.map { hours in
        moment.map { hours.contains(minute: $0.minute) } ?? true
      }
      return hasBegun && (isOpen ?? true)
    }
    return (holding ?? versions.first)?.card
  }
}
