/// What a file says of the way texts become inputs of a model: its frame, and how long it may and must
/// be. None of it touches a text alone.
public struct FramingRules: Sendable, Equatable {
  /// What frames the tokens of a text.
  public var postProcessor: PostProcessor?
  /// How long texts are cut.
  public var truncation: Truncation?
  /// How short texts are filled up.
  public var padding: Padding?

  /// Rules of the given parts.
  public init(
    postProcessor: PostProcessor? = nil, truncation: Truncation? = nil, padding: Padding? = nil
  ) {
    self.postProcessor = postProcessor
    self.truncation = truncation
    self.padding = padding
  }

  /// A rule that changes which ids there are.
  package enum Part: Sendable, CaseIterable {
    case specialTokens, truncation, padding
  }

  /// The rules that change ids, beside those that a caller applies: a phrase each.
  package func phrases(besides applied: Set<Part> = []) -> [String] {
    var phrases: [String] = []
    if let name = postProcessor?.framingName, !applied.contains(.specialTokens) {
      phrases.append("post_processor \"\(name)\"")
    }
    if truncation != nil, !applied.contains(.truncation) { phrases.append("truncation") }
    if padding != nil, !applied.contains(.padding) { phrases.append("padding") }
    return phrases
  }
}

extension TokenizerDefinition {
  /// How texts become inputs of a model.
  public var framingRules: FramingRules {
    get { FramingRules(postProcessor: postProcessor, truncation: truncation, padding: padding) }
    set {
      postProcessor = newValue.postProcessor
      truncation = newValue.truncation
      padding = newValue.padding
    }
  }
}

extension PostProcessor {
  /// How many tokens it adds to a text, or to a pair of texts.
  public func addedTokenCount(isPair: Bool) -> Int {
    switch self {
    case .template(let template):
      (isPair ? template.pair : template.single).reduce(0) { $0 + template.tokens(of: $1).count }
    case .bert: isPair ? 3 : 2
    case .roberta: isPair ? 4 : 2
    case .byteLevel: 0
    case .sequence(let processors):
      processors.reduce(0) { $0 + $1.addedTokenCount(isPair: isPair) }
    }
  }

  /// The name of what frames a text with tokens, or nil where nothing does.
  fileprivate var framingName: String? {
    switch self {
    case .template: "TemplateProcessing"
    case .bert: "BertProcessing"
    case .roberta: "RobertaProcessing"
    case .byteLevel: nil
    case .sequence(let processors): processors.lazy.compactMap(\.framingName).first
    }
  }
}

extension PromptTemplate {
  /// The tokens that a part stands for; none where it is a text.
  package func tokens(of part: Part) -> [FramingToken] {
    guard case .token(let name, _) = part else { return [] }
    return tokens.first { $0.name == name }?.tokens ?? []
  }
}
