extension JSONReader {
  /// Reads a string and gives its UTF-8 bytes, escapes resolved.
  package mutating func readString() throws(JSONError) -> [UInt8] {
    var result: [UInt8] = []
    try readString(into: &result)
    return result
  }

  /// Reads a string and appends its UTF-8 bytes, escapes resolved.
  ///
  /// - Complexity: O(length of the string).
  package mutating func readString(into result: inout [UInt8]) throws(JSONError) {
    guard try peekKind() == .string else { throw error("a string should stand here") }
    let opening = position
    position += 1
    while true {
      let start = position
      let end = endOfRun(from: start)
      // Most strings are short: byte by byte is quicker than as a slice.
      for index in start..<end { result.append(bytes[index]) }
      position = end
      guard let byte = peek else { throw error("the string never ends", at: opening) }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try readEscape(into: &result)
      case 0..<0x20:
        throw error("a control character in a string must be written as an escape")
      default: throw error("ill-formed UTF-8")
      }
    }
  }

  /// Where whole characters end that stand for themselves in a string.
  private func endOfRun(from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), 0..<0x20: return end
      case 0x20..<0x80: end += 1
      default:
        let length = WellFormedUTF8.scalarLength(in: bytes, at: end)
        if length == 0 { return end }
        end += length
      }
    }
    return end
  }

  /// The bytes as a string in quotes for a message, with what no terminal should see made visible.
  package static func quoted(_ bytes: some Sequence<UInt8>) -> String {
    "\"\(inOneLine(String(decoding: Array(bytes.prefix(80)), as: UTF8.self)))\""
  }

  /// A message in which what is quoted from outside can neither end the line nor turn its direction.
  package static func inOneLine(_ message: String) -> String {
    var shown = ""
    for scalar in message.unicodeScalars {
      if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
        || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
      {
        shown += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  private mutating func readEscape(into result: inout [UInt8]) throws(JSONError) {
    let start = position
    position += 1
    guard let kind = peek else { throw error("the text ends in an escape") }
    position += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(kind)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var value = try readFourHexDigits()
      if (0xD800..<0xDC00).contains(value) {
        guard position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
          bytes[position + 1] == UInt8(ascii: "u")
        else { throw error("half of a surrogate pair", at: start) }
        position += 2
        let low = try readFourHexDigits()
        guard (0xDC00..<0xE000).contains(low) else {
          throw error("half of a surrogate pair", at: start)
        }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else {
        throw error("half of a surrogate pair", at: start)
      }
      result.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
    default: throw error("an unknown escape", at: start)
    }
  }

  private mutating func readFourHexDigits() throws(JSONError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw error("four hexadecimal digits should stand here")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
