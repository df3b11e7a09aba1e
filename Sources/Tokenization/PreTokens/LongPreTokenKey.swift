/// A pre-token as four words: up to 31 bytes and, in the last byte, what else tells it apart.
///
/// ```
///   words 0 to 3, little-endian                            last byte of word 3
///   +--------------------------------------------------+   +-+-+-+---------+
///   |  bytes 0 to 30, zeros behind the end             |   |0|1|s| length  |
///   +--------------------------------------------------+   +-+-+-+---------+
/// ```
///
/// A space in front is no byte but the bit `s`, so that a space and ten Hangul syllables fit. The last
/// word is never 0.
struct LongPreTokenKey: BitwiseCopyable, Sendable {
  private var words: SIMD4<UInt64>

  /// The most bytes, a space in front not counted.
  static let longest = 31

  /// The key of a pre-token of at least one byte, or nil where it is too long.
  @inline(__always)
  init?(_ bytes: FlatTable<UInt8>, _ start: Int, length: Int) {
    let space = bytes[start] == 0x20 ? 1 : 0
    let length = length &- space
    guard length <= Self.longest, length > 0 else { return nil }
    let body = start &+ space
    let front = bytes.sixteenBytes(at: body) & Self.mask(min(length, 16))
    let back = length > 16 ? bytes.sixteenBytes(at: body &+ 16) & Self.mask(length &- 16) : 0
    let last = UInt64(truncatingIfNeeded: 0x40 | space &<< 5 | length) &<< 56
    words = SIMD4(
      UInt64(truncatingIfNeeded: front), UInt64(truncatingIfNeeded: front &>> 64),
      UInt64(truncatingIfNeeded: back), UInt64(truncatingIfNeeded: back &>> 64) | last)
  }

  /// The bits of so many bytes, 1 to 16.
  @inline(__always)
  private static func mask(_ count: Int) -> UInt128 {
    UInt128.max &>> UInt128(truncatingIfNeeded: 128 &- 8 &* count)
  }

  /// Whether this stands in an entry that is free.
  @inline(__always)
  var isFree: Bool { words[3] == 0 }

  /// Whether both are of the same pre-token.
  @inline(__always)
  func equals(_ other: LongPreTokenKey) -> Bool {
    let differences = words ^ other.words
    return differences[0] | differences[1] | differences[2] | differences[3] == 0
  }

  /// An odd number whose other low bits depend on all bits of the key.
  @inline(__always)
  var hash: Int {
    let front = (words[0] ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: words[1] ^ 0xC2B2_AE3D_27D4_EB4F)
    let back = (words[2] ^ 0x1656_67B1_9E37_79F9).multipliedFullWidth(
      by: words[3] ^ 0x85EB_CA77_C2B2_AE63)
    return Int(truncatingIfNeeded: front.high ^ front.low ^ back.high &+ back.low) | 1
  }
}

extension FlatTable where Element == UInt8 {
  /// The sixteen bytes from an index on, the first in the low bits; zeros stand for those behind the
  /// end. At the end itself the result is of no use.
  @inline(__always)
  func sixteenBytes(at index: Int) -> UInt128 {
    assert(index >= 0 && index <= count)
    return index &+ 16 <= count ? loadSixteenBytes(at: index) : lastBytes(from: index)
  }

  @inline(never)
  private func lastBytes(from index: Int) -> UInt128 {
    if count >= 16 {
      return loadSixteenBytes(at: count &- 16)
        &>> UInt128(truncatingIfNeeded: (index &+ 16 &- count) &* 8)
    }
    var result: UInt128 = 0
    for place in stride(from: count &- 1, through: index, by: -1) {
      result = result &<< 8 | UInt128(self[place])
    }
    return result
  }
}
