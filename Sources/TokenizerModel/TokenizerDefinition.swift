public import PreTokenization
public import TextNormalization

/// What a trained tokenizer *is*: every fact that decides its ids, and nothing about how they are
/// computed or where they are stored.
public struct TokenizerDefinition: Sendable, Equatable {
  /// What is done to the text before it is cut, step by step.
  public var normalizer: [NormalizationStep]
  /// How the text is cut into pieces, step by step.
  public var preTokenizer: [PreTokenizationStep]
  /// The tokens and the rule that finds them in a piece.
  public var model: TokenModel
  /// What frames the tokens of a text for a model.
  public var postProcessor: PostProcessor?
  /// How tokens become text again, step by step. Without steps, tokens are joined by spaces.
  public var decoder: [DecodingStep]
  /// Tokens that stand beside the model, in the order of their ids.
  public var addedTokens: [AddedToken]
  /// How the file wants long texts cut.
  public var truncation: Truncation?
  /// How the file wants short texts filled up.
  public var padding: Padding?

  /// A definition of the given parts.
  public init(
    normalizer: [NormalizationStep], preTokenizer: [PreTokenizationStep], model: TokenModel,
    postProcessor: PostProcessor? = nil, decoder: [DecodingStep], addedTokens: [AddedToken] = [],
    truncation: Truncation? = nil, padding: Padding? = nil
  ) {
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    self.model = model
    self.postProcessor = postProcessor
    self.decoder = decoder
    self.addedTokens = addedTokens
    self.truncation = truncation
    self.padding = padding
  }

  /// One more than the highest id, added tokens included.
  public var idUpperBound: Int {
    addedTokens.reduce(model.vocabulary.upperBound) { max($0, $1.id.index + 1) }
  }
}
