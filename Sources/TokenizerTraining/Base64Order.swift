/// The order in which words stand as rows: that of the bytes of their Base64, without writing it.
///
/// Three bytes are four characters, and each of these has a rank of seven bits:
/// ```
/// rank   0    1   2   3-12  13  14-39  40-65
///       end   +   /   0-9   =   A-Z    a-z
/// ```
enum Base64Order {
  /// How many bytes of a word `prefix(of:)` tells apart.
  static let prefixLength = 6

  /// The rank of the character for six bits.
  @inline(__always)
  private static func rank(_ bits: UInt64) -> UInt64 {
    if bits < 52 { return bits + 14 }
    return bits < 62 ? bits - 49 : bits - 61
  }

  /// The ranks of the four characters for three bytes from an index on, as one number; what lies behind
  /// the end of the word has rank 0 where a group would begin, and that of `=` within one.
  @inline(__always)
  private static func group(_ text: ByteText, from start: Int, to end: Int) -> UInt64 {
    guard start < end else { return 0 }
    let count = min(3, end &- start)
    var bits = UInt64(text[start]) &<< 16
    if count > 1 { bits |= UInt64(text[start &+ 1]) &<< 8 }
    if count > 2 { bits |= UInt64(text[start &+ 2]) }
    let third = count > 1 ? rank(bits &>> 6 & 63) : 13
    let fourth = count > 2 ? rank(bits & 63) : 13
    return rank(bits &>> 18) &<< 21 | rank(bits &>> 12 & 63) &<< 14 | third &<< 7 | fourth
  }

  /// A number by which most words are in order; two that have the same one differ behind it.
  static func prefix(of text: ByteText, from start: Int, length: Int) -> UInt64 {
    let end = start &+ length
    return group(text, from: start, to: end) &<< 28 | group(text, from: start &+ 3, to: end)
  }

  /// Whether one word comes before another that has the same prefix.
  static func precedesBehindPrefix(
    _ left: (text: ByteText, start: Int, length: Int),
    _ right: (text: ByteText, start: Int, length: Int)
  ) -> Bool {
    var index = prefixLength
    while index < max(left.length, right.length) {
      let leftGroup = group(
        left.text, from: left.start &+ index, to: left.start &+ left.length)
      let rightGroup = group(
        right.text, from: right.start &+ index, to: right.start &+ right.length)
      if leftGroup != rightGroup { return leftGroup < rightGroup }
      index &+= 3
    }
    return false
  }
}
