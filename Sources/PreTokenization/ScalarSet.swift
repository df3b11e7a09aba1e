/// A set of scalar values, as a regular expression's `[...]` makes it.
struct ScalarSet: Equatable {
  /// Rising ranges with gaps between them.
  private(set) var ranges: [Range<UInt32>]

  /// One more than the highest scalar value.
  static let limit: UInt32 = 0x110000
  /// All scalars.
  static let all = ScalarSet(ranges: [0..<limit])

  /// The set of all scalars of the given ranges, which may overlap and stand in any order.
  init(ranges: [Range<UInt32>] = []) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = self.ranges.last, last.upperBound >= range.lowerBound {
        let end = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound..<end
      } else {
        self.ranges.append(range)
      }
    }
  }

  /// The set of some scalars.
  init(_ scalars: Unicode.Scalar...) {
    self.init(ranges: scalars.map { $0.value..<($0.value + 1) })
  }

  /// Whether a scalar is in the set.
  func contains(_ scalar: UInt32) -> Bool {
    ranges.contains { $0.contains(scalar) }
  }

  /// The scalars of either set.
  func union(_ other: ScalarSet) -> ScalarSet {
    ScalarSet(ranges: ranges + other.ranges)
  }

  /// The scalars that are not in the set.
  var complement: ScalarSet {
    var gaps: [Range<UInt32>] = []
    var start: UInt32 = 0
    for range in ranges {
      gaps.append(start..<range.lowerBound)
      start = range.upperBound
    }
    gaps.append(start..<Self.limit)
    return ScalarSet(ranges: gaps)
  }

  /// The scalars of both sets.
  func intersection(_ other: ScalarSet) -> ScalarSet {
    complement.union(other.complement).complement
  }

  /// The set with the case variants of its ASCII letters, by simple case folding: k has U+212A, the
  /// Kelvin sign, and s has U+017F, the long s.
  var withASCIICaseVariants: ScalarSet {
    var variants: [Range<UInt32>] = []
    for letter in UInt32(0x61)...0x7A {
      guard contains(letter) || contains(letter - 0x20) else { continue }
      variants += [letter..<(letter + 1), (letter - 0x20)..<(letter - 0x1F)]
      if letter == 0x6B { variants.append(0x212A..<0x212B) }
      if letter == 0x73 { variants.append(0x017F..<0x0180) }
    }
    return ScalarSet(ranges: ranges + variants)
  }
}
