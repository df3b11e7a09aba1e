extension NormalizationSource {
  /// Whether the three bytes from an index on are a precomposed Hangul syllable.
  ///
  /// U+AC00...U+D7A3 are the bytes EA B0 80 ... ED 9E A3, and every three bytes between those two
  /// whose last two are continuation bytes are one of them.
  @inline(__always)
  func isHangulSyllable(at index: Int) -> Bool {
    guard index &+ 3 <= count else { return false }
    let bytes =
      UInt32(self[index]) &<< 16 | UInt32(self[index &+ 1]) &<< 8 | UInt32(self[index &+ 2])
    return bytes &- 0xEAB080 <= 0xED9EA3 - 0xEAB080 && bytes & 0xC0C0 == 0x8080
  }

  /// The well-formed scalar that begins at an index, or length 0.
  @inline(__always)
  func scalar(at index: Int) -> (value: UInt32, length: Int) {
    self[index] < 0x80 ? (value: UInt32(self[index]), length: 1) : decodedScalar(at: index)
  }

  /// The well-formed scalar that begins with a byte of 0x80 or above, or length 0.
  ///
  /// The ranges are those of Table 3-7 of the Unicode Standard: no overlong forms, no surrogates,
  /// nothing above U+10FFFF.
  @inline(__always)
  func decodedScalar(at index: Int) -> (value: UInt32, length: Int) {
    let lead = self[index]
    let available = count &- index
    guard available >= 2, lead >= 0xC2, lead <= 0xF4 else { return (0, 0) }
    let second = UInt32(self[index &+ 1]) ^ 0x80
    if lead < 0xE0 {
      return second < 0x40 ? (UInt32(lead & 0x1F) &<< 6 | second, 2) : (0, 0)
    }
    guard available >= 3 else { return (0, 0) }
    let third = UInt32(self[index &+ 2]) ^ 0x80
    if lead < 0xF0 {
      let value = UInt32(lead & 0x0F) &<< 12 | second &<< 6 | third
      let isWellFormed =
        (second | third) < 0x40 && value >= 0x800 && value & 0xF800 != 0xD800
      return isWellFormed ? (value, 3) : (0, 0)
    }
    guard available >= 4 else { return (0, 0) }
    let fourth = UInt32(self[index &+ 3]) ^ 0x80
    let value = UInt32(lead & 0x07) &<< 18 | second &<< 12 | third &<< 6 | fourth
    let isWellFormed =
      (second | third | fourth) < 0x40 && value >= 0x10000 && value <= 0x10FFFF
    return isWellFormed ? (value, 4) : (0, 0)
  }
}
