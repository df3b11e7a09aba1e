/// Goes quickly over what is ordinary in a JSON text, and stops where something is not.
///
/// A vocabulary is a hundred thousand strings and numbers of which nearly all are well formed. Each
/// function reads one of them by plain comparisons and gives nil where it does not know what to do;
/// `JSONReader`, asked for the same place, reads it or says what is wrong with it. What is read here is
/// read alike there.
enum OrdinaryJSON {
  /// The first place from one on where no white space stands.
  @inline(__always)
  static func skipSpace(_ text: Span<UInt8>, _ place: Int) -> Int {
    var place = place
    while place < text.count, text[place] <= 0x20, isSpace(text[place]) { place &+= 1 }
    return place
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// The place behind a byte that stands behind white space; nil where another does.
  @inline(__always)
  static func skip(_ byte: UInt8, _ text: Span<UInt8>, _ place: Int) -> Int? {
    let place = skipSpace(text, place)
    return place < text.count && text[place] == byte ? place &+ 1 : nil
  }

  /// A place near another behind which an element of an array seems to begin, of strings or of arrays:
  /// behind the comma between two of them. It may stand within a string all the same.
  static func placeBehindElement(
    _ text: Span<UInt8>, near place: Int, opening: UInt8
  ) -> Int? {
    let closing = opening == UInt8(ascii: "[") ? UInt8(ascii: "]") : opening
    var place = max(place, 1)
    while place &+ 1 < text.count {
      if text[place] == UInt8(ascii: ","), text[place &- 1] == closing,
        case let next = skipSpace(text, place &+ 1), next < text.count, text[next] == opening
      {
        return place &+ 1
      }
      place &+= 1
    }
    return nil
  }

  /// A place near another behind which a member of an object of numbers seems to begin: behind the comma
  /// between a digit and a string. It may stand within a string all the same.
  static func placeBehindMember(_ text: Span<UInt8>, near place: Int) -> Int? {
    var place = max(place, 1)
    while place &+ 1 < text.count {
      if text[place] == UInt8(ascii: ","), text[place &- 1] &- 0x30 < 10,
        case let next = skipSpace(text, place &+ 1), next < text.count,
        text[next] == UInt8(ascii: "\"")
      {
        return place &+ 1
      }
      place &+= 1
    }
    return nil
  }

  /// The place behind a number of at most nine digits, and the number.
  @inline(__always)
  static func natural(_ text: Span<UInt8>, _ place: Int) -> (value: UInt32, end: Int)? {
    let start = skipSpace(text, place)
    var (value, end): (UInt32, Int) = (0, start)
    while end < text.count, end &- start < 10, text[end] &- 0x30 < 10 {
      value = value &* 10 &+ UInt32(text[end] &- 0x30)
      end &+= 1
    }
    guard end > start, end &- start < 10, text[start] != 0x30 || end &- start == 1,
      end < text.count, text[end] != 0x2E, text[end] | 0x20 != 0x65
    else { return nil }
    return (value, end)
  }

  /// Reads a string, its quotation mark behind white space, into a buffer from `end` on, escapes resolved.
  ///
  /// - Returns: The place behind the string, or nil; then what stands in the buffer from `end` on means
  ///   nothing.
  @inline(__always)
  static func string(
    _ text: Span<UInt8>, _ place: Int, into buffer: inout MutableSpan<UInt8>, _ end: inout Int
  ) -> Int? {
    var place = skipSpace(text, place)
    guard place < text.count, text[place] == 0x22 else { return nil }
    place &+= 1
    // One character is at most four bytes.
    while place < text.count, end &+ 4 <= buffer.count {
      let byte = text[place]
      if byte == 0x22 { return place &+ 1 }
      if byte < 0x80 {
        if byte < 0x20 { return nil }
        if byte == 0x5C {
          guard let next = escape(text, place, into: &buffer, &end) else { return nil }
          place = next
          continue
        }
        buffer[end] = byte
        end &+= 1
        place &+= 1
      } else {
        let length = WellFormedUTF8.scalarLength(in: text, at: place)
        if length == 0 { return nil }
        for offset in 0..<length { buffer[end &+ offset] = text[place &+ offset] }
        end &+= length
        place &+= length
      }
    }
    return nil
  }

  /// Reads an escape that is no part of a pair of surrogates.
  private static func escape(
    _ text: Span<UInt8>, _ place: Int, into buffer: inout MutableSpan<UInt8>, _ end: inout Int
  ) -> Int? {
    guard place &+ 1 < text.count else { return nil }
    switch text[place &+ 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      buffer[end] = text[place &+ 1]
    case UInt8(ascii: "n"): buffer[end] = 0x0A
    case UInt8(ascii: "t"): buffer[end] = 0x09
    case UInt8(ascii: "u"): return scalarEscape(text, place, into: &buffer, &end)
    default: return nil
    }
    end &+= 1
    return place &+ 2
  }

  /// Reads `\u` and four digits.
  private static func scalarEscape(
    _ text: Span<UInt8>, _ place: Int, into buffer: inout MutableSpan<UInt8>, _ end: inout Int
  ) -> Int? {
    guard place &+ 6 <= text.count else { return nil }
    var value: UInt32 = 0
    for offset in 2..<6 {
      let byte = text[place &+ offset]
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte &- 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) &- 0x57)
      default: return nil
      }
    }
    if value < 0x80 {
      buffer[end] = UInt8(value)
      end &+= 1
    } else if value < 0x800 {
      buffer[end] = UInt8(0xC0 | value >> 6)
      buffer[end &+ 1] = UInt8(0x80 | value & 0x3F)
      end &+= 2
    } else {
      if (0xD800..<0xE000).contains(value) { return nil }
      buffer[end] = UInt8(0xE0 | value >> 12)
      buffer[end &+ 1] = UInt8(0x80 | value >> 6 & 0x3F)
      buffer[end &+ 2] = UInt8(0x80 | value & 0x3F)
      end &+= 3
    }
    return place &+ 6
  }
}
