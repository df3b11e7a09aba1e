/// Token bytes as text for people: whole UTF-8 stands as it is, and every byte that is not part of
/// whole UTF-8 within the token is written like `<0xEA>`.
///
/// This is for reading, not for reversing: a token whose text is really `<0xEA>` looks the same.
package enum ReadablePiece {
  /// The readable text of some bytes.
  ///
  /// - Complexity: O(length).
  package static func text(of bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    var result = ""
    var position = 0
    while position < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: position)
      if length == 0 {
        let digits = String(bytes[position], radix: 16, uppercase: true)
        result += "<0x\(digits.count == 1 ? "0" : "")\(digits)>"
        position += 1
      } else {
        result += String(decoding: bytes[position..<(position + length)], as: UTF8.self)
        position += length
      }
    }
    return result
  }
}
