/// Where a text that is still being written can already be shown.
enum UnfinishedText {
  /// How many of the last bytes may still become part of a character or syllable with those to come:
  /// an incomplete UTF-8 sequence, and conjoining jamo before it that it or what follows may join.
  ///
  /// - Complexity: O(1).
  static func length(at bytes: [UInt8]) -> Int {
    let end = bytes.count - incompleteSequence(bytes)
    var start = end
    if isJamo(bytes, endingAt: start, in: vowels) { start -= 3 }
    if isJamo(bytes, endingAt: start, in: leadingConsonants) { return bytes.count - start + 3 }
    return bytes.count - end
  }

  /// How many of the last bytes may still compose with those to come: all from the last character on
  /// that composes with nothing before it, as far as that is plain to see. ASCII, leading
  /// consonants, kana and Chinese characters are seen.
  ///
  /// - Complexity: O(result).
  static func lengthToCompose(at bytes: [UInt8]) -> Int {
    let start = bytes.indices.reversed().first { place in
      switch bytes[place] {
      case ..<0x80, 0xE4...0xE9: return true
      case 0xE1: return isJamo(bytes, endingAt: place + 3, in: leadingConsonants)
      case 0xE3:
        guard place + 2 < bytes.count, (0x81...0x83).contains(bytes[place + 1]) else {
          return false
        }
        // U+3099 and U+309A are marks.
        return bytes[place + 1] != 0x82 || !(0x99...0x9A).contains(bytes[place + 2])
      default: return false
      }
    }
    return bytes.count - (start ?? 0)
  }

  /// The leading consonants that compose with a vowel, U+1100 to U+1112.
  private static let leadingConsonants: ClosedRange<UInt32> = 0x1100...0x1112
  /// The vowels that compose with a leading consonant, U+1161 to U+1175.
  private static let vowels: ClosedRange<UInt32> = 0x1161...0x1175

  /// Whether the three bytes before `end` are a scalar of the range; all of it lies in U+1000 to
  /// U+1FFF.
  private static func isJamo(
    _ bytes: [UInt8], endingAt end: Int, in range: ClosedRange<UInt32>
  ) -> Bool {
    guard end >= 3, end <= bytes.count, bytes[end - 3] == 0xE1, bytes[end - 2] & 0xC0 == 0x80,
      bytes[end - 1] & 0xC0 == 0x80
    else { return false }
    return range.contains(
      0x1000 | UInt32(bytes[end - 2] & 0x3F) << 6 | UInt32(bytes[end - 1] & 0x3F))
  }

  /// The length of the well-formed but incomplete UTF-8 sequence at the end, 0 to 3.
  private static func incompleteSequence(_ bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let first = bytes[bytes.count - length]
      if first & 0xC0 == 0x80 { continue }
      let isOpen =
        switch first {
        case 0xC2...0xDF: length < 2
        case 0xE0...0xEF: length < 3 && continues(bytes, first, length)
        case 0xF0...0xF4: length < 4 && continues(bytes, first, length)
        default: false
        }
      return isOpen ? length : 0
    }
    return 0
  }

  /// Whether the second byte, if there is one, can follow the first (Unicode Standard, table 3-7).
  private static func continues(_ bytes: [UInt8], _ first: UInt8, _ length: Int) -> Bool {
    guard length > 1 else { return true }
    let second = bytes[bytes.count - length + 1]
    switch first {
    case 0xE0: return second >= 0xA0
    case 0xED: return second < 0xA0
    case 0xF0: return second >= 0x90
    case 0xF4: return second < 0x90
    default: return true
    }
  }
}
