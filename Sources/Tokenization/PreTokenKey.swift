/// A short pre-token as two words: up to 15 bytes and, in the last byte, what else tells it apart.
///
/// ```
///   high                                                low
///   +-----------+-------------------------------------+-----------------+
///   |0|0|1|s|len|  bytes 8 to 14, zeros behind the end |  bytes 0 to 7   |   little-endian
///   +-----------+-------------------------------------+-----------------+
/// ```
///
/// A space in front is no byte but the bit `s`, so that a space and five Hangul syllables fit. `high`
/// is never 0; a key whose `high` is 0 stands for a pre-token that is too long.
struct PreTokenKey: BitwiseCopyable, Sendable {
  var low: UInt64
  var high: UInt64

  /// The most bytes, a space in front not counted.
  static let longest = 15

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The key of a range of at least one byte.
  @inline(__always)
  init(_ bytes: FlatTable<UInt8>, _ range: Range<Int>) {
    let space = bytes[range.lowerBound] == 0x20 ? 1 : 0
    let length = range.count &- space
    guard length <= Self.longest else {
      (low, high) = (0, 0)
      return
    }
    let word = bytes.sixteenBytes(at: range.lowerBound &+ space)
    let mask = (UInt128(1) &<< UInt128(length &* 8)) &- 1
    let key = word & mask
    low = UInt64(truncatingIfNeeded: key)
    high =
      UInt64(truncatingIfNeeded: key &>> 64)
      | UInt64(truncatingIfNeeded: 0x20 | space &<< 4 | length) &<< 56
  }

  /// A number whose low bits depend on all bits of the key.
  @inline(__always)
  var hash: Int {
    let product = (low ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: high ^ 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }
}
