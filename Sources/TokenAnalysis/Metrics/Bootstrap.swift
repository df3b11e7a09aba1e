/// Confidence intervals by drawing units again, with replacement (Efron 1979, percentile method).
///
/// Units are documents, or runs of neighbouring documents where there are more than
/// ``mostUnits``. One value serves all tokenizers over a text: the same draws are made for each, so
/// that differences between tokenizers are paired.
package struct Bootstrap: Sendable {
  /// How many times all units are drawn.
  package static let drawCount = 1000
  /// The most units that are drawn from.
  package static let mostUnits = 1000
  /// The share of draws that an interval holds.
  package static let confidence = 0.95

  /// How many units there are.
  package let unitCount: Int
  private let draws: [UInt32]

  /// Draws from some units; the draws follow from the number of units and the seed alone.
  package init(unitCount: Int, seed: UInt64 = 0x6D61_6C6D_6F69) {
    precondition(unitCount <= Self.mostUnits, "\(unitCount) units are too many to draw from")
    self.unitCount = unitCount
    var generator = SplitMix64(state: seed)
    draws = (0..<(unitCount * Self.drawCount)).map { _ in
      UInt32(generator.next() % UInt64(unitCount))
    }
  }

  /// The interval of Σ numerators / Σ denominators, or nil for fewer than two units or where a draw
  /// has no denominator.
  package func ratio(_ numerators: [Double], _ denominators: [Double]) -> ConfidenceInterval? {
    precondition(numerators.count == unitCount && denominators.count == unitCount)
    return interval { units in
      var numerator = 0.0
      var denominator = 0.0
      for unit in units {
        numerator += numerators[Int(unit)]
        denominator += denominators[Int(unit)]
      }
      return denominator == 0 ? nil : numerator / denominator
    }
  }

  /// The interval of the mean.
  package func mean(_ values: [Double]) -> ConfidenceInterval? {
    ratio(values, [Double](repeating: 1, count: values.count))
  }

  /// The interval of a statistic of drawn units.
  private func interval(_ statistic: (ArraySlice<UInt32>) -> Double?) -> ConfidenceInterval? {
    guard unitCount > 1 else { return nil }
    var values: [Double] = []
    values.reserveCapacity(Self.drawCount)
    for draw in 0..<Self.drawCount {
      let units = draws[(draw * unitCount)..<((draw + 1) * unitCount)]
      guard let value = statistic(units) else { return nil }
      values.append(value)
    }
    values.sort()
    let tail = (1 - Self.confidence) / 2
    return ConfidenceInterval(
      low: Quantile.of(tail, sorted: values), high: Quantile.of(1 - tail, sorted: values))
  }
}

/// Where a figure lies with 95 % confidence.
package struct ConfidenceInterval: Sendable, Equatable {
  /// The lower end.
  package var low: Double
  /// The upper end.
  package var high: Double

  /// Whether a value lies in the interval, ends included.
  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}

/// Quantiles by linear interpolation between neighbours (type 7 of Hyndman and Fan 1996).
package enum Quantile {
  /// The value below which a share of the values lies; `sorted` is rising and not empty.
  ///
  /// Example: the median (0.5) of 1, 2, 10, 20 is 6.
  package static func of(_ share: Double, sorted values: [Double]) -> Double {
    precondition(!values.isEmpty, "nothing has no quantile")
    let place = share * Double(values.count - 1)
    let lower = Int(place)
    let upper = min(lower + 1, values.count - 1)
    return values[lower] + (place - Double(lower)) * (values[upper] - values[lower])
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed everywhere.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
