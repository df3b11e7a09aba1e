extension ExactDecimal: CustomStringConvertible {
  /// Digits and decimal exponents beyond this are not a price: a short text may not ask for much
  /// memory.
  static let textLimit = 100

  /// Reads a JSON number or a plain decimal such as `2.5e-06`, `0.8` or `-3`; nil for anything else
  /// and beyond 100 digits before or after the point.
  public init?(text: String) {
    self.init(bytes: Array(text.utf8)[...])
  }

  init?(bytes: ArraySlice<UInt8>) {
    var rest = bytes
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    let mantissa = rest.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
    let exponent = rest.dropFirst(mantissa.count).dropFirst()
    guard rest.count == mantissa.count || !exponent.isEmpty,
      let shift = exponent.isEmpty ? 0 : Int(String(decoding: exponent, as: UTF8.self)),
      abs(shift) <= Self.textLimit, mantissa.count <= Self.textLimit
    else { return nil }
    let parts = mantissa.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let isNumber = parts.allSatisfy { part in
      !part.isEmpty && part.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isNumber, parts.count <= 2 else { return nil }
    var digits = Array(parts.joined().reversed()).map { $0 - UInt8(ascii: "0") }
    var scale = (parts.count == 2 ? parts[1].count : 0) - shift
    if scale < 0 {
      digits = [UInt8](repeating: 0, count: -scale) + digits
      scale = 0
    }
    self.init(digits: digits, scale: scale, isNegative: isNegative)
  }

  /// The number as a plain decimal, without exponent, rounding or zeros at the end.
  public var description: String {
    var text = isNegative ? "-" : ""
    let high = max(digits.count, scale + 1)
    for place in (0..<high).reversed() {
      if place == scale - 1 { text += "." }
      text += String(place < digits.count ? digits[place] : 0)
    }
    return text
  }

  /// The nearest number of a count of decimal places; a tie goes to the even digit.
  ///
  /// - Precondition: `places` is not negative.
  public func rounded(toPlaces places: Int) -> ExactDecimal {
    precondition(places >= 0, "a number of decimal places")
    guard scale > places else { return self }
    let cut = scale - places
    let kept = Array(digits.dropFirst(cut))
    let half = cut - 1 < digits.count ? digits[cut - 1] : 0
    let isExactHalf = half == 5 && digits.prefix(cut - 1).allSatisfy { $0 == 0 }
    let goesUp = isExactHalf ? (kept.first ?? 0) % 2 == 1 : half >= 5
    let down = ExactDecimal(digits: kept, scale: places, isNegative: isNegative)
    guard goesUp else { return down }
    return down
      + ExactDecimal(
        digits: [1], scale: places, isNegative: isNegative)
  }

  /// The number rounded half-even to a count of decimal places, with all of them shown.
  public func text(places: Int) -> String {
    let number = rounded(toPlaces: places)
    let missing = places - number.scale
    guard missing > 0 else { return number.description }
    return number.description + (number.scale == 0 ? "." : "")
      + String(repeating: "0", count: missing)
  }
}
