/// Two neighbouring symbols, packed so that pairs compare as (left, right) does.
struct SymbolPair: Hashable, Comparable, Sendable {
  /// The left symbol in the high half, the right one in the low half.
  let packed: UInt64

  @inline(__always)
  init(packed: UInt64) {
    self.packed = packed
  }

  @inline(__always)
  init(_ left: Int, _ right: Int) {
    packed = UInt64(truncatingIfNeeded: left) &<< 32 | UInt64(truncatingIfNeeded: right)
  }

  var left: Int { Int(truncatingIfNeeded: packed &>> 32) }
  var right: Int { Int(truncatingIfNeeded: packed & 0xFFFF_FFFF) }

  @inline(__always)
  static func < (left: SymbolPair, right: SymbolPair) -> Bool { left.packed < right.packed }
}
