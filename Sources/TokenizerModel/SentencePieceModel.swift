/// A vocabulary that is run by the rules of SentencePiece itself.
///
/// Hugging Face's models of the same names differ in details (precision, ties, unknown characters), so
/// they are not mixed; see `UnigramModel` and `CharacterPairModel`.
public struct SentencePieceModel: Sendable, Equatable {
  /// How tokens are found.
  public enum Algorithm: Sendable {
    /// The tokens with the best sum of scores (Kudo 2018).
    case unigram
    /// Neighbours merge whose joined text is a token, the best score first, the leftmost first among
    /// equals (Sennrich et al. 2016).
    case bytePair
  }

  /// What a token is for.
  public enum Kind: UInt8, Sendable {
    /// A piece of text.
    case normal = 1
    /// What stands for characters that no other token covers.
    case unknown = 2
    /// A mark that no text spells.
    case control = 3
    /// A text that is never cut.
    case userDefined = 4
    /// A piece that takes part in merging, and is cut again if it remains.
    case unused = 5
    /// A byte of a character that no other token covers.
    case byte = 6
  }

  /// How tokens are found.
  public var algorithm: Algorithm
  /// The texts of the tokens by id, U+2581 for spaces.
  public var vocabulary: Vocabulary
  /// The score of each id.
  public var scores: [Float]
  /// What each id is for.
  public var kinds: [Kind]
  /// The token of kind `unknown`.
  public var unknownToken: TokenID
  /// What decoding writes for the unknown token.
  public var unknownSurface: [UInt8]
  /// Whether a character without a token becomes the tokens of its bytes.
  public var fallsBackToBytes: Bool

  /// A model of the given parts.
  public init(
    algorithm: Algorithm, vocabulary: Vocabulary, scores: [Float], kinds: [Kind],
    unknownToken: TokenID, unknownSurface: [UInt8], fallsBackToBytes: Bool
  ) {
    self.algorithm = algorithm
    self.vocabulary = vocabulary
    self.scores = scores
    self.kinds = kinds
    self.unknownToken = unknownToken
    self.unknownSurface = unknownSurface
    self.fallsBackToBytes = fallsBackToBytes
  }

  /// The ids of a kind.
  package func ids(of kind: Kind) -> [TokenID] {
    kinds.indices.filter { kinds[$0] == kind }.map { TokenID($0) }
  }
}
