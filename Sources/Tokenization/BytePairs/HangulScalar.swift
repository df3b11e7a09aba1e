import TokenizerModel

/// What a Unicode scalar is to someone who reads Korean, and how scalars lie in bytes.
package enum HangulScalar {
  /// Precomposed syllables, 가 to 힣.
  package static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3
  /// How many precomposed syllables there are.
  package static let syllableCount = 11_172

  /// Whether a scalar is a precomposed syllable.
  package static func isSyllable(_ scalar: UInt32) -> Bool { syllables.contains(scalar) }

  /// Whether a scalar is a jamo: conjoining, compatibility (ㅋ, ㅠ), extended or half-width.
  package static func isJamo(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x11FF, 0x3131...0x318E, 0xA960...0xA97C, 0xD7B0...0xD7FB, 0xFFA1...0xFFDC: true
    default: false
    }
  }

  /// Whether a scalar is a syllable or a jamo.
  package static func isHangul(_ scalar: UInt32) -> Bool { isSyllable(scalar) || isJamo(scalar) }

  /// Whether a scalar begins an emoji; blocks are taken whole (U+2600 to U+27BF, U+1F000 to U+1FAFF).
  package static func isEmoji(_ scalar: UInt32) -> Bool {
    (0x1F000...0x1FAFF).contains(scalar) || (0x2600...0x27BF).contains(scalar)
  }

  /// Whether a scalar carries on the emoji before it: variation selector 16, skin tone, tag, keycap.
  package static func carriesEmojiOn(_ scalar: UInt32) -> Bool {
    scalar == 0xFE0F || scalar == 0x20E3 || (0x1F3FB...0x1F3FF).contains(scalar)
      || (0xE0020...0xE007F).contains(scalar)
  }

  /// Whether a scalar is half of a flag.
  package static func isRegionalIndicator(_ scalar: UInt32) -> Bool {
    (0x1F1E6...0x1F1FF).contains(scalar)
  }
}

/// A scalar, or a byte that is not part of well-formed UTF-8, within a text.
package struct TextScalar: Equatable {
  /// The scalar; nil for a stray byte.
  package var value: UInt32?
  /// Its bytes in the text.
  package var range: Range<Int>

  /// A scalar, or nil for a stray byte, at a place.
  package init(value: UInt32?, range: Range<Int>) {
    self.value = value
    self.range = range
  }

  /// The scalars of a text in order. Every byte is in one of them.
  ///
  /// - Complexity: O(bytes).
  package static func all(in bytes: [UInt8]) -> [TextScalar] {
    var result: [TextScalar] = []
    result.reserveCapacity(bytes.count / 2)
    var position = 0
    while position < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: position)
      let end = position + max(1, length)
      let value = length == 0 ? nil : decode(bytes[position..<end])
      result.append(TextScalar(value: value, range: position..<end))
      position = end
    }
    return result
  }

  private static func decode(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    let lead = UInt32(bytes[bytes.startIndex])
    guard bytes.count > 1 else { return lead }
    return bytes.dropFirst().reduce(lead & (0x7F >> UInt32(bytes.count))) {
      $0 << 6 | UInt32($1 & 0x3F)
    }
  }
}
