/// A decimal number without rounding: money, rates and multipliers.
///
/// Sums, differences and products are exact, whatever their length; there is no division. Nothing is
/// ever a binary fraction, so a tenth is a tenth. Rounding happens only in ``rounded(toPlaces:)``.
///
/// ```swift
/// let rate = ExactDecimal(text: "2.5e-06")
/// let price = rate.map { $0 * ExactDecimal(272_001) }  // 0.6800025
/// ```
///
/// The number is its digits, least significant first, divided by ten to the power of `scale`:
///
/// ```
///  0.6800025    digits  5 2 0 0 0 8 6    scale 7
///  -120         digits  0 2 1            scale 0    isNegative
///  0            digits  (none)           scale 0
/// ```
///
/// Leading zeros and zeros at the end of the fraction are never stored, so equal numbers have equal
/// parts.
public struct ExactDecimal: Hashable, Sendable {
  let digits: [UInt8]
  let scale: Int
  let isNegative: Bool

  /// Nothing.
  public static let zero = ExactDecimal(0)

  /// A whole number.
  public init(_ value: Int) {
    var digits: [UInt8] = []
    var rest = value.magnitude
    while rest > 0 {
      digits.append(UInt8(rest % 10))
      rest /= 10
    }
    self.init(digits: digits, scale: 0, isNegative: value < 0)
  }

  /// A number of digits, brought to its only form.
  init(digits: [UInt8], scale: Int, isNegative: Bool) {
    let high = digits.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    let low = min(digits.prefix { $0 == 0 }.count, scale, high)
    self.digits = Array(digits[low..<high])
    self.scale = high == 0 ? 0 : scale - low
    self.isNegative = isNegative && high > 0
  }

  /// Whether the number is zero.
  public var isZero: Bool { digits.isEmpty }

  /// The number as an integer, where it is one and fits.
  public var wholeNumber: Int? { scale == 0 ? Int(description) : nil }
}
