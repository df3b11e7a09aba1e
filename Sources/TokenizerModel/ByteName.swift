/// The names of the tokens that stand for single bytes, `<0x00>` to `<0xFF>`.
package enum ByteName {
  /// The byte that a token's text names.
  package static func byte(of text: some Collection<UInt8>) -> UInt8? {
    guard text.count == 6, text.starts(with: Array("<0x".utf8)) else { return nil }
    let digits = Array(text.dropFirst(3))
    guard digits[2] == UInt8(ascii: ">"), let high = value(of: digits[0]),
      let low = value(of: digits[1])
    else { return nil }
    return high << 4 | low
  }

  /// The text of a byte's token.
  package static func text(of byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return Array("<0x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]] + [0x3E]
  }

  /// Capital digits only, as the references write them.
  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    default: nil
    }
  }
}
