/// What BERT's normalizer does to a text, in this order.
///
/// Source: `BertNormalizer` of huggingface/tokenizers 0.23.
public struct BertNormalization: Hashable, Sendable {
  /// Whether control characters are dropped and white space becomes spaces.
  public var cleansText: Bool
  /// Whether ideographs are set apart by spaces.
  public var separatesIdeographs: Bool
  /// Whether accents are dropped after canonical decomposition; nil: where `lowercases` is set.
  public var stripsAccents: Bool?
  /// Whether letters become lower case.
  public var lowercases: Bool

  /// A normalization of the given parts.
  public init(
    cleansText: Bool = true, separatesIdeographs: Bool = true, stripsAccents: Bool? = nil,
    lowercases: Bool = true
  ) {
    self.cleansText = cleansText
    self.separatesIdeographs = separatesIdeographs
    self.stripsAccents = stripsAccents
    self.lowercases = lowercases
  }
}
