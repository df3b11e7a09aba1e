public import TokenizerModel
public import PreTokenization
public import TextNormalization

/// Turns text into token ids and ids into text, as a trained tokenizer defines it.
///
/// A tokenizer never changes; any number of threads may use it at once. Copies share one set of tables.
///
/// ```swift
/// let tokenizer = try Tokenizer(definition)
/// let ids = try tokenizer.encode("안녕하세요")
/// let text = try tokenizer.decodeText(ids)  // "안녕하세요"
/// ```
///
/// Text is bytes: whatever bytes go in, valid UTF-8 or not, come out again, unless the tokenizer has a
/// normalizer. Special tokens such as `<|endoftext|>` are ordinary text unless the caller allows them.
///
/// To encode many texts on one thread, take an ``EncodingSession``; to encode many on several threads,
/// ``encodeBatch(_:allowedSpecial:threads:)``.
public struct Tokenizer: Sendable {
  /// The longest text that one call takes, in bytes.
  public static let longestText = Int(Int32.max)

  let vocabulary: SharedVocabulary
  let normalizer: Normalizer
  let preTokenizer: PreTokenizer
  let added: AddedTokenTable
  let aids = SharedEncodingAids()
  let paths = SharedTokenPaths()
  /// What makes decoding quicker.
  let shortTokens: DeferredTables<ShortTokens>
  /// What plain byte-level encoding does not cover; nil where it covers everything. The normalizer and
  /// the pre-tokenizer above then do nothing, and the image only knows the texts of tokens.
  let stepwise: StepwiseTables?
  /// What encodes raw text in one pass, where that is possible.
  let rawText: DeferredTables<BertTextTables>?
  /// The token that stands for text which no other token can carry; nil in byte-level encoding, which
  /// loses nothing.
  public let unknownToken: TokenID?
  /// How tokens become text where joining their bytes is not enough.
  let chain: TokenChain?
  /// The texts of added tokens that are not their content where tokens become text: what normalizing
  /// makes of those that are found in normalized text.
  let normalizedContents: [TokenID: [UInt8]]
  /// What composes the text of tokens in the end, where the definition says so.
  let composer: Normalizer?
  /// What the tokenizer's file says of the way texts become inputs of a model. ``Framing`` applies it.
  public internal(set) var framingRules: FramingRules

  /// Compiles a definition.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  /// - Complexity: O(bytes of the vocabulary + tokens · log tokens) for vocabularies that a trainer
  ///   made. O200k_base takes about a tenth of a second. Of a long list of merges, and of WordPiece, the
  ///   tables that make encoding quick are made by the first texts, once there are some KiB of them.
  public init(_ definition: TokenizerDefinition) throws(TokenizationError) {
    if definition.isPlain {
      try self.init(try SharedVocabulary(definition))
    } else {
      try self.init(
        TextSteps(definition), StepwiseTables.Model(definition),
        try VocabularyCompiler.texts(of: definition))
    }
  }

  /// Runs a plain byte-level vocabulary whose tables are sound.
  init(_ vocabulary: SharedVocabulary) throws(TokenizationError) {
    let definition = vocabulary.texts.vocabulary.definition
    normalizer = Normalizer(definition.normalizer)
    do throws(PreTokenizationError) {
      preTokenizer = try PreTokenizer(definition.preTokenizer)
    } catch {
      throw .preTokenization(error)
    }
    added = AddedTokenTable(definition.addedTokens)
    stepwise = nil
    rawText = nil
    unknownToken = nil
    chain = nil
    normalizedContents = [:]
    composer = nil
    framingRules = definition.framing
    self.vocabulary = vocabulary
    shortTokens = Self.shortTokens(of: vocabulary)
  }

  private static func shortTokens(of vocabulary: SharedVocabulary) -> DeferredTables<ShortTokens> {
    DeferredTables(worthwhile: ShortTokens.worthwhile) {
      vocabulary.texts.withTables { ShortTokens($0) }
    }
  }

  /// Runs what is more than plain byte-level byte-pair encoding: steps, a model whose tables are sound,
  /// and the texts of all tokens.
  init(
    _ steps: TextSteps, _ model: StepwiseTables.Model, _ texts: CompiledVocabulary
  ) throws(TokenizationError) {
    normalizer = Normalizer(.none)
    do throws(PreTokenizationError) {
      preTokenizer = try PreTokenizer(SplitPattern.none)
    } catch {
      throw .preTokenization(error)
    }
    added = AddedTokenTable(texts.definition.addedTokens)
    let tables = try StepwiseTables(steps, model, added.tokens)
    stepwise = tables
    rawText = tables.wordPiece.flatMap { BertTextTables.deferred(steps, $0) }
    unknownToken = steps.unknownToken
    let hasBytes = model.isBytePairs
    normalizedContents = tables.normalizedContents(of: added.tokens)
    let canJoin = hasBytes && normalizedContents.isEmpty
    let composes = steps.decoder == [.composedByteLevel] && canJoin
    let joins = composes || steps.decoder == [.byteLevel] && canJoin
    chain = joins ? nil : try TokenChain(steps.decoder)
    composer = composes ? Normalizer(.nfc) : nil
    framingRules = texts.definition.framing
    vocabulary = SharedVocabulary(texts)
    shortTokens = Self.shortTokens(of: vocabulary)
  }

  /// Tables that hold the texts of all tokens, and perhaps others too.
  var texts: VocabularyImage { vocabulary.texts }

  /// All tables of plain byte-level encoding, which may have to be made for this.
  var image: VocabularyImage { vocabulary.image }

  /// The tokens that stand beside the model, in the order of their ids.
  public var addedTokens: [AddedToken] { added.tokens }

  /// The form that text is brought into before it is cut, in plain byte-level encoding; `none` where
  /// more than that happens.
  public var normalizationForm: NormalizationForm { normalizer.form }

  /// The pattern by which text is cut into pre-tokens, in plain byte-level encoding; `none` where more
  /// than that happens.
  public var splitPattern: SplitPattern { preTokenizer.pattern }

  /// Whether the text of ids is the text of each, joined, so that it does not matter where a document
  /// ends.
  package var decodesByJoining: Bool { chain == nil && composer == nil }

  /// One more than the highest id.
  public var idUpperBound: Int { texts.withTables { $0.upperBound } }

  /// The bytes of a token, added or not; nil where the id has none.
  ///
  /// - Complexity: O(length of the token).
  public func tokenBytes(of id: TokenID) -> [UInt8]? {
    texts.withTables { tables in
      tables.range(id.rawValue).map { tables.text.elements($0) }
    }
  }

  /// Lends the bytes of a token, added or not, without copying them; nil where the id has none.
  ///
  /// - Throws: What the closure throws.
  /// - Complexity: O(1).
  public func withTokenBytes<Result, Failure: Error>(
    of id: TokenID, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result? {
    try texts.withTables { tables throws(Failure) in
      guard let range = tables.range(id.rawValue) else { return nil }
      return try tables.text.withSpan(range, body)
    }
  }

  /// Whether an id has a token, added or not.
  func hasToken(_ id: TokenID) -> Bool {
    texts.withTables { $0.range(id.rawValue) != nil }
  }
}
