/// SentencePiece's table of replacements (`precompiled_charsmap`) as it stands in a model.
public struct CharacterMap: Hashable, Sendable {
  /// The bytes of the table.
  public var bytes: [UInt8]

  /// A table of the given bytes. They are checked when the table is put to use.
  public init(_ bytes: [UInt8]) { self.bytes = bytes }
}
