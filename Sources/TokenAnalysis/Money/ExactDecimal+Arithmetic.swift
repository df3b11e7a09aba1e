extension ExactDecimal: Comparable {
  /// The exact sum.
  ///
  /// - Complexity: O(digits of both).
  public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    let scale = max(left.scale, right.scale)
    let (a, b) = (left.digits(atScale: scale), right.digits(atScale: scale))
    if left.isNegative == right.isNegative {
      return ExactDecimal(digits: sum(a, b), scale: scale, isNegative: left.isNegative)
    }
    let leftIsSmaller = isSmaller(a, b)
    return ExactDecimal(
      digits: leftIsSmaller ? difference(b, a) : difference(a, b), scale: scale,
      isNegative: leftIsSmaller ? right.isNegative : left.isNegative)
  }

  /// The exact difference.
  ///
  /// - Complexity: O(digits of both).
  public static func - (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    left + ExactDecimal(digits: right.digits, scale: right.scale, isNegative: !right.isNegative)
  }

  /// The exact product.
  ///
  /// - Complexity: O(digits of the one · digits of the other).
  public static func * (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
    var columns = [UInt64](repeating: 0, count: left.digits.count + right.digits.count + 1)
    for (i, a) in left.digits.enumerated() {
      for (j, b) in right.digits.enumerated() { columns[i + j] += UInt64(a) * UInt64(b) }
    }
    var carry: UInt64 = 0
    let digits = columns.map { column -> UInt8 in
      carry += column
      defer { carry /= 10 }
      return UInt8(carry % 10)
    }
    return ExactDecimal(
      digits: digits, scale: left.scale + right.scale,
      isNegative: left.isNegative != right.isNegative)
  }

  /// Adds in place.
  public static func += (left: inout ExactDecimal, right: ExactDecimal) { left = left + right }

  /// Whether the left number is smaller.
  public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
    (left - right).isNegative
  }

  /// The digits of the number times ten to the power of a scale that is not below its own.
  private func digits(atScale scale: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: scale - self.scale) + digits
  }

  private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for place in 0..<max(left.count, right.count) {
      let column =
        (place < left.count ? left[place] : 0) + (place < right.count ? right[place] : 0) + carry
      result.append(column % 10)
      carry = column / 10
    }
    return result + [carry]
  }

  /// The digits of `larger` - `smaller`.
  private static func difference(_ larger: [UInt8], _ smaller: [UInt8]) -> [UInt8] {
    var borrow: UInt8 = 0
    return larger.indices.map { place in
      let taken = (place < smaller.count ? smaller[place] : 0) + borrow
      borrow = larger[place] < taken ? 1 : 0
      return larger[place] + 10 * borrow - taken
    }
  }

  private static func isSmaller(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    for place in (0..<max(left.count, right.count)).reversed() {
      let (a, b) = (place < left.count ? left[place] : 0, place < right.count ? right[place] : 0)
      if a != b { return a < b }
    }
    return false
  }
}
