/// Base64 with padding (RFC 4648, section 4): the spelling of token bytes in text formats.
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  private static let values: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    for (value, character) in alphabet.enumerated() { table[Int(character)] = UInt8(value) }
    return table
  }()

  /// Appends the text that stands for some bytes.
  package static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
    var group: UInt32 = 0
    var count = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      count += 1
      if count == 3 {
        for shift in [18, 12, 6, 0] as [UInt32] {
          text.append(alphabet[Int(group >> shift & 63)])
        }
        (group, count) = (0, 0)
      }
    }
    if count == 0 { return }
    group <<= UInt32(8 * (3 - count))
    for place in 0..<4 {
      let shift = UInt32(18 - 6 * place)
      text.append(place <= count ? alphabet[Int(group >> shift & 63)] : UInt8(ascii: "="))
    }
  }

  /// The bytes that a text stands for, or nil where it is not Base64: a foreign character, a length
  /// that is no multiple of four, padding that is missing, misplaced or hides bits.
  package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(text.count / 4 * 3)
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for character in text.dropLast(padding) {
      let value = values[Int(character)]
      if value == 0xFF { return nil }
      group = group << 6 | UInt32(value)
      bits += 6
      if bits >= 8 {
        bits -= 8
        result.append(UInt8(truncatingIfNeeded: group >> bits))
        group &= (1 << bits) - 1
      }
    }
    return group == 0 ? result : nil
  }
}
