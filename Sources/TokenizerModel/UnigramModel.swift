/// A vocabulary of tokens with scores, the best sum of which is sought (Kudo 2018).
public struct UnigramModel: Sendable, Equatable {
  /// The texts of the tokens by id.
  public var vocabulary: Vocabulary
  /// The score of each id, a logarithm of a probability; 0 for a gap.
  public var scores: [Double]
  /// The token for what no other covers.
  public var unknownToken: TokenID?
  /// Whether what is unknown becomes the tokens `<0x00>` to `<0xFF>` of its bytes.
  public var fallsBackToBytes: Bool

  /// A model of the given parts.
  public init(
    vocabulary: Vocabulary, scores: [Double], unknownToken: TokenID?, fallsBackToBytes: Bool
  ) {
    self.vocabulary = vocabulary
    self.scores = scores
    self.unknownToken = unknownToken
    self.fallsBackToBytes = fallsBackToBytes
  }
}
