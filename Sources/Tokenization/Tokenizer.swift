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

  let image: VocabularyImage
  let normalizer: Normalizer
  let preTokenizer: PreTokenizer
  let added: AddedTokenTable
  let aids = SharedEncodingAids()

  /// Compiles a definition.
  ///
  /// - Throws: `TokenizationError` where the definition contradicts itself.
  /// - Complexity: O(bytes of the vocabulary + tokens · log tokens) for vocabularies that a trainer
  ///   made. O200k_base takes about a tenth of a second.
  public init(_ definition: TokenizerDefinition) throws(TokenizationError) {
    guard let byteLevel = definition.byteLevel else {
      throw .unsupported(part: "everything but plain byte-level byte-pair encoding")
    }
    normalizer = Normalizer(byteLevel.normalizer)
    do {
      preTokenizer = try PreTokenizer(byteLevel.preTokenizer)
    } catch {
      throw .preTokenization(error)
    }
    added = try AddedTokenTable(definition)
    image = VocabularyImage(try VocabularyCompiler.compile(definition))
  }

  /// The tokens that stand beside the model, in the order of their ids.
  public var addedTokens: [AddedToken] { added.tokens }

  /// The form that text is brought into before it is cut.
  public var normalizationForm: NormalizationForm { normalizer.form }

  /// The pattern by which text is cut into pre-tokens.
  public var splitPattern: SplitPattern { preTokenizer.pattern }

  /// One more than the highest id.
  public var idUpperBound: Int { image.withTables { $0.upperBound } }

  /// The bytes of a token, added or not; nil where the id has none.
  ///
  /// - Complexity: O(length of the token).
  public func tokenBytes(of id: TokenID) -> [UInt8]? {
    image.withTables { tables in
      tables.range(id.rawValue).map { tables.text.elements($0) }
    }
  }
}
