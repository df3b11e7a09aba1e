/// A scalar of a text, or a byte that is not part of well-formed UTF-8, which has no value.
package struct ScalarUnit {
  /// The scalar's value.
  package var value: UInt32?
  /// Its bytes.
  package var range: Range<Int>
}

/// Reads scalars from bytes.
package enum ScalarScan {
  /// The unit that begins at an index.
  @inline(__always)
  package static func unit(of text: Span<UInt8>, at index: Int) -> ScalarUnit {
    let byte = text[index]
    if byte < 0x80 { return ScalarUnit(value: UInt32(byte), range: index..<index + 1) }
    let scalar = decode(text, at: index)
    return ScalarUnit(
      value: scalar.length == 0 ? nil : scalar.value,
      range: index..<index + max(1, scalar.length))
  }

  /// The last unit of a range, or nil where it is empty.
  package static func last(
    of text: Span<UInt8>, in range: Range<Int>
  ) -> ScalarUnit? {
    if range.isEmpty { return nil }
    for length in 1...4 where range.count >= length {
      let start = range.upperBound - length
      if text[start] & 0xC0 == 0x80 { continue }
      let scalar = decode(text, at: start)
      guard scalar.length == length else { break }
      return ScalarUnit(value: scalar.value, range: start..<range.upperBound)
    }
    return ScalarUnit(value: nil, range: range.upperBound - 1..<range.upperBound)
  }

  /// The scalar that begins at an index, or length 0 (Unicode Standard, table 3-7).
  package static func decode(_ text: Span<UInt8>, at index: Int) -> (value: UInt32, length: Int) {
    let lead = text[index]
    let length: Int
    switch lead {
    case 0..<0x80: return (UInt32(lead), 1)
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return (0, 0)
    }
    guard index + length <= text.count else { return (0, 0) }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for place in 1..<length {
      let byte = text[index + place]
      guard byte & 0xC0 == 0x80 else { return (0, 0) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isWellFormed =
      switch length {
      case 3: value >= 0x800 && value & 0xFFFF_F800 != 0xD800
      case 4: (0x10000...0x10FFFF).contains(value)
      default: true
      }
    return isWellFormed ? (value, length) : (0, 0)
  }

  /// A scalar as UTF-8.
  package static func utf8(_ value: UInt32) -> [UInt8] {
    guard let scalar = Unicode.Scalar(value) else {
      preconditionFailure("\(value) is no scalar value")
    }
    return Array(String.UnicodeScalarView([scalar]).description.utf8)
  }
}

/// The 25 scalars of White_Space, which no version of Unicode has changed since 6.3.
package enum WhiteSpace {
  /// Where runs of white space begin and end, in turn.
  package static let bounds: [UInt32] = [
    0x09, 0x0E, 0x20, 0x21, 0x85, 0x86, 0xA0, 0xA1, 0x1680, 0x1681, 0x2000, 0x200B, 0x2028, 0x202A,
    0x202F, 0x2030, 0x205F, 0x2060, 0x3000, 0x3001,
  ]

  /// Whether a scalar is white space; what is no scalar is none.
  package static func contains(_ scalar: UInt32?) -> Bool {
    guard let scalar else { return false }
    return switch scalar {
    case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
      0x3000:
      true
    default: false
    }
  }
}
