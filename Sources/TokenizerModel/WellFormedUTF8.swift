/// Which byte sequences are UTF-8 (Unicode Standard, table 3-7).
package enum WellFormedUTF8 {
  /// The length in bytes of the scalar that begins at a position, or 0 where none does: no overlong
  /// form, no surrogate, nothing above U+10FFFF, nothing cut short.
  package static func scalarLength(in bytes: [UInt8], at position: Int) -> Int {
    scalarLength(in: bytes.span, at: position)
  }

  /// The same in a span.
  @inline(__always)
  static func scalarLength(in bytes: Span<UInt8>, at position: Int) -> Int {
    let lead = bytes[position]
    let length: Int
    let second: ClosedRange<UInt8>
    switch lead {
    case 0..<0x80: return 1
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard position + length <= bytes.count, second.contains(bytes[position + 1]),
      length < 3 || bytes[position + 2] & 0xC0 == 0x80,
      length < 4 || bytes[position + 3] & 0xC0 == 0x80
    else { return 0 }
    return length
  }
}
