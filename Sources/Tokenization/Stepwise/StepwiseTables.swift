import PreTokenization
import TextNormalization
import TokenizerModel

/// The unchanging parts of a tokenizer that is more than plain byte-level byte-pair encoding.
final class StepwiseTables: Sendable {
  /// What they were made from, but for the model.
  let steps: TextSteps
  let normalizer: StepwiseNormalizer
  let preTokenizer: StepwisePreTokenizer
  /// What makes words of texts at once, where `UnigramTextEncoder` can run.
  let words: PrecompiledWords?
  let model: Model
  /// The added tokens that are looked for in the source.
  let sourceTokens: AddedTokenFinder
  /// The added tokens that are looked for in normalized text, by their normalized texts.
  let normalizedTokens: AddedTokenFinder
  /// Their normalized texts, by their places among all added tokens.
  private let normalizedTexts: [(place: Int, text: [UInt8])]

  /// How pieces become tokens.
  enum Model: Sendable {
    /// By the tables of byte-pair encoding; ids from `upperBound` on stand for bytes that have no
    /// token. Such bytes are left out before what stands around them is merged.
    case bytePairs(SharedVocabulary, upperBound: UInt32)
    case pieces(PieceModel)
  }

  /// The tables of a WordPiece model, if this is one.
  var wordPiece: WordPieceTables? {
    if case .pieces(.wordPiece(let tables)) = model { tables } else { nil }
  }

  /// The tables of some steps, a model and the added tokens beside it.
  ///
  /// - Throws: `TokenizationError` where a step cannot be run.
  init(
    _ steps: TextSteps, _ model: Model, _ tokens: [AddedToken]
  ) throws(TokenizationError) {
    let normalizer = try StepwiseNormalizer(steps.normalizer)
    self.steps = steps
    self.model = model
    self.normalizer = normalizer
    preTokenizer = try StepwisePreTokenizer(
      steps.preTokenizer, givesBytes: model.isBytePairs,
      isMapped: steps.normalizer.contains(.byteLevel), dropping: model.missingBytes)
    if case .pieces(.unigram) = model,
      steps.preTokenizer == [.whitespaceSplit, .metaspace(Metaspace())]
    {
      words = normalizer.precompiledWords
    } else {
      words = nil
    }
    sourceTokens = AddedTokenFinder(
      tokens,
      texts: tokens.enumerated().filter { !$1.isNormalized }.map { ($0, Array($1.content.utf8)) })
    var normalized: [(place: Int, text: [UInt8])] = []
    for (place, token) in tokens.enumerated() where token.isNormalized {
      var text = AlignedText(Array(token.content.utf8).span, keepsOrigins: false)
      try normalizer.apply(to: &text)
      normalized.append((place, text.bytes))
    }
    normalizedTokens = AddedTokenFinder(tokens, texts: normalized)
    normalizedTexts = normalized
  }

  /// What normalizing makes of added tokens, for those that it changes.
  func normalizedContents(of tokens: [AddedToken]) -> [TokenID: [UInt8]] {
    var contents: [TokenID: [UInt8]] = [:]
    for (place, text) in normalizedTexts where !text.elementsEqual(tokens[place].content.utf8) {
      contents[tokens[place].id] = text
    }
    return contents
  }
}

extension StepwiseTables.Model {
  /// The model of a definition.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  init(_ definition: TokenizerDefinition) throws(TokenizationError) {
    self =
      definition.model.bytePair != nil
      ? try Self.bytePairs(definition) : .pieces(try PieceModel(definition.model))
  }

  /// Whether it is byte-pair encoding over bytes.
  var isBytePairs: Bool {
    if case .bytePairs = self { true } else { false }
  }

  /// The bytes that have no token, in byte-pair encoding over bytes.
  fileprivate var missingBytes: Set<UInt8> {
    guard case .bytePairs(let vocabulary, let upperBound) = self else { return [] }
    return vocabulary.texts.withTables { tables in
      Set((UInt8.min...UInt8.max).filter { tables.byteTokens[Int($0)] >= upperBound })
    }
  }

  /// The tables of byte pairs, with a token of its own for each byte that has none.
  private static func bytePairs(
    _ definition: TokenizerDefinition
  ) throws(TokenizationError) -> Self {
    var definition = definition
    definition.addedTokens = []
    definition.framingRules = FramingRules()
    let upperBound = definition.model.vocabulary.upperBound
    for byte in definition.model.bytePair?.missingBytes ?? [] {
      definition.model.bytePair?.vocabulary.append(CollectionOfOne(byte))
    }
    return .bytePairs(try SharedVocabulary(definition), upperBound: UInt32(upperBound))
  }
}

extension TokenizerDefinition {
  /// Whether plain byte-level encoding with a search for added tokens in the source does all that the
  /// definition asks for.
  var isPlain: Bool {
    guard let plain = byteLevel else { return false }
    let flagged = addedTokens.contains {
      $0.isSingleWord || $0.takesSpaceBefore || $0.takesSpaceAfter
    }
    let normalized = addedTokens.count { $0.isNormalized }
    // Without a normalizer all tokens are found in the same text; but tokens that are to be found
    // after normalization come second, so that there must be none or nothing else.
    let isOneSearch =
      normalized == 0 || (plain.normalizer == .none && normalized == addedTokens.count)
    return !flagged && isOneSearch && plain.model.missingBytes.isEmpty
      && !addedTokens.contains { model.vocabulary.contains($0.id) }
  }
}
