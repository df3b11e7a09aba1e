public import PreTokenization
public import TextNormalization

/// What a trained tokenizer *is*: every fact that decides its ids, and nothing about how they are
/// computed or where they are stored.
public struct TokenizerDefinition: Sendable, Equatable {
  /// What is done to the text before it is cut.
  public var normalizer: NormalizationForm
  /// How the text is cut into pre-tokens.
  public var preTokenizer: SplitPattern
  /// The tokens and the rule that merges them.
  public var model: BytePairModel
  /// Tokens that stand for themselves, in the order of their ids. Their text is cut out before
  /// normalization, and only where the caller allows them by name.
  public var specialTokens: [SpecialToken]

  /// A definition of the given parts.
  public init(
    normalizer: NormalizationForm, preTokenizer: SplitPattern, model: BytePairModel,
    specialTokens: [SpecialToken] = []
  ) {
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    self.model = model
    self.specialTokens = specialTokens
  }

  /// One more than the highest id, special tokens included.
  public var idUpperBound: Int {
    specialTokens.reduce(model.vocabulary.upperBound) { max($0, $1.id.index + 1) }
  }
}

/// A token that no text is split into: a control mark such as `<|endoftext|>`.
public struct SpecialToken: Hashable, Sendable {
  /// The text that stands for the token.
  public var content: String
  /// Its id. The same id may stand in the vocabulary, with the same bytes.
  public var id: TokenID

  /// A special token of the given text and id.
  public init(content: String, id: TokenID) {
    self.content = content
    self.id = id
  }

  /// Whether both have the same id and the same bytes (canonical equivalence is not enough).
  public static func == (left: SpecialToken, right: SpecialToken) -> Bool {
    left.id == right.id && left.content.utf8.elementsEqual(right.content.utf8)
  }

  /// Hashes the id and the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    for byte in content.utf8 { hasher.combine(byte) }
  }
}
