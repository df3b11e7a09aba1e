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
/// is never 0; a key whose `high` is 0 stands for a pre-token that is too long, and its `low` is free for
/// other use.
struct PreTokenKey: BitwiseCopyable, Sendable {
  var low: UInt64
  var high: UInt64

  /// The most bytes, a space in front not counted.
  static let longest = 15

  init(low: UInt64, high: UInt64) {
    self.low = low
    self.high = high
  }

  /// The key of a pre-token of at least one byte.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: Where the pre-token begins.
  ///   - length: Its length in bytes.
  ///   - masks: The table `masks`.
  @inline(__always)
  init(_ bytes: FlatTable<UInt8>, _ start: Int, length: Int, _ masks: FlatCells<PreTokenKey>) {
    let space = bytes[start] == 0x20 ? 1 : 0
    let length = length &- space
    let isShort = length <= Self.longest
    let mask = masks[isShort ? length : Self.longest &+ 1]
    let word = bytes.sixteenBytes(at: start &+ space)
    low = UInt64(truncatingIfNeeded: word) & mask.low
    let last = isShort ? UInt64(truncatingIfNeeded: 0x20 | space &<< 4 | length) &<< 56 : 0
    high = UInt64(truncatingIfNeeded: word &>> 64) & mask.high | last
  }

  /// For each length the bytes of a key that belong to it, and no bytes for those that are too long.
  static func masks() -> ZeroedPages<PreTokenKey> {
    let masks = ZeroedPages<PreTokenKey>(count: longest + 2)
    for length in 0...longest {
      let mask = (UInt128(1) << UInt128(length * 8)) - 1
      masks.cells[length] = PreTokenKey(
        low: UInt64(truncatingIfNeeded: mask), high: UInt64(truncatingIfNeeded: mask >> 64))
    }
    return masks
  }

  /// A number whose low bits depend on all bits of the key.
  @inline(__always)
  var hash: Int {
    let product = (low ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
      by: high ^ 0xC2B2_AE3D_27D4_EB4F)
    return Int(truncatingIfNeeded: product.high ^ product.low)
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
