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
