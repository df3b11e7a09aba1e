/// The length of a character by its first byte, as SentencePiece takes it: whether the bytes after it
/// fit is not looked at.
enum CharacterLength {
  /// The length in bytes of the character that begins with a byte.
  @inline(__always)
  static func of(_ byte: UInt8) -> Int {
    if byte < 0xC0 { return 1 }
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }
}
