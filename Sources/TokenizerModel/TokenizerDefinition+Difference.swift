extension TokenizerDefinition {
  /// The first part in which another tokenizer gives other ids or other text, as a phrase; nil where
  /// both do the same.
  ///
  /// Byte pairs are the same whether they merge by ranks or by the list that the ranks amount to.
  ///
  /// - Complexity: O(bytes of the vocabulary); with ranks, as `BytePairModel.mergesOfRanks()`.
  package func firstDifference(from other: TokenizerDefinition) -> String? {
    if normalizer != other.normalizer { return "the normalizer" }
    if preTokenizer != other.preTokenizer { return "the pre-tokenizer" }
    if let difference = model.firstDifference(from: other.model) { return difference }
    if postProcessor?.withoutOffsets != other.postProcessor?.withoutOffsets {
      return "the post-processor"
    }
    if decoder != other.decoder { return "the decoder" }
    let (tokens, others) = (comparableAddedTokens, other.comparableAddedTokens)
    if tokens != others {
      let kept = Set(others)
      let lost = tokens.first { !kept.contains($0) }
      return lost.map { "the added token \(JSONReader.quoted($0.content.utf8))" }
        ?? "the added tokens"
    }
    if truncation != other.truncation { return "the truncation" }
    if padding != other.padding { return "the padding" }
    return nil
  }
}

extension TokenizerDefinition {
  /// The added tokens. Where nothing is normalized and all are looked for at the same time, it makes no
  /// difference whether that is before or after.
  package var comparableAddedTokens: [AddedToken] {
    guard normalizer.isEmpty, addedTokens.allSatisfy(\.isNormalized) else { return addedTokens }
    return addedTokens.map { token in
      var token = token
      token.isNormalized = false
      return token
    }
  }
}

extension TokenModel {
  fileprivate func firstDifference(from other: TokenModel) -> String? {
    if self == other { return nil }
    let (tokens, others) = (vocabulary, other.vocabulary)
    for index in 0..<max(tokens.upperBound, others.upperBound)
    where tokens[TokenID(index)] != others[TokenID(index)] {
      return "the token \(index)"
    }
    return comparable == other.comparable ? nil : "the model's rules"
  }

  /// The same model in a form in which equal ones are alike: without gaps behind the last token, and
  /// with the merges that ranks amount to.
  private var comparable: TokenModel {
    var last = vocabulary.upperBound
    while last > 0, !vocabulary.contains(TokenID(last - 1)) { last -= 1 }
    var tokens = Vocabulary()
    for index in 0..<last {
      if let token = vocabulary[TokenID(index)] { tokens.append(token) } else { tokens.appendGap() }
    }
    switch self {
    case .bytePair(var model):
      model.vocabulary = tokens
      return .bytePair(model.comparable)
    case .characterPair(var model):
      model.vocabulary = tokens
      return .characterPair(model)
    case .wordPiece(var model):
      model.vocabulary = tokens
      return .wordPiece(model)
    case .unigram(var model):
      model.vocabulary = tokens
      model.scores = Array(model.scores.prefix(last))
      return .unigram(model)
    case .wordLevel(var model):
      model.vocabulary = tokens
      return .wordLevel(model)
    case .sentencePiece: return self
    }
  }
}

extension BytePairModel {
  /// The same model with its merges as a list where that is possible, and whole pre-tokens taken
  /// where it makes no difference because every token is what its own bytes become.
  fileprivate var comparable: BytePairModel {
    guard let listed = try? mergesOfRanks() else { return self }
    if case .merges(let merges) = mergeRule, merges != listed { return self }
    var model = self
    model.mergeRule = .merges(listed)
    if becomesEveryToken(by: listed) { model.takesWholePreTokens = true }
    return model
  }

  /// Whether each token of two bytes or more is the result of one of the merges of ranks.
  func becomesEveryToken(by merges: [Merge]) -> Bool {
    let longer = (0..<vocabulary.upperBound).count { (vocabulary[TokenID($0)]?.count ?? 0) > 1 }
    return longer == merges.count
  }
}

extension PostProcessor {
  /// What decides ids: steps that decide offsets alone are left out; nil where nothing is left.
  fileprivate var withoutOffsets: PostProcessor? {
    switch self {
    case .template, .bert, .roberta: self
    case .byteLevel: nil
    case .sequence(let processors):
      switch processors.compactMap(\.withoutOffsets) {
      case let rest where rest.isEmpty: nil
      case let rest where rest.count == 1: rest[0]
      case let rest: .sequence(rest)
      }
    }
  }
}
