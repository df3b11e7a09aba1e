/// A token that stands beside the model: its text is cut out before the text is cut into pieces, and
/// is never split.
public struct AddedToken: Hashable, Sendable {
  /// The text that stands for the token.
  public var content: String
  /// Its id. No other token has it.
  public var id: TokenID
  /// Whether it is a control mark such as `<|endoftext|>`. Text spells a special token only where the
  /// caller allows it by name, and decoding can leave it out. Other added tokens are always found.
  public var isSpecial: Bool
  /// Whether it is found only where no letter, number or mark stands directly before or after it
  /// (`single_word`).
  public var isSingleWord: Bool
  /// Whether white space before it belongs to it (`lstrip`).
  public var takesSpaceBefore: Bool
  /// Whether white space after it belongs to it (`rstrip`).
  public var takesSpaceAfter: Bool
  /// Whether it is looked for in normalized text, after all tokens that are not (`normalized`).
  public var isNormalized: Bool

  /// An added token of the given text and id.
  public init(
    content: String, id: TokenID, isSpecial: Bool = true, isSingleWord: Bool = false,
    takesSpaceBefore: Bool = false, takesSpaceAfter: Bool = false, isNormalized: Bool = false
  ) {
    self.content = content
    self.id = id
    self.isSpecial = isSpecial
    self.isSingleWord = isSingleWord
    self.takesSpaceBefore = takesSpaceBefore
    self.takesSpaceAfter = takesSpaceAfter
    self.isNormalized = isNormalized
  }

  /// Whether it is found wherever its text stands.
  package var isPlain: Bool {
    !isSingleWord && !takesSpaceBefore && !takesSpaceAfter && !isNormalized
  }

  /// Whether both are the same token, byte for byte (canonical equivalence is not enough).
  public static func == (left: AddedToken, right: AddedToken) -> Bool {
    left.id == right.id && left.isSpecial == right.isSpecial
      && left.isSingleWord == right.isSingleWord
      && left.takesSpaceBefore == right.takesSpaceBefore
      && left.takesSpaceAfter == right.takesSpaceAfter
      && left.isNormalized == right.isNormalized
      && left.content.utf8.elementsEqual(right.content.utf8)
  }

  /// Hashes the id and the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    for byte in content.utf8 { hasher.combine(byte) }
  }
}
