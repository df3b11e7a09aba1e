/// A vocabulary whose longest token that fits is taken first, from the left (WordPiece).
public struct WordPieceModel: Sendable, Equatable {
  /// The texts of the tokens by id, continuing prefixes included.
  public var vocabulary: Vocabulary
  /// The token for a piece that the others do not make up.
  public var unknownToken: TokenID
  /// What begins a token that does not begin a piece.
  public var continuingPrefix: [UInt8]
  /// How many scalars a piece may have; a longer one is unknown.
  public var longestPiece: Int

  /// A model of the given parts.
  public init(
    vocabulary: Vocabulary, unknownToken: TokenID, continuingPrefix: [UInt8] = Array("##".utf8),
    longestPiece: Int = 100
  ) {
    self.vocabulary = vocabulary
    self.unknownToken = unknownToken
    self.continuingPrefix = continuingPrefix
    self.longestPiece = longestPiece
  }
}
