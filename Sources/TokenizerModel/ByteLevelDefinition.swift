public import PreTokenization
public import TextNormalization

/// A tokenizer that is plain byte-level byte-pair encoding: one normal form, one split pattern, byte
/// pairs. It is what this package trains, and what rank files hold.
public struct ByteLevelDefinition: Sendable, Equatable {
  /// The form that text is brought into before it is cut.
  public var normalizer: NormalizationForm
  /// How the text is cut into pre-tokens.
  public var preTokenizer: SplitPattern
  /// The tokens and the rule that merges them.
  public var model: BytePairModel

  /// A definition of the given parts.
  public init(normalizer: NormalizationForm, preTokenizer: SplitPattern, model: BytePairModel) {
    self.normalizer = normalizer
    self.preTokenizer = preTokenizer
    self.model = model
  }
}

extension TokenizerDefinition {
  /// A plain byte-level tokenizer and the tokens beside it.
  public init(
    normalizer: NormalizationForm, preTokenizer: SplitPattern, model: BytePairModel,
    addedTokens: [AddedToken] = []
  ) {
    self.init(
      normalizer: normalizer == .none ? [] : [.form(normalizer)],
      preTokenizer: Self.steps(of: preTokenizer), model: .bytePair(model), decoder: [.byteLevel],
      addedTokens: addedTokens)
  }

  /// The parts of the tokenizer if it is plain byte-level byte-pair encoding, otherwise nil. Added
  /// tokens, and what frames a prompt, may be anything.
  public var byteLevel: ByteLevelDefinition? {
    guard let form = plainForm, let pattern = plainPattern, decoder == [.byteLevel],
      let model = model.bytePair
    else { return nil }
    return ByteLevelDefinition(normalizer: form, preTokenizer: pattern, model: model)
  }

  private static func steps(of pattern: SplitPattern) -> [PreTokenizationStep] {
    switch pattern {
    case .gpt2: [.byteLevel(addsPrefixSpace: false, usesPattern: true)]
    case .none: [.byteLevel(addsPrefixSpace: false, usesPattern: false)]
    case .cl100k, .o200k, .whitespace, .regularExpression:
      [
        .split(.pattern(pattern), .isolated, isInverted: false),
        .byteLevel(addsPrefixSpace: false, usesPattern: false),
      ]
    }
  }

  private var plainForm: NormalizationForm? {
    if normalizer.isEmpty { return NormalizationForm.none }
    guard normalizer.count == 1, case .form(let form) = normalizer[0] else { return nil }
    return form
  }

  private var plainPattern: SplitPattern? {
    guard case .byteLevel(addsPrefixSpace: false, let usesPattern) = preTokenizer.last else {
      return nil
    }
    if preTokenizer.count == 1 { return usesPattern ? .gpt2 : SplitPattern.none }
    guard preTokenizer.count == 2, !usesPattern,
      case .split(.pattern(let pattern), .isolated, isInverted: false) = preTokenizer[0]
    else { return nil }
    return pattern
  }
}
