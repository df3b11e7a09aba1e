import TokenizerModel

/// Token ids as text and as words.
enum IDText {
  /// Numbers separated by spaces, and a line feed.
  static func line(of ids: [TokenID]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(6 * ids.count + 1)
    for (index, id) in ids.enumerated() {
      if index > 0 { text.append(0x20) }
      append(id.rawValue, to: &text)
    }
    text.append(0x0A)
    return text
  }

  /// 32-bit words, little-endian.
  static func words(of ids: [TokenID]) -> [UInt8] {
    var words: [UInt8] = []
    words.reserveCapacity(4 * ids.count)
    for id in ids {
      for shift in [0, 8, 16, 24] as [UInt32] {
        words.append(UInt8(truncatingIfNeeded: id.rawValue >> shift))
      }
    }
    return words
  }

  /// The ids in a text of numbers parted by white space.
  ///
  /// - Throws: `CommandFailure` naming the line of what is no id.
  static func ids(in text: [UInt8], path: String) throws -> [TokenID] {
    try ids(in: text, from: 1, path: path)
  }

  /// The ids in each line of a text; an empty line gives an empty list, the end of the last none.
  ///
  /// - Throws: `CommandFailure` naming the line of what is no id.
  static func lines(of text: [UInt8], path: String) throws -> [[TokenID]] {
    var lines: [[TokenID]] = []
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: 0x0A) ?? text.count
      lines.append(try ids(in: Array(text[start..<end]), from: lines.count + 1, path: path))
      start = end + 1
    }
    return lines
  }

  private static func ids(
    in text: [UInt8], from line: Int, path: String
  ) throws -> [TokenID] {
    var ids: [TokenID] = []
    var line = line
    var start = 0
    while start < text.count {
      let byte = text[start]
      if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
        if byte == 0x0A { line += 1 }
        start += 1
        continue
      }
      let end = text[start...].firstIndex { $0 <= 0x20 } ?? text.count
      guard let id = number(text[start..<end]) else {
        let word = ReadablePiece.text(of: text[start..<min(end, start + 24)])
        throw CommandFailure("\(path): line \(line): \(word) is no token id")
      }
      ids.append(id)
      start = end
    }
    return ids
  }

  /// The ids in 32-bit little-endian words.
  static func ids(inWords bytes: [UInt8], path: String) throws -> [TokenID] {
    guard bytes.count.isMultiple(of: 4) else {
      throw CommandFailure(
        "\(path): \(bytes.count) bytes are no whole number of 32-bit words; the file is cut short "
          + "or not in the format u32")
    }
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      TokenID(
        rawValue: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) << UInt32(8 * $1) })
    }
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> TokenID? {
    guard digits.count <= 10 else { return nil }
    var value = 0
    for digit in digits {
      guard (0x30...0x39).contains(digit) else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return UInt32(exactly: value).map(TokenID.init(rawValue:))
  }

  private static func append(_ number: UInt32, to text: inout [UInt8]) {
    if number >= 10 { append(number / 10, to: &text) }
    text.append(UInt8(0x30 + number % 10))
  }
}
