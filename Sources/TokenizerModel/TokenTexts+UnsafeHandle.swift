extension TokenTexts {
  /// A hash of the bytes in a range, eight at a time, whose high half depends on each.
  ///
  /// Whoever makes a file so that all its texts fall together makes its loading slow, no more than that:
  /// files are at most 256 MiB, and texts are compared before they are taken as equal.
  static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a range outside")
    // SAFETY: the range lies inside the bytes, which stay where they are while this runs.
    return unsafe bytes.withUnsafeBytes { text in
      var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
      var index = range.lowerBound
      while index &+ 8 <= range.upperBound {
        let word = unsafe text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        hash = mix(hash ^ word)
        index &+= 8
      }
      var rest: UInt64 = 0
      while index < range.upperBound {
        rest = unsafe rest &<< 8 | UInt64(text[index])
        index &+= 1
      }
      return mix(hash ^ rest)
    }
  }

  /// Both halves of the product of a word and an odd number, folded together.
  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  /// Whether two ranges of bytes hold the same.
  static func areEqual(
    _ left: [UInt8], _ leftRange: Range<Int>, _ right: [UInt8], _ rightRange: Range<Int>
  ) -> Bool {
    guard leftRange.count == rightRange.count else { return false }
    precondition(
      leftRange.upperBound <= left.count && rightRange.upperBound <= right.count
        && leftRange.lowerBound >= 0 && rightRange.lowerBound >= 0, "a range outside")
    // SAFETY: both ranges lie inside their bytes, which stay where they are while this runs.
    return unsafe left.withUnsafeBytes { left in
      unsafe right.withUnsafeBytes { right in
        var offset = 0
        while offset < leftRange.count {
          let byte = unsafe left[leftRange.lowerBound &+ offset]
          if unsafe byte != right[rightRange.lowerBound &+ offset] { return false }
          offset &+= 1
        }
        return true
      }
    }
  }
}
