extension TokenTexts {
  /// A hash of the bytes in a range, eight at a time, whose high half depends on each.
  ///
  /// Whoever makes a file so that all its texts fall together makes its loading slow, no more than that:
  /// files are at most 256 MiB, and texts are compared before they are taken as equal.
  @inline(__always)
  static func hash(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    precondition(range.lowerBound >= 0 && range.upperBound <= text.count, "a range outside")
    let text = unsafe text.bytes
    var hash = UInt64(truncatingIfNeeded: range.count) &* 0x9E37_79B9_7F4A_7C15
    var index = range.lowerBound
    while index &+ 8 <= range.upperBound {
      // SAFETY: these eight bytes lie inside the range, and that inside the span.
      let word = unsafe text.unsafeLoadUnaligned(
        fromUncheckedByteOffset: index, as: UInt64.self)
      hash = mix(hash ^ word)
      index &+= 8
    }
    return mix(hash ^ rest(text, index..<range.upperBound))
  }

  /// Fewer than eight bytes as a number, another one for all that are as many.
  @inline(__always)
  private static func rest(_ text: RawSpan, _ range: Range<Int>) -> UInt64 {
    let (start, count) = (range.lowerBound, range.count)
    if count >= 4 {
      // SAFETY: the first and the last four bytes lie inside the range, and that inside the span.
      let first = unsafe text.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)
      let last = unsafe text.unsafeLoadUnaligned(
        fromUncheckedByteOffset: range.upperBound &- 4, as: UInt32.self)
      return UInt64(first) | UInt64(last) &<< 32
    }
    if count == 0 { return 0 }
    // SAFETY: the first, the middle and the last byte lie inside the range, and that inside the span.
    let first = unsafe text.unsafeLoad(fromUncheckedByteOffset: start, as: UInt8.self)
    let middle = unsafe text.unsafeLoad(
      fromUncheckedByteOffset: start &+ count &>> 1, as: UInt8.self)
    let last = unsafe text.unsafeLoad(
      fromUncheckedByteOffset: range.upperBound &- 1, as: UInt8.self)
    return UInt64(first) | UInt64(middle) &<< 8 | UInt64(last) &<< 16
  }

  /// Both halves of the product of a word and an odd number, folded together.
  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }

  /// Whether two ranges of bytes hold the same.
  @inline(__always)
  static func areEqual(
    _ left: Span<UInt8>, _ leftRange: Range<Int>, _ right: Span<UInt8>, _ rightRange: Range<Int>
  ) -> Bool {
    let count = leftRange.count
    guard count == rightRange.count else { return false }
    precondition(
      leftRange.upperBound <= left.count && rightRange.upperBound <= right.count
        && leftRange.lowerBound >= 0 && rightRange.lowerBound >= 0, "a range outside")
    let left = unsafe left.bytes
    let right = unsafe right.bytes
    let (leftStart, rightStart) = (leftRange.lowerBound, rightRange.lowerBound)
    var offset = 0
    while offset &+ 8 <= count {
      // SAFETY: eight bytes from this offset on lie inside both ranges, and those inside their spans.
      let word = unsafe left.unsafeLoadUnaligned(
        fromUncheckedByteOffset: leftStart &+ offset, as: UInt64.self)
      let other = unsafe right.unsafeLoadUnaligned(
        fromUncheckedByteOffset: rightStart &+ offset, as: UInt64.self)
      if word != other { return false }
      offset &+= 8
    }
    while offset < count {
      // SAFETY: the byte at this offset lies inside both ranges, and those inside their spans.
      let byte = unsafe left.unsafeLoad(
        fromUncheckedByteOffset: leftStart &+ offset, as: UInt8.self)
      let other = unsafe right.unsafeLoad(
        fromUncheckedByteOffset: rightStart &+ offset, as: UInt8.self)
      if byte != other { return false }
      offset &+= 1
    }
    return true
  }
}
