/// The hash of words: two multiplications for a word of at most 16 bytes.
///
/// A chain of 64 by 64 to 128 bit multiplications, as in wyhash (Wang Yi). The keys are drawn anew
/// for each training, so that nobody can write a corpus of words that collide; what is counted does
/// not depend on them.
struct WordHash: Sendable {
  private let first: UInt64
  private let second: UInt64

  /// A hash with the keys that the generator draws.
  init(using generator: inout some RandomNumberGenerator) {
    first = generator.next()
    second = generator.next()
  }

  /// The hash of the `length` bytes from `start` on; `length` is at least 1.
  @inline(__always)
  func callAsFunction(_ text: ByteText, from start: Int, length: Int) -> UInt64 {
    if length <= 8 {
      return mix(text.prefix(at: start, length: length), UInt64(truncatingIfNeeded: length))
    }
    var state = UInt64(truncatingIfNeeded: length)
    var index = start
    let end = start &+ length
    while end &- index > 16 {
      state = mix(text.word(at: index) ^ state, text.word(at: index &+ 8))
      index &+= 16
    }
    let low = end &- index >= 8 ? text.word(at: index) : text.word(at: end &- 16)
    return mix(low ^ state, text.word(at: end &- 8))
  }

  @inline(__always)
  private func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = (left ^ first).multipliedFullWidth(by: right ^ second)
    return product.high ^ product.low
  }
}

extension ByteText {
  /// The first `length` bytes from an index on, at least 1 and at most 8, in the low bits.
  @inline(__always)
  func prefix(at index: Int, length: Int) -> UInt64 {
    if index &+ 8 <= count {
      return word(at: index) & (~0 &>> UInt64(truncatingIfNeeded: 64 &- length &* 8))
    }
    var bytes: UInt64 = 0
    for offset in 0..<length { bytes |= UInt64(self[index &+ offset]) &<< UInt64(offset &* 8) }
    return bytes
  }

  /// Whether `length` bytes here, at least 1, equal as many bytes of another text.
  @inline(__always)
  func equals(from start: Int, _ other: ByteText, from otherStart: Int, length: Int) -> Bool {
    if length < 8 {
      return prefix(at: start, length: length) == other.prefix(at: otherStart, length: length)
    }
    var offset = 0
    while offset &+ 8 <= length {
      guard word(at: start &+ offset) == other.word(at: otherStart &+ offset) else { return false }
      offset &+= 8
    }
    return word(at: start &+ length &- 8) == other.word(at: otherStart &+ length &- 8)
  }
}
