import CVector

/// A short pre-token as two words: 1 to 16 bytes, so that a space and five Hangul syllables fit.
///
/// ```
///   high                            low
///   +-------------------------------+-----------------+
///   |  bytes 8 to 15                |  bytes 0 to 7   |   zeros behind the end; little-endian
///   +-------------------------------+-----------------+
/// ```
///
/// A pre-token that holds a zero byte has no key, so that the zeros behind the end tell how long it is, and a
/// key's lowest byte is never 0. One whose `low` is 0 is none: it stands for a pre-token without a key, or in a
/// place that is free.
struct PreTokenKey: BitwiseCopyable, Sendable {
  var low: UInt64
  var high: UInt64

  /// What stands for a pre-token without a key: the hash of its long key, which is not 0.
  @inline(__always)
  init(longHash: UInt64) {
    low = 0
    high = longHash
  }

  /// Whether this is no key.
  @inline(__always)
  var isNone: Bool { low == 0 }

  /// The first of the two entries where a key may stand in a cache of so many.
  @inline(__always)
  func place(in entries: Int) -> Int {
    Int(cvector_word_place(cvector_word_key(low: low, high: high), entries))
  }
}
