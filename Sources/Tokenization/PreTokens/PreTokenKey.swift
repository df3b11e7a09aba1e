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

  /// What a key has of sixteen bytes of the text, and what it has beside them, for one length. It takes 32
  /// bytes, so that finding it takes no multiplication.
  struct Frame: BitwiseCopyable {
    /// The bytes that belong to it, as masks.
    var low: UInt64 = 0
    var high: UInt64 = 0
    /// What stands in the last byte.
    var last: UInt64 = 0
    private let unused: UInt64 = 0
  }

  /// The key of a pre-token of at least one byte.
  ///
  /// - Parameters:
  ///   - bytes: The text.
  ///   - start: Where the pre-token begins.
  ///   - length: Its length in bytes.
  ///   - frames: The table `frames`.
  ///   - isInside: Whether seventeen bytes of the text follow from `start` on.
  @inline(__always)
  init(
    _ bytes: FlatTable<UInt8>, _ start: Int, length: Int, _ frames: FlatCells<Frame>,
    isInside: Bool
  ) {
    let space = bytes[start] == 0x20 ? 1 : 0
    let frame = frames[min(length, Self.longest &+ 2) &<< 1 | space]
    let body = start &+ space
    let word = isInside ? bytes.loadSixteenBytes(at: body) : bytes.sixteenBytes(at: body)
    low = UInt64(truncatingIfNeeded: word) & frame.low
    high = UInt64(truncatingIfNeeded: word &>> 64) & frame.high | frame.last
  }

  /// The frames for all lengths up to two bytes above the longest, a space in front counted, each without
  /// and then with such a space. Those that are too long have no bytes, and a last byte of 0.
  static func frames() -> ZeroedPages<Frame> {
    let frames = ZeroedPages<Frame>(count: 2 * (longest + 3))
    for space in 0...1 {
      for length in 0...longest {
        let mask = (UInt128(1) << UInt128(length * 8)) - 1
        frames.cells[(length + space) << 1 | space] = Frame(
          low: UInt64(truncatingIfNeeded: mask), high: UInt64(truncatingIfNeeded: mask >> 64),
          last: UInt64(0x20 | space << 4 | length) << 56)
      }
    }
    return frames
  }

  /// A number whose low bits depend on all bits of the key, but for keys that begin with eight zeros: those
  /// have 0.
  @inline(__always)
  var hash: Int {
    let product = low.multipliedFullWidth(by: high ^ 0xC2B2_AE3D_27D4_EB4F)
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
