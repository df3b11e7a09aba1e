/// Numbers as Python writes and reads them.
enum PythonNumber {
  /// The shortest digits that read back as the value, in Python's form: an exponent below 1e-4 and
  /// from 1e16 on, else a decimal point.
  static func text(of value: Double) -> String {
    if value.isNaN { return "nan" }
    if value.isInfinite { return value < 0 ? "-inf" : "inf" }
    let shortest = "\(value.magnitude)"
    let sign = value.sign == .minus ? "-" : ""
    let parts = shortest.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    var digits = Array(mantissa[0].utf8) + (mantissa.count > 1 ? Array(mantissa[1].utf8) : [])
    var point = mantissa[0].utf8.count + exponent
    while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
    while digits.count > 1, digits.first == UInt8(ascii: "0") {
      digits.removeFirst()
      point -= 1
    }
    if digits == [UInt8(ascii: "0")] { return sign + "0.0" }
    return sign + layOut(String(decoding: digits, as: UTF8.self), point: point)
  }

  /// Lays out digits whose decimal point stands behind the first `point` of them.
  private static func layOut(_ digits: String, point: Int) -> String {
    let exponent = point - 1
    if exponent < -4 || exponent >= 16 {
      let tail = digits.dropFirst()
      let size = String(exponent.magnitude)
      return "\(digits.prefix(1))\(tail.isEmpty ? "" : ".")\(tail)e\(exponent < 0 ? "-" : "+")"
        + (size.count < 2 ? "0" : "") + size
    }
    if point <= 0 { return "0." + String(repeating: "0", count: -point) + digits }
    if point >= digits.count {
      return digits + String(repeating: "0", count: point - digits.count) + ".0"
    }
    return "\(digits.prefix(point)).\(digits.dropFirst(point))"
  }

  /// The value in fixed notation, half-even on its binary value, as `%.2f` has it.
  static func fixed(_ value: Double, places: Int) -> String? {
    guard value.isFinite, value.magnitude < 1e15, (0...9).contains(places) else { return nil }
    let scale = (0..<places).reduce(1.0) { power, _ in power * 10 }
    let scaled = (value.magnitude * scale).rounded(.toNearestOrEven)
    guard scaled < 9e18 else { return nil }
    let whole = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - whole.count)) + whole
    let sign = value.sign == .minus ? "-" : ""
    if places == 0 { return sign + padded }
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}
