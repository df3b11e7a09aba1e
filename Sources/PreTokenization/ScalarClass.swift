/// A set of the classes into which split patterns sort scalars.
///
/// Every scalar is in exactly one class, so "is it a letter?" is one `&`. Not an `OptionSet`, whose
/// literals and generic operations cost debug builds dearly.
package struct ScalarClass: Hashable, Sendable {
  /// A bit a class.
  package let rawValue: UInt8

  /// The set of the given bits.
  @inline(__always)
  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// No class: what the table has for bytes of 0x80 and above, which are no scalar alone.
  package static var notASCII: ScalarClass { ScalarClass(rawValue: 0) }
  /// Upper- and title-case letters (Lu, Lt).
  package static var upper: ScalarClass { ScalarClass(rawValue: 1 << 0) }
  /// Lower-case letters (Ll).
  package static var lower: ScalarClass { ScalarClass(rawValue: 1 << 1) }
  /// Letters without case (Lm, Lo), among them every Hangul syllable.
  package static var otherLetter: ScalarClass { ScalarClass(rawValue: 1 << 2) }
  /// Combining marks (M).
  package static var mark: ScalarClass { ScalarClass(rawValue: 1 << 3) }
  /// Numbers (N).
  package static var number: ScalarClass { ScalarClass(rawValue: 1 << 4) }
  /// White space (White_Space) other than CR and LF.
  package static var blank: ScalarClass { ScalarClass(rawValue: 1 << 5) }
  /// CR and LF.
  package static var newline: ScalarClass { ScalarClass(rawValue: 1 << 6) }
  /// All other scalars, and each byte that is not part of well-formed UTF-8.
  package static var other: ScalarClass { ScalarClass(rawValue: 1 << 7) }

  /// `\p{L}`.
  package static var letter: ScalarClass { .upper | .lower | .otherLetter }
  /// `\s`.
  package static var whiteSpace: ScalarClass { .blank | .newline }
  /// `\S`.
  package static var solid: ScalarClass { .letter | .mark | .number | .other }
  /// `[^\s\p{L}\p{N}]`.
  package static var symbol: ScalarClass { .mark | .other }

  /// The classes of both sets.
  @inline(__always)
  package static func | (left: ScalarClass, right: ScalarClass) -> ScalarClass {
    ScalarClass(rawValue: left.rawValue | right.rawValue)
  }

  /// Whether this class is one of the given ones.
  @inline(__always)
  package func isOne(of classes: ScalarClass) -> Bool {
    rawValue & classes.rawValue != 0
  }

  /// The class of a scalar with the given properties.
  init(scalar: UInt32, properties: ScalarProperties) {
    if properties.isWhiteSpace {
      self = scalar == 0x0A || scalar == 0x0D ? .newline : .blank
      return
    }
    self =
      switch properties.category {
      case .lu, .lt: .upper
      case .ll: .lower
      case .lm, .lo: .otherLetter
      case .mn, .me, .mc: .mark
      case .nd, .nl, .no: .number
      default: .other
      }
  }
}
