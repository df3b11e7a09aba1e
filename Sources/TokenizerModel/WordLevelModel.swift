/// A vocabulary of whole words: a piece is a token, or it is unknown.
public struct WordLevelModel: Sendable, Equatable {
  /// The texts of the tokens by id.
  public var vocabulary: Vocabulary
  /// The token for a piece that has none; without it such a piece is left out.
  public var unknownToken: TokenID?

  /// A model of the given parts.
  public init(vocabulary: Vocabulary, unknownToken: TokenID?) {
    self.vocabulary = vocabulary
    self.unknownToken = unknownToken
  }
}
