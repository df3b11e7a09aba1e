/// Runs of scalars that share a value, unpacked from the text of a generated table.
///
/// The text is base 64 (RFC 4648) of, for each run, its value and its length in base 128, low digits
/// first, the top bit set on all digits but the last. The runs rise from U+0000 to U+10FFFF without
/// gaps, surrogates included.
struct PackedRuns: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var index = 0
  private var start: UInt32 = 0

  /// The runs of a generated table.
  init(_ text: String) {
    bytes = Self.decodeBase64(text)
  }

  /// The next run, or nil after U+10FFFF.
  mutating func next() -> (scalars: Range<UInt32>, value: UInt8)? {
    guard index < bytes.count else {
      precondition(start == 0x110000, "the runs of a scalar table end at \(start)")
      return nil
    }
    let value = bytes[index]
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
    defer { start += length }
    return (start..<(start + length), value)
  }

  /// The bytes that a text in base 64 stands for; other characters are passed over.
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
