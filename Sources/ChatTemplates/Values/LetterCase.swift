/// Upper and lower case, of ASCII letters. All scripts without case, Hangul among them, stay as they
/// are; a letter of another script with case is named, because its mapping would need a table.
enum LetterCase {
  case upper, lower

  /// The first letter that cannot be mapped, as `U+00E9`.
  struct UnmappedLetter: Error {
    var name: String
  }

  /// A text in this case.
  func apply(to text: TemplateText) throws(UnmappedLetter) -> TemplateText {
    var result = TemplateText()
    var index = 0
    while index < text.count {
      let (value, end) = text.scalar(at: index)
      if value < 0x80 {
        result.append([map(UInt8(value))], for: index..<end, of: text)
      } else if Self.hasCase(value) {
        let digits = String(value, radix: 16, uppercase: true)
        throw UnmappedLetter(
          name: "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits)
      } else {
        result.append(text[index..<end])
      }
      index = end
    }
    return result
  }

  private func map(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z") where self == .upper: byte - 0x20
    case UInt8(ascii: "A")...UInt8(ascii: "Z") where self == .lower: byte + 0x20
    default: byte
    }
  }

  /// Whether a scalar beyond ASCII lies in a block that has letters with case.
  private static func hasCase(_ value: UInt32) -> Bool {
    switch value {
    case 0xAA, 0xB5, 0xBA, 0xC0...0x2FF, 0x345, 0x370...0x587, 0x10A0...0x10FF, 0x13A0...0x13FD,
      0x1C80...0x1CBF, 0x1D00...0x1DBF, 0x1E00...0x1FFF, 0x2071...0x209C, 0x2102...0x218F,
      0x24B6...0x24E9, 0x2C00...0x2DFF, 0xA640...0xA69F, 0xA720...0xA7FF, 0xAB30...0xABBF,
      0xFB00...0xFB17, 0xFF21...0xFF5A, 0x10400...0x105BF, 0x10780...0x107BA, 0x10C80...0x10CFF,
      0x10D50...0x10D8F, 0x118A0...0x118DF, 0x16E40...0x16EDF, 0x1D400...0x1D7CB,
      0x1DF00...0x1DFFF, 0x1E030...0x1E06D, 0x1E900...0x1E943, 0x1F130...0x1F189:
      true
    default: false
    }
  }
}
