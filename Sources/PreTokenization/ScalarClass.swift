/// The classes into which split patterns sort scalars, as a set of them.
///
/// Every scalar is in exactly one class, so "is it a letter?" is one `&`.
package struct ScalarClass: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// Upper- and title-case letters (Lu, Lt).
  package static let upper = ScalarClass(rawValue: 1 << 0)
  /// Lower-case letters (Ll).
  package static let lower = ScalarClass(rawValue: 1 << 1)
  /// Letters without case (Lm, Lo), among them every Hangul syllable.
  package static let otherLetter = ScalarClass(rawValue: 1 << 2)
  /// Combining marks (M).
  package static let mark = ScalarClass(rawValue: 1 << 3)
  /// Numbers (N).
  package static let number = ScalarClass(rawValue: 1 << 4)
  /// White space (White_Space) other than CR and LF.
  package static let blank = ScalarClass(rawValue: 1 << 5)
  /// CR and LF.
  package static let newline = ScalarClass(rawValue: 1 << 6)
  /// All other scalars, and each byte that is not part of well-formed UTF-8.
  package static let other = ScalarClass(rawValue: 1 << 7)

  /// `\p{L}`.
  package static let letter: ScalarClass = [.upper, .lower, .otherLetter]
  /// `\s`.
  package static let whiteSpace: ScalarClass = [.blank, .newline]
  /// `[^\s\p{L}\p{N}]`.
  package static let symbol: ScalarClass = [.mark, .other]

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
