public import PreTokenization
public import TextNormalization
public import TokenizerModel

/// Why a definition cannot be run, or a text or list of ids cannot be turned into the other.
public enum TokenizationError: Error, Equatable, Sendable {
  /// The vocabulary has no token for a single byte, so some texts would have no encoding.
  case missingByteToken(UInt8)
  /// A token or added token has no bytes.
  case emptyToken(id: TokenID)
  /// An id is too large for the tables.
  case idTooLarge(TokenID, limit: Int)
  /// Two tokens claim one id; the text is that of the added token.
  case idTakenTwice(TokenID, addedToken: String)
  /// Two added tokens have the same text.
  case addedTokenTwice(String)
  /// A merge names an id without a token, or its result is not the token of the joined bytes. The
  /// place counts from 0 in the list of merges.
  case badMerge(Merge, place: Int)
  /// A list of merges is too long for the tables.
  case tooManyMerges(Int, limit: Int)
  /// The token bytes take more room than the tables can address.
  case vocabularyTooLarge(bytes: Int, limit: Int)
  /// The bytes of a compiled vocabulary cannot be run.
  case badCompiledVocabulary(CompiledVocabularyProblem)
  /// The split pattern cannot be used, or a text cannot be cut by it. Offsets count from the start of
  /// the stretch, after normalization, between two added tokens.
  case preTokenization(PreTokenizationError)
  /// The definition has a normalizer that cannot be used.
  case normalization(TextNormalizationError)
  /// The definition has a part that this version cannot run.
  case unsupported(part: String)
  /// A token was allowed by name that is no special token of this tokenizer.
  case notASpecialToken(String)
  /// A text or pair of texts cannot be framed as asked.
  case framing(FramingProblem)
  /// A text is longer than one call can take.
  case textTooLong(bytes: Int, limit: Int)
  /// An id has no token; the position counts ids from 0 in the list that was to be decoded.
  case unknownID(TokenID, position: Int)
}

extension TokenizationError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String { JSONReader.inOneLine(phrase) }

  private var phrase: String {
    switch self {
    case .missingByteToken(let byte):
      "the vocabulary has no token for the single byte \(byte)"
    case .emptyToken(let id):
      "the token \(id.rawValue) has no bytes"
    case .idTooLarge(let id, let limit):
      "the id \(id.rawValue) is not below \(limit)"
    case .idTakenTwice(let id, let text):
      "the added token \"\(text)\" has the id \(id.rawValue), which another token has"
    case .addedTokenTwice(let text):
      "the added token \"\(text)\" stands twice"
    case .badMerge(let merge, let place):
      "merge \(place) (\(merge.left.rawValue), \(merge.right.rawValue)) does not give "
        + "\(merge.result.rawValue)"
    case .tooManyMerges(let count, let limit):
      "\(count) merges are not fewer than \(limit)"
    case .vocabularyTooLarge(let bytes, let limit):
      "a vocabulary of \(bytes) token bytes does not fit tables of \(limit) cells"
    case .badCompiledVocabulary(let problem):
      problem.description
    case .preTokenization(let error):
      error.description
    case .normalization(let error):
      error.description
    case .unsupported(let part):
      "not supported: \(part)"
    case .notASpecialToken(let name):
      "\"\(name)\" is no special token of this tokenizer"
    case .framing(let problem):
      problem.description
    case .textTooLong(let bytes, let limit):
      "a text of \(bytes) bytes is longer than \(limit)"
    case .unknownID(let id, let position):
      "no token has the id \(id.rawValue) (at position \(position))"
    }
  }
}
