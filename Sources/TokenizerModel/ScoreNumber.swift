/// Numbers as the `tokenizers` library reads them from JSON, which is not always the nearest double.
///
/// A score decides between two ways to cut a text that are equally good but for the last bit, so it
/// must be read as the reference reads it: all digits as an integer of 64 bits, the rest dropped, then
/// one multiplication or division by a power of ten.
///
/// Source: `f64_from_parts` of serde-rs/json without the feature `float_roundtrip`.
enum ScoreNumber {
  /// The value of a JSON number, or nil where it is too large.
  static func value(of digits: some Sequence<UInt8>) -> Double? {
    var significand: UInt64 = 0
    var exponent = 0
    var isNegative = false
    var isFraction = false
    var isFull = false
    var written: (isOn: Bool, isNegative: Bool, value: Int) = (false, false, 0)
    for byte in digits {
      switch byte {
      case UInt8(ascii: "-"):
        if written.isOn { written.isNegative = true } else { isNegative = true }
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"): written.isOn = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = UInt64(byte - UInt8(ascii: "0"))
        if written.isOn {
          written.value = min(written.value * 10 + Int(digit), 1 << 20)
        } else if isFull || significand > (UInt64.max - digit) / 10 {
          isFull = true
          if !isFraction { exponent += 1 }
        } else {
          significand = significand * 10 + digit
          if isFraction { exponent -= 1 }
        }
      default: continue
      }
    }
    exponent += written.isNegative ? -written.value : written.value
    guard let value = scaled(Double(significand), by: exponent) else { return nil }
    return isNegative ? -value : value
  }

  /// Digits that read back as a value, for any value that was read: the shortest that stand for it where
  /// they do, else others with more or fewer places. Of the values that were not read, one in a
  /// thousand has none; it gets the shortest.
  static func text(of value: Double) -> String {
    let shortest = "\(value)"
    if self.value(of: shortest.utf8) == value { return shortest }
    var power = 1.0
    for places in 0...22 {
      let scaled = abs(value) * power
      for near in [scaled, scaled.nextDown, scaled.nextUp] where near < 0x1p64 {
        let text = "\(value < 0 ? "-" : "")\(UInt64(near.rounded()))e-\(places)"
        if self.value(of: text.utf8) == value { return text }
      }
      power *= 10
    }
    return shortest
  }

  /// The value nearest to one that has digits which read back as it.
  static func writable(_ value: Double) -> Double { self.value(of: text(of: value).utf8) ?? value }

  private static func scaled(_ value: Double, by exponent: Int) -> Double? {
    if value == 0 { return 0 }
    if exponent > 308 { return nil }
    var (value, exponent) = (value, exponent)
    while exponent < -308, value != 0 {
      value /= 1e308
      exponent += 308
    }
    guard value != 0 else { return 0 }
    let power = powers[abs(exponent)]
    value = exponent < 0 ? value / power : value * power
    return value.isFinite ? value : nil
  }

  /// The powers of ten that are doubles, each the nearest one.
  private static let powers = (0...308).compactMap { Double("1e\($0)") }
}
