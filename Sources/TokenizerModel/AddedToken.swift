/// A token that stands beside the model: its text is cut out of the source before normalization and
/// is never split.
public struct AddedToken: Hashable, Sendable {
  /// The text that stands for the token.
  public var content: String
  /// Its id. No token of the model has it.
  public var id: TokenID
  /// Whether it is a control mark such as `<|endoftext|>`. Text spells a special token only where the
  /// caller allows it by name, and decoding can leave it out. Other added tokens are always found.
  public var isSpecial: Bool

  /// An added token of the given text and id.
  public init(content: String, id: TokenID, isSpecial: Bool = true) {
    self.content = content
    self.id = id
    self.isSpecial = isSpecial
  }

  /// Whether both are the same token, byte for byte (canonical equivalence is not enough).
  public static func == (left: AddedToken, right: AddedToken) -> Bool {
    left.id == right.id && left.isSpecial == right.isSpecial
      && left.content.utf8.elementsEqual(right.content.utf8)
  }

  /// Hashes the id and the bytes.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    for byte in content.utf8 { hasher.combine(byte) }
  }
}
