import PreTokenization
import TextNormalization

extension TokenizerDefinition {
  /// A tokenizer in the terms of a tokenizer.json.
  package struct Restated: Sendable {
    /// The tokenizer.
    package var definition: TokenizerDefinition
    /// Why some text may get other ids, or nil where none can.
    package var doubt: String?
  }

  /// The same tokenizer in the terms of a tokenizer.json: merges as a list, and for a SentencePiece
  /// model the steps that amount to its rules.
  ///
  /// - Throws: `TokenizerModelError.notExpressible` where there are none.
  package func restated() throws(TokenizerModelError) -> Restated {
    guard case .sentencePiece(let model) = model else {
      return Restated(definition: try withListedMerges())
    }
    guard normalizer.count == 1, case .sentencePiece(let rules) = normalizer[0] else {
      throw .restating("its normalizer is not SentencePiece's")
    }
    return try SentencePieceTerms(model: model, rules: rules, controls: addedTokens).restated()
  }
}

extension TokenizerModelError {
  /// A SentencePiece model that has no equal.
  fileprivate static func restating(_ reason: String) -> TokenizerModelError {
    .notExpressible(format: "tokenizer.json", reason: reason)
  }
}

/// A SentencePiece model while it is put in the terms of a tokenizer.json.
private struct SentencePieceTerms {
  let model: SentencePieceModel
  let rules: SentencePieceNormalization
  let controls: [AddedToken]

  private static let visibleSpace = Array("\u{2581}".utf8)

  func restated() throws(TokenizerModelError) -> TokenizerDefinition.Restated {
    if rules.spacesFollowWords { throw .restating("its spaces follow words") }
    if !rules.escapesSpaces { throw .restating("its spaces are not escaped") }
    if let id = model.ids(of: .unused).first {
      throw .restating("token \(id.rawValue) is unused, which no other model knows")
    }
    let definition = TokenizerDefinition(
      normalizer: normalizer, preTokenizer: try preTokenizer(), model: try restatedModel(),
      decoder: decoder, addedTokens: try addedTokens())
    var doubt: String?
    if rules.characterMap != nil {
      doubt = "its table of characters is applied to one grapheme after another there"
    } else if model.algorithm == .unigram {
      doubt = "sums of scores are rounded otherwise there, so that ties may fall otherwise"
    }
    return TokenizerDefinition.Restated(definition: definition, doubt: doubt)
  }

  /// What SentencePiece does in one pass, step by step. Spaces at the end go after they are made
  /// visible, since it takes visible ones that stood in the text with them.
  private var normalizer: [NormalizationStep] {
    var steps: [NormalizationStep] = []
    if let map = rules.characterMap { steps.append(.precompiled(map)) }
    if rules.removesExtraSpaces {
      steps.append(.replace(.regularExpression(#"\A +"#), with: []))
      steps.append(.replace(.regularExpression(" {2,}"), with: [0x20]))
    }
    if rules.addsDummyPrefix { steps.append(.prepend(Self.visibleSpace)) }
    steps.append(.replace(.literal([0x20]), with: Self.visibleSpace))
    if rules.removesExtraSpaces {
      steps.append(.replace(.regularExpression("\u{2581}+\\z"), with: []))
    }
    return steps
  }

  /// Whether user-defined symbols are added tokens. Where a space is written before every text, they
  /// are not: it would be written after each of them too.
  private var addsUserDefined: Bool {
    !rules.addsDummyPrefix && !rules.removesExtraSpaces && rules.characterMap == nil
  }

  /// User-defined symbols as pieces of their own, the longest first.
  private func preTokenizer() throws(TokenizerModelError) -> [PreTokenizationStep] {
    let ids = model.ids(of: .userDefined)
    if addsUserDefined || ids.isEmpty { return [] }
    if model.fallsBackToBytes {
      throw .restating("it has user-defined symbols, byte tokens and a space before every text")
    }
    var texts: [String] = []
    for id in ids {
      let bytes = model.vocabulary[id] ?? []
      guard let text = String(validating: bytes, as: UTF8.self),
        !text.unicodeScalars.contains(where: { $0 == " " || $0 == "\u{2581}" })
      else { throw .restating("the user-defined symbol \(id.rawValue) has a space in it") }
      texts.append(text)
    }
    // No two are alike, so that among those of one length the order does not matter to a match.
    texts.sort {
      $0.utf8.count == $1.utf8.count
        ? $0.utf8.lexicographicallyPrecedes($1.utf8) : $0.utf8.count > $1.utf8.count
    }
    return [
      .split(
        .pattern(.recognizing(texts.map(Self.escaped).joined(separator: "|"))), .isolated,
        isInverted: false)
    ]
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if #".^$|()[]{}*+?\"#.unicodeScalars.contains(scalar) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  private var decoder: [DecodingStep] {
    var steps: [DecodingStep] = [.replace(.literal(Self.visibleSpace), with: [0x20])]
    if model.fallsBackToBytes { steps.append(.byteFallback) }
    steps.append(.fuse)
    if rules.addsDummyPrefix || rules.removesExtraSpaces {
      steps.append(.strip(" ", left: 1, right: 0))
    }
    return steps
  }

  /// The model without the texts of added tokens that are special.
  private func restatedModel() throws(TokenizerModelError) -> TokenModel {
    var vocabulary = Vocabulary()
    for index in model.kinds.indices {
      switch model.kinds[index] {
      case .control, .unknown: vocabulary.appendGap()
      case .normal, .userDefined, .unused, .byte:
        vocabulary.append(model.vocabulary[TokenID(index)] ?? [])
      }
    }
    switch model.algorithm {
    case .unigram:
      return .unigram(
        UnigramModel(
          vocabulary: vocabulary, scores: model.scores.map { ScoreNumber.writable(Double($0)) },
          unknownToken: model.unknownToken, fallsBackToBytes: model.fallsBackToBytes))
    case .bytePair:
      let merges = try model.mergesOfScores()
      let takesWhole = !addsUserDefined && model.kinds.contains(.userDefined)
      if takesWhole, let id = model.unmade(by: merges) {
        throw .restating("token \(id.rawValue) is never made, and it has user-defined symbols")
      }
      return .characterPair(
        CharacterPairModel(
          vocabulary: vocabulary, merges: merges, unknownToken: model.unknownToken,
          fusesUnknown: true, fallsBackToBytes: model.fallsBackToBytes,
          takesWholePieces: takesWhole))
    }
  }

  /// Control symbols and the unknown token, which no plain text spells, and user-defined symbols.
  private func addedTokens() throws(TokenizerModelError) -> [AddedToken] {
    var tokens = controls
    let kinds: [SentencePieceModel.Kind] = addsUserDefined ? [.unknown, .userDefined] : [.unknown]
    for kind in kinds {
      for id in model.ids(of: kind) {
        guard let content = String(validating: model.vocabulary[id] ?? [], as: UTF8.self) else {
          throw .restating("token \(id.rawValue) is not UTF-8")
        }
        tokens.append(
          AddedToken(
            content: content, id: id, isSpecial: kind == .unknown,
            isNormalized: kind == .userDefined))
      }
    }
    return tokens.sorted { $0.id < $1.id }
  }
}
