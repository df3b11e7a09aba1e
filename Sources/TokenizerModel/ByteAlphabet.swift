/// GPT-2's mapping of the 256 bytes to printable characters, and the order of ids it gives.
///
/// The 188 bytes 0x21...0x7E, 0xA1...0xAC and 0xAE...0xFF stand for themselves as scalars; the other 68,
/// in rising order, are U+0100...U+0143. Sorted by their character, the bytes have the ids 0 to 255
/// in vocabularies that Hugging Face's trainer makes.
///
/// Source: `bytes_to_unicode` of GPT-2 (Radford et al. 2019).
public enum ByteAlphabet {
  /// The scalar value of each byte.
  public static let scalars: [UInt16] = {
    var table = [UInt16](repeating: 0, count: 256)
    var next: UInt16 = 0x100
    for byte in UInt16(0)..<256 {
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: table[Int(byte)] = byte
      default:
        table[Int(byte)] = next
        next += 1
      }
    }
    return table
  }()

  /// The bytes in the order of their characters: the byte of each id below 256.
  public static let bytesByCharacter: [UInt8] =
    (UInt8.min...UInt8.max).sorted { scalars[Int($0)] < scalars[Int($1)] }
}

extension ByteAlphabet {
  /// The bytes that a string of the alphabet stands for, or nil where a character is not in it.
  package static func bytes(of text: some RandomAccessCollection<UInt8>) -> [UInt8]? {
    let text = Array(text)
    var (result, end) = ([UInt8](repeating: 0, count: text.count), 0)
    var buffer = result.mutableSpan
    guard write(text.span, 0..<text.count, byteOfScalar.span, to: &buffer, at: &end) else {
      return nil
    }
    result.removeLast(result.count - end)
    return result
  }

  /// Writes the bytes that a string of the alphabet stands for to a buffer from `end` on; false, with `end`
  /// where it was, where a character is not in it. `table` is `byteOfScalar`.
  @inline(__always)
  static func write(
    _ text: Span<UInt8>, _ range: Range<Int>, _ table: Span<Int16>,
    to buffer: inout MutableSpan<UInt8>, at end: inout Int
  ) -> Bool {
    var (index, written) = (range.lowerBound, end)
    while index < range.upperBound {
      let lead = text[index]
      var scalar = Int(lead)
      index &+= 1
      // Every character of the alphabet lies below U+0144: one or two bytes.
      if lead >= 0x80 {
        guard (0xC2...0xC5).contains(lead), index < range.upperBound else { return false }
        scalar = Int(lead & 0x1F) &<< 6 | Int(text[index] & 0x3F)
        index &+= 1
      }
      guard scalar < table.count, table[scalar] >= 0 else { return false }
      buffer[written] = UInt8(truncatingIfNeeded: table[scalar])
      written &+= 1
    }
    end = written
    return true
  }

  /// The byte that a character of a text stands for, or nil where it is not in the alphabet.
  package static func byte(of text: Span<UInt8>, in character: Range<Int>) -> UInt8? {
    let lead = text[character.lowerBound]
    let scalar: Int
    switch character.count {
    case 1 where lead < 0x80: scalar = Int(lead)
    case 2: scalar = Int(lead & 0x1F) << 6 | Int(text[character.lowerBound + 1] & 0x3F)
    default: return nil
    }
    guard scalar < byteOfScalar.count, byteOfScalar[scalar] >= 0 else { return nil }
    return UInt8(byteOfScalar[scalar])
  }

  /// The string of the alphabet, as UTF-8, that stands for some bytes.
  package static func text(of bytes: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes {
      let scalar = scalars[Int(byte)]
      if scalar < 0x80 {
        result.append(UInt8(scalar))
      } else {
        result.append(UInt8(0xC0 | scalar >> 6))
        result.append(UInt8(0x80 | scalar & 0x3F))
      }
    }
    return result
  }

  /// The byte of each scalar below U+0144, or -1.
  static let byteOfScalar: [Int16] = {
    var table = [Int16](repeating: -1, count: 0x144)
    for (byte, scalar) in scalars.enumerated() { table[Int(scalar)] = Int16(byte) }
    return table
  }()
}
