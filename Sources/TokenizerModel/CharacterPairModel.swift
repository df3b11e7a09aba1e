/// Byte-pair encoding over the characters (Unicode scalars) of a piece, as SentencePiece and the
/// first tokenizers of Hugging Face do it.
public struct CharacterPairModel: Sendable, Equatable {
  /// The texts of the tokens by id, affixes included.
  public var vocabulary: Vocabulary
  /// The pairs that merge, the earliest first, the leftmost first among equals. The result is the
  /// token of the joined texts, without the continuing prefix of the right one.
  public var merges: [Merge]
  /// The token for a character that has none; without it such a character is left out.
  public var unknownToken: TokenID?
  /// Whether unknown characters that follow each other are one token.
  public var fusesUnknown: Bool
  /// Whether a character without a token becomes the tokens `<0x00>` to `<0xFF>` of its bytes, where
  /// they all exist.
  public var fallsBackToBytes: Bool
  /// Written before each character but the first of a piece, such as `##`.
  public var continuingPrefix: [UInt8]
  /// Written after the last character of a piece, such as `</w>`.
  public var endSuffix: [UInt8]
  /// Whether a piece that is a token itself is taken whole, whatever the merges say.
  public var takesWholePieces: Bool

  /// A model of the given parts.
  public init(
    vocabulary: Vocabulary, merges: [Merge], unknownToken: TokenID? = nil,
    fusesUnknown: Bool = false, fallsBackToBytes: Bool = false, continuingPrefix: [UInt8] = [],
    endSuffix: [UInt8] = [], takesWholePieces: Bool = false
  ) {
    self.vocabulary = vocabulary
    self.merges = merges
    self.unknownToken = unknownToken
    self.fusesUnknown = fusesUnknown
    self.fallsBackToBytes = fallsBackToBytes
    self.continuingPrefix = continuingPrefix
    self.endSuffix = endSuffix
    self.takesWholePieces = takesWholePieces
  }
}
