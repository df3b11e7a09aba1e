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
  /// Tokens that stand beside the model, in the order of their ids.
  public var addedTokens: [AddedToken]

  /// A definition of the given parts.
  public init(
    normalizer: NormalizationForm, preTokenizer: SplitPattern, model: BytePairModel,
    addedTokens: [AddedToken] = []
  ) {
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    self.model = model
    self.addedTokens = addedTokens
  }

  /// One more than the highest id, added tokens included.
  public var idUpperBound: Int {
    addedTokens.reduce(model.vocabulary.upperBound) { max($0, $1.id.index + 1) }
  }
}
