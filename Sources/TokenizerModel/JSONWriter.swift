/// Writes JSON into a byte buffer: indented by two spaces as Hugging Face's files are, or compact.
///
/// The caller opens and closes arrays and objects; commas, line breaks and escapes come by
/// themselves. Equal calls give equal bytes.
package struct JSONWriter {
  /// What has been written so far.
  package private(set) var bytes: [UInt8] = []
  private let isIndented: Bool
  /// For each open array or object, whether it has an element yet.
  private var hasElement: [Bool] = []
  private var followsKey = false

  package init(indented: Bool) {
    isIndented = indented
  }

  package mutating func beginObject() { begin(UInt8(ascii: "{")) }
  package mutating func endObject() { end(UInt8(ascii: "}")) }
  package mutating func beginArray() { begin(UInt8(ascii: "[")) }
  package mutating func endArray() { end(UInt8(ascii: "]")) }

  /// Writes the key of the next value.
  package mutating func key(_ key: some Sequence<UInt8>) {
    separate()
    appendQuoted(key)
    bytes.append(UInt8(ascii: ":"))
    if isIndented { bytes.append(0x20) }
    followsKey = true
  }

  /// Writes the key of the next value.
  package mutating func key(_ key: String) { self.key(key.utf8) }

  /// Writes a string, given as well-formed UTF-8.
  package mutating func string(_ utf8: some Sequence<UInt8>) {
    separate()
    appendQuoted(utf8)
  }

  /// Writes a string.
  package mutating func string(_ string: String) { self.string(string.utf8) }

  /// Writes an integer.
  package mutating func integer(_ value: some BinaryInteger) { word(String(value)) }

  /// Writes `true` or `false`.
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }

  /// Writes `null`.
  package mutating func null() { word("null") }

  /// Writes a number, or null where there is none: the shortest digits that read back as the value.
  package mutating func number(_ value: Double?) {
    guard let value, value.isFinite else { return null() }
    word(value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)")
  }

  /// Writes a number of the given digits.
  package mutating func number(digits: String) { word(digits) }

  private mutating func word(_ word: String) {
    separate()
    bytes.append(contentsOf: word.utf8)
  }

  private mutating func begin(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    hasElement.append(false)
  }

  private mutating func end(_ bracket: UInt8) {
    if hasElement.removeLast() { breakLine() }
    bytes.append(bracket)
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let last = hasElement.last else { return }
    if last { bytes.append(UInt8(ascii: ",")) }
    hasElement[hasElement.count - 1] = true
    breakLine()
  }

  private mutating func breakLine() {
    guard isIndented else { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * hasElement.count))
  }

  private mutating func appendQuoted(_ utf8: some Sequence<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x08: bytes.append(contentsOf: "\\b".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0C: bytes.append(contentsOf: "\\f".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [JSONWriter.hexDigits[Int(byte >> 4)]])
        bytes.append(contentsOf: [JSONWriter.hexDigits[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static let hexDigits = Array("0123456789abcdef".utf8)
}
