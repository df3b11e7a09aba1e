/// Why a line of a JSON Lines file cannot be used.
package enum JSONLineProblem: Error, Sendable, Equatable {
  /// No JSON: the byte that stands there (nil where the line ends), and what may.
  case unexpected(UInt8?, expected: String)
  case byteOrderMark
  /// A byte below 0x20 within a string.
  case controlCharacter(UInt8)
  /// Half of a surrogate pair, which is no character and has no UTF-8.
  case loneSurrogate(UInt16)
  /// More arrays and objects within each other than this.
  case tooDeep(limit: Int)
  /// The object lacks the member that should hold the text.
  case fieldMissing(String)
  /// The member that should hold the text stands there twice.
  case fieldTwice(String)
  /// The member that should hold the text is no string, or on the way to it no object.
  case fieldNotText(String)
}

extension JSONLineProblem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unexpected(nil, let expected):
      "the line ends where \(expected) should stand; write one JSON object a line"
    case .unexpected(let byte?, let expected):
      "\(shown(byte)) stands where \(expected) should; write one JSON object a line"
    case .byteOrderMark:
      "a byte order mark, which is no JSON; remove these three bytes"
    case .controlCharacter(let byte):
      "control character \(shown(byte)) in a string; write it as \\u and four digits"
    case .loneSurrogate(let unit):
      "\\u\(hexadecimal(UInt32(unit), digits: 4)) is half a surrogate pair; write the other "
        + "half or remove it"
    case .tooDeep(let limit):
      "more than \(limit) arrays and objects within each other; flatten the line"
    case .fieldMissing(let name):
      "no member \"\(name)\"; name the one that holds the text (--text-field)"
    case .fieldTwice(let name):
      "the member \"\(name)\" stands there twice; remove one"
    case .fieldNotText(let name):
      "the member \"\(name)\" is not what the field name asks for (--text-field): a string, or an "
        + "object on the way to it"
    }
  }

  private func shown(_ byte: UInt8) -> String {
    (0x21...0x7E).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'" : "byte 0x\(hexadecimal(UInt32(byte), digits: 2))"
  }

  private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
