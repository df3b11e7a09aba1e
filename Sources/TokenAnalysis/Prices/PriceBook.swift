/// A price list: what one source says of many models.
public struct PriceBook: Sendable {
  /// Who made the list.
  public let source: String
  /// The day of the list, where it is known.
  public let date: CivilDate?
  /// The models in the order of the list.
  public let models: [PricedModel]
  private let places: [[UInt8]: Int]

  /// A list; of models with one name, byte for byte, the first counts.
  public init(source: String, date: CivilDate?, models: [PricedModel]) {
    self.source = source
    self.date = date
    self.models = models
    places = Dictionary(
      models.enumerated().map { (Array($1.name.utf8), $0) }, uniquingKeysWith: { first, _ in first }
    )
  }

  /// The model of a name, byte for byte.
  public subscript(name: String) -> PricedModel? {
    places[Array(name.utf8)].map { models[$0] }
  }
}
