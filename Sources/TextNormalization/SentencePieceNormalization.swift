/// What SentencePiece does to a text before it looks for tokens (`normalizer_spec` of a model).
public struct SentencePieceNormalization: Hashable, Sendable {
  /// The table of replacements; the longest text that it knows is replaced at each place.
  public var characterMap: CharacterMap?
  /// Whether a space is written before the text.
  public var addsDummyPrefix: Bool
  /// Whether spaces at the ends go, and of several in a row all but one.
  public var removesExtraSpaces: Bool
  /// Whether spaces are written as U+2581.
  public var escapesSpaces: Bool
  /// Whether the dummy space is written after the text instead of before it.
  public var spacesFollowWords: Bool
  /// Texts that are taken as they are (user-defined symbols); the longest one wins.
  public var protectedTexts: [[UInt8]]

  /// A normalization of the given parts; the defaults are SentencePiece's.
  public init(
    characterMap: CharacterMap? = nil, addsDummyPrefix: Bool = true,
    removesExtraSpaces: Bool = true, escapesSpaces: Bool = true, spacesFollowWords: Bool = false,
    protectedTexts: [[UInt8]] = []
  ) {
    self.characterMap = characterMap
    self.addsDummyPrefix = addsDummyPrefix
    self.removesExtraSpaces = removesExtraSpaces
    self.escapesSpaces = escapesSpaces
    self.spacesFollowWords = spacesFollowWords
    self.protectedTexts = protectedTexts
  }
}
