import TextNormalization

/// A text without something that costs tokens and says nothing.
struct TextWaste {
  /// What was taken out or changed.
  var kind: Advice.Kind
  /// How many of them.
  var count: Int
  /// The text without them.
  var bytes: [UInt8]

  /// All kinds of waste that a text has, each taken out of the whole text by itself.
  ///
  /// - Complexity: O(bytes).
  static func all(in text: [UInt8]) -> [TextWaste] {
    [decomposedHangul(text), invisibleCharacters(text), whiteSpace(text)].filter { $0.count > 0 }
  }

  /// The text in NFC; the count is that of leading consonants with a vowel after them.
  static func decomposedHangul(_ text: [UInt8]) -> TextWaste {
    // U+1100...U+1112 are E1 84 80...92, U+1161...U+1175 are E1 85 A1...B5.
    var count = 0
    var place = 0
    while place + 5 < text.count {
      let isSyllable =
        text[place] == 0xE1 && text[place + 1] == 0x84 && (0x80...0x92).contains(text[place + 2])
        && text[place + 3] == 0xE1 && text[place + 4] == 0x85
        && (0xA1...0xB5).contains(text[place + 5])
      count += isSyllable ? 1 : 0
      place += isSyllable ? 6 : 1
    }
    let bytes = count == 0 ? text : Normalizer(.nfc).normalize(text).bytes
    return TextWaste(kind: .decomposedHangul, count: count, bytes: bytes)
  }

  /// The text without U+00AD, U+200B, U+2060 and U+FEFF. Joiners stay: they shape emoji and words.
  static func invisibleCharacters(_ text: [UInt8]) -> TextWaste {
    let characters: [[UInt8]] = [
      [0xC2, 0xAD], [0xE2, 0x80, 0x8B], [0xE2, 0x81, 0xA0], [0xEF, 0xBB, 0xBF],
    ]
    var result = TextWaste(kind: .invisibleCharacters, count: 0, bytes: [])
    result.bytes.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      let rest = text[place...]
      if text[place] >= 0xC2, let found = characters.first(where: { rest.starts(with: $0) }) {
        result.count += 1
        place += found.count
      } else {
        result.bytes.append(text[place])
        place += 1
      }
    }
    return result
  }

  /// The text without spaces at ends of lines, with one space for several within a line and one empty
  /// line for several. What indents a line stays.
  static func whiteSpace(_ text: [UInt8]) -> TextWaste {
    var result = TextWaste(kind: .whiteSpace, count: 0, bytes: [])
    result.bytes.reserveCapacity(text.count)
    var lineEnds = 0
    var isIndent = true
    var spaces: [UInt8] = []
    for byte in text {
      switch byte {
      case 0x20, 0x09: spaces.append(byte)
      case 0x0A:
        spaces.removeAll(keepingCapacity: true)
        lineEnds += 1
        isIndent = true
        if lineEnds <= 2 { result.bytes.append(byte) }
      default:
        result.bytes.append(contentsOf: isIndent ? spaces[...] : spaces.prefix(1))
        spaces.removeAll(keepingCapacity: true)
        result.bytes.append(byte)
        lineEnds = 0
        isIndent = false
      }
    }
    result.count = text.count - result.bytes.count
    return result
  }
}
