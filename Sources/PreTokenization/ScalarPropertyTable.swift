/// The properties of all Unicode scalars that split patterns ask about: general category,
/// Alphabetic and White_Space.
///
/// One committed table of one Unicode version, so that a vocabulary cuts its text alike on every
/// machine; nothing here asks the system.
package enum ScalarPropertyTable {
  /// A stretch of scalars that have the same properties.
  struct Run {
    /// The scalar values, surrogates included.
    var scalars: Range<UInt32>
    /// The properties that all of them have.
    var properties: ScalarProperties
  }

  /// The runs in rising order, from U+0000 to U+10FFFF without gaps.
  ///
  /// - Complexity: O(runs), some 4,000, at each call.
  static func runs() -> [Run] {
    let bytes = decodeBase64(packedRuns)
    var runs: [Run] = []
    runs.reserveCapacity(bytes.count / 2)
    var start: UInt32 = 0
    var index = 0
    while index < bytes.count {
      let properties = ScalarProperties(bits: bytes[index])
      index += 1
      var length: UInt32 = 0
      var shift: UInt32 = 0
      var digit: UInt8
      repeat {
        digit = bytes[index]
        index += 1
        length |= UInt32(digit & 0x7F) << shift
        shift += 7
      } while digit >= 0x80
      runs.append(Run(scalars: start..<(start + length), properties: properties))
      start += length
    }
    precondition(start == 0x110000, "the runs of the scalar property table end at \(start)")
    return runs
  }

  /// The bytes that a text in base 64 (RFC 4648) stands for; the text is our own.
  private static func decodeBase64(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4 * 3)
    var bits: UInt32 = 0
    var bitCount = 0
    for character in text.utf8 {
      let digit: UInt8
      switch character {
      case 0x41...0x5A: digit = character - 0x41
      case 0x61...0x7A: digit = character - 0x61 + 26
      case 0x30...0x39: digit = character - 0x30 + 52
      case 0x2B: digit = 62
      case 0x2F: digit = 63
      default: continue
      }
      bits = bits << 6 | UInt32(digit)
      bitCount += 6
      if bitCount >= 8 {
        bitCount -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(bitCount)))
      }
    }
    return bytes
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
}
