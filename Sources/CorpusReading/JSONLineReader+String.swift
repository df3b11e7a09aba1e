extension JSONLineReader {
  /// Reads the string that begins at `position` and appends what it stands for to a buffer.
  mutating func readString(onto text: inout [UInt8]) throws(JSONLineProblem) {
    position += 1
    while true {
      let start = position
      while position < end, Self.standsForItself(bytes[position]) { position += 1 }
      if start < position { text.append(contentsOf: bytes[start..<position]) }
      switch current {
      case nil: throw unexpected("'\"'")
      case 0x22:
        position += 1
        return
      case 0x5C: try readEscape(onto: &text)
      case let control?: throw .controlCharacter(control)
      }
    }
  }

  private static func standsForItself(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != 0x22 && byte != 0x5C
  }

  private mutating func readEscape(onto text: inout [UInt8]) throws(JSONLineProblem) {
    let start = position
    position += 1
    switch current {
    case 0x22, 0x5C, 0x2F: text.append(bytes[position])
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75:
      let unit = try readUnit()
      if let scalar = Unicode.Scalar(unit) {
        text.append(utf8Of: scalar)
      } else {
        text.append(utf8Of: try readPair(high: unit, at: start))
      }
      return
    default: throw unexpected("one of \" \\ / b f n r t u")
    }
    position += 1
  }

  /// Reads the second half of a surrogate pair, whose first half was written at `start`.
  private mutating func readPair(
    high: UInt16, at start: Int
  ) throws(JSONLineProblem) -> Unicode.Scalar {
    if UTF16.isLeadSurrogate(high), current == 0x5C, position + 1 < end,
      bytes[position + 1] == 0x75
    {
      position += 1
      let low = try readUnit()
      let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(low & 0x3FF))
      if UTF16.isTrailSurrogate(low), let scalar = Unicode.Scalar(value) { return scalar }
    }
    position = start
    throw .loneSurrogate(high)
  }

  /// Reads `u` and four hexadecimal digits.
  private mutating func readUnit() throws(JSONLineProblem) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      position += 1
      let digit: UInt8 =
        switch current {
        case let byte? where (0x30...0x39).contains(byte): byte - 0x30
        case let byte? where (0x41...0x46).contains(byte & 0xDF): (byte & 0xDF) - 0x37
        default: throw unexpected("a hexadecimal digit")
        }
      unit = unit << 4 | UInt16(digit)
    }
    position += 1
    return unit
  }
}

extension [UInt8] {
  /// Appends the UTF-8 of a scalar.
  ///
  /// With `append(contentsOf: scalar.utf8)` text that is all `\u` escapes, as Python writes Korean,
  /// takes 30 % longer to read.
  fileprivate mutating func append(utf8Of scalar: Unicode.Scalar) {
    let value = scalar.value
    func trail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | value >> shift & 0x3F) }
    switch value {
    case ..<0x80:
      append(UInt8(value))
    case ..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(trail(0))
    case ..<0x10000:
      append(UInt8(0xE0 | value >> 12))
      append(trail(6))
      append(trail(0))
    default:
      append(UInt8(0xF0 | value >> 18))
      append(trail(12))
      append(trail(6))
      append(trail(0))
    }
  }
}
