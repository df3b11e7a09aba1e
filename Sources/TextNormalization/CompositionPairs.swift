/// The pairs of scalars that compose to one, without Hangul: a hash table with open addressing.
///
/// A slot is one word, 0 where it is empty:
///
/// ```
///  62         42 41          21 20           0
/// +-------------+--------------+--------------+
/// |    first    |    second    |   composed   |
/// +-------------+--------------+--------------+
/// ```
struct CompositionPairs: Sendable {
  private var slots: [UInt64]
  /// 64 less the binary logarithm of the number of slots.
  private let shift: UInt64

  /// A table of the given pairs, at most half full, so that every search meets an empty slot.
  init(_ pairs: [(first: UInt32, second: UInt32, composed: UInt32)]) {
    var bits: UInt64 = 1
    while 1 << bits < pairs.count * 2 { bits += 1 }
    shift = 64 - bits
    slots = Array(repeating: 0, count: 1 << Int(bits))
    for pair in pairs {
      var slot = firstSlot(Self.key(pair.first, pair.second))
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Self.key(pair.first, pair.second) << 21 | UInt64(pair.composed)
    }
  }

  /// The scalar that two scalars compose to, or nil.
  func composition(_ first: UInt32, _ second: UInt32) -> UInt32? {
    let key = Self.key(first, second)
    var slot = firstSlot(key)
    while slots[slot] != 0 {
      if slots[slot] >> 21 == key { return UInt32(slots[slot] & 0x1FFFFF) }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
    UInt64(first) << 21 | UInt64(second)
  }

  /// Where the search for a key begins: the top bits of its product with 2^64 divided by the golden
  /// ratio (Knuth, The Art of Computer Programming 3, section 6.4).
  private func firstSlot(_ key: UInt64) -> Int {
    Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }
}
