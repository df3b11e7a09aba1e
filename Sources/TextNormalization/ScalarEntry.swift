/// What one normalization form needs to know about one scalar.
///
/// ```
///  31                    12   11    10     9      8   7          0
/// +------------------------+------+------+------+------+-----------+
/// | offset of the mapping  |  b   |  u   |  m   |  n   | combining |
/// | (0: maps to itself)    |      |      |      |      |   class   |
/// +------------------------+------+------+------+------+-----------+
/// b: may be the second of a pair that composes
/// u: not assigned in the library's version of Unicode
/// m: the quick check for the form does not say "yes"
/// n: text cannot be cut before the scalar
/// ```
///
/// Hangul syllables have no entries, their arithmetic is in `Hangul`.
struct ScalarEntry: Equatable {
  var rawValue: UInt32

  static let plain = ScalarEntry(rawValue: 0)
  static let unassigned = ScalarEntry(rawValue: 1 << 10)
  static let offsetLimit = 1 << 20

  init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  init(
    combiningClass: UInt8, hasBoundaryBefore: Bool, mayChange: Bool, mappingOffset: Int
  ) {
    precondition(
      mappingOffset < Self.offsetLimit, "the mappings of a form outgrew their 20 bits of offset")
    rawValue =
      UInt32(combiningClass) | (hasBoundaryBefore ? 0 : 1 << 8) | (mayChange ? 1 << 9 : 0)
      | UInt32(mappingOffset) << 12
  }

  /// The same entry for a scalar that is the second of a pair that composes.
  var combiningBackward: ScalarEntry { ScalarEntry(rawValue: rawValue | 1 << 11) }

  /// The canonical combining class.
  @inline(__always)
  var combiningClass: UInt8 { UInt8(truncatingIfNeeded: rawValue) }

  /// Whether text can be cut before the scalar and both parts be normalized alone.
  @inline(__always)
  var hasBoundaryBefore: Bool { rawValue & 1 << 8 == 0 }

  /// Whether a text with the scalar may have to change to be in the form.
  @inline(__always)
  var mayChange: Bool { rawValue & 1 << 9 != 0 }

  /// Whether the library knows nothing of the scalar.
  @inline(__always)
  var isUnassigned: Bool { rawValue & 1 << 10 != 0 }

  /// Whether some pair that composes has the scalar as its second.
  @inline(__always)
  var combinesBackward: Bool { rawValue & 1 << 11 != 0 }

  /// Whether the quick check can pass over the scalar: a starter of the form with a boundary before.
  @inline(__always)
  var isPlain: Bool { rawValue & 0x3FF == 0 }

  /// Where the scalar's decomposition begins among the mappings; 0 where it has none.
  @inline(__always)
  var mappingOffset: Int { Int(rawValue >> 12) }
}
