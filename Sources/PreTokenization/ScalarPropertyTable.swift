/// The properties of all Unicode scalars that split patterns ask about: general category,
/// Alphabetic and White_Space.
///
/// One committed table of one Unicode version, so that a vocabulary cuts its text alike on every
/// machine; nothing here asks the system.
package enum ScalarPropertyTable {
  /// The properties of all scalars, run by run.
  ///
  /// - Complexity: O(runs) to unpack; there are some 4,000.
  static func runs() -> some Sequence<(scalars: Range<UInt32>, properties: ScalarProperties)> {
    PackedRuns(packedRuns).lazy.map { ($0.scalars, ScalarProperties(bits: $0.value)) }
  }
}

/// What the table says about one scalar.
///
/// ```
///   bit 7   6   5   4         0
///     +---+---+---+-----------+
///     | 0 | W | A | category  |   W: White_Space, A: Alphabetic
///     +---+---+---+-----------+
/// ```
struct ScalarProperties: Equatable {
  /// The packed byte.
  var bits: UInt8

  /// The general category.
  var category: GeneralCategory {
    guard let category = GeneralCategory(rawValue: bits & 0x1F) else {
      preconditionFailure("the scalar property table holds category \(bits & 0x1F)")
    }
    return category
  }
  /// Whether the scalar has the property Alphabetic.
  var isAlphabetic: Bool { bits & 0x20 != 0 }
  /// Whether the scalar has the property White_Space.
  var isWhiteSpace: Bool { bits & 0x40 != 0 }
}

/// Unicode's general categories by their short names; the raw values are ICU's.
enum GeneralCategory: UInt8, CaseIterable {
  case cn, lu, ll, lt, lm, lo, mn, me, mc, nd, nl, no, zs, zl, zp, cc, cf, co, cs
  case pd, ps, pe, pc, po, sm, sc, sk, so, pi, pf

  /// The short name in lower case, such as "lu".
  var shortName: Substring { Self.shortNames[Int(rawValue)] }

  private static let shortNames =
    "cn lu ll lt lm lo mn me mc nd nl no zs zl zp cc cf co cs pd ps pe pc po sm sc sk so pi pf"
    .split(separator: " ")
}
