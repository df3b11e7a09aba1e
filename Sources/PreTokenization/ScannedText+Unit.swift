/// The smallest thing a pattern can match: a scalar, or one byte that is not part of one.
struct ScanUnit {
  /// Its class.
  var scalarClass: ScalarClass
  /// Its length in bytes.
  var length: Int
}

extension ScannedText {
  /// The unit at an index below `count`.
  @inline(__always)
  func unit(at index: Int) -> ScanUnit {
    let ascii = asciiClass(self[index])
    if ascii != .notASCII { return ScanUnit(scalarClass: ascii, length: 1) }
    if index &+ 3 <= count, isHangulSyllable(at: index) {
      return ScanUnit(scalarClass: .otherLetter, length: 3)
    }
    return multibyteUnit(at: index)
  }

  /// Whether the three bytes from an index on, `index + 3 <= count`, are a precomposed Hangul syllable.
  ///
  /// U+AC00...U+D7A3 are the bytes EA B0 80 ... ED 9E A3, and every three bytes between those two
  /// whose last two are continuation bytes are one of them.
  @inline(__always)
  func isHangulSyllable(at index: Int) -> Bool {
    let bytes =
      UInt32(self[index]) &<< 16 | UInt32(self[index &+ 1]) &<< 8 | UInt32(self[index &+ 2])
    return bytes &- 0xEAB080 <= 0xED9EA3 - 0xEAB080 && bytes & 0xC0C0 == 0x8080
  }

  /// The unit at an index where a byte of 0x80 or above stands.
  @inline(never)
  func multibyteUnit(at index: Int) -> ScanUnit {
    let scalar = decodedScalar(at: index)
    guard scalar.length > 0 else { return ScanUnit(scalarClass: .other, length: 1) }
    return ScanUnit(scalarClass: scalarClass(scalar.value), length: scalar.length)
  }

  /// The well-formed scalar that begins with a byte of 0x80 or above, or length 0.
  ///
  /// The ranges are those of Table 3-7 of the Unicode Standard: no overlong forms, no surrogates,
  /// nothing above U+10FFFF.
  func decodedScalar(at index: Int) -> (value: UInt32, length: Int) {
    let lead = self[index]
    let available = count - index
    switch lead {
    case 0xC2...0xDF:
      guard available >= 2, let low = continuation(at: index + 1) else { return (0, 0) }
      return (UInt32(lead & 0x1F) << 6 | low, 2)
    case 0xE0...0xEF:
      guard available >= 3, let middle = continuation(at: index + 1),
        let low = continuation(at: index + 2)
      else { return (0, 0) }
      let value = UInt32(lead & 0x0F) << 12 | middle << 6 | low
      return value < 0x800 || value & 0xF800 == 0xD800 ? (0, 0) : (value, 3)
    case 0xF0...0xF4:
      guard available >= 4, let high = continuation(at: index + 1),
        let middle = continuation(at: index + 2), let low = continuation(at: index + 3)
      else { return (0, 0) }
      let value = UInt32(lead & 0x07) << 18 | high << 12 | middle << 6 | low
      return value < 0x10000 || value > 0x10FFFF ? (0, 0) : (value, 4)
    default:
      return (0, 0)
    }
  }

  /// The six bits of a continuation byte, or nil where another byte stands.
  @inline(__always)
  private func continuation(at index: Int) -> UInt32? {
    let byte = self[index]
    return byte & 0xC0 == 0x80 ? UInt32(byte & 0x3F) : nil
  }
}
