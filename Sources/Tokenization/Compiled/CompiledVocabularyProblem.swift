/// What is wrong with the bytes of a compiled vocabulary.
public enum CompiledVocabularyProblem: Error, Equatable, Sendable {
  /// They do not begin as such bytes do.
  case notCompiled
  /// They were made for machines whose numbers have the other order of bytes.
  case otherByteOrder
  /// They have a layout that this version does not read.
  case otherVersion(UInt32, expected: UInt32)
  /// They were made with the scalar classes of another version of Unicode.
  case otherUnicodeVersion(String, expected: String)
  /// There are more or fewer bytes than the header says.
  case wrongSize(bytes: Int, expected: UInt64)
  /// The checksum differs: some byte has changed.
  case wrongChecksum
  /// A table contradicts itself or another one; the phrase says which.
  case badTable(String)
}

extension CompiledVocabularyProblem: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .notCompiled: "not a compiled vocabulary"
    case .otherByteOrder: "compiled for machines of another byte order; compile it again"
    case .otherVersion(let found, let expected):
      "compiled in layout \(found), where \(expected) is read; compile it again"
    case .otherUnicodeVersion(let found, let expected):
      "compiled with the scalar classes of Unicode \(found), not \(expected); compile it again"
    case .wrongSize(let bytes, let expected):
      "\(bytes) bytes, where the compiled vocabulary has \(expected)"
    case .wrongChecksum: "damaged: the checksum of the compiled vocabulary differs"
    case .badTable(let phrase): "damaged: \(phrase)"
    }
  }
}
