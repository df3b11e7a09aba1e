/// Text that cannot become markup.
enum HTMLText {
  /// The text for element content and for quoted attributes.
  ///
  /// `&`, `<`, `>`, `"`, `'` and the backtick become character references. Controls, direction marks,
  /// zero-width scalars, lone byte order marks and non-characters are spelled out (`\u{202E}`), so that
  /// nothing unseen gets in and nothing turns the line around; a zero-width joiner stays, for emoji.
  static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "`": result += "&#96;"
      default:
        if isUnseen(scalar.value) {
          result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }

  /// Whether a scalar has no glyph or moves others.
  static func isUnseen(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200C, 0x200E, 0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0xFDD0...0xFDEF, 0xFEFF, 0xFFF9...0xFFFB:
      true
    default: scalar & 0xFFFE == 0xFFFE
    }
  }
}
