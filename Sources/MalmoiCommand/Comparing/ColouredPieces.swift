import Tokenization
import TokenizerModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The line of ``PieceText`` with colour for eyes on a terminal: neighbours differ, and a piece that is
/// no whole UTF-8 is underlined too. Without the colours it is the same JSON.
enum ColouredPieces {
  /// Whether standard output is a terminal and NO_COLOR is not set (no-color.org).
  static var isWanted: Bool {
    isatty(STDOUT_FILENO) == 1 && (ProcessEnvironment.variables["NO_COLOR"] ?? "").isEmpty
  }

  /// A JSON array of the pieces with colours.
  static func line(of text: TokenizedText, _ tokenizer: Tokenizer) -> [UInt8] {
    var line = Array("[".utf8)
    for (index, id) in text.ids.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      let bytes = tokenizer.tokenBytes(of: id) ?? []
      var writer = JSONWriter(indented: false)
      writer.string(ReadablePiece.text(of: bytes))
      // Black on pale blue and pale yellow of the 256 colours: legible on light and dark terminals.
      let background = index % 2 == 0 ? 153 : 223
      let underline = isWhole(bytes) ? "" : ";4"
      line += Array("\u{1B}[38;5;16;48;5;\(background)\(underline)m".utf8)
      line += escapingControls(writer.bytes)
      line += Array("\u{1B}[0m".utf8)
    }
    return line + Array("]\n".utf8)
  }

  /// JSON with DEL and the controls of C1 escaped, which could command the terminal.
  private static func escapingControls(_ json: [UInt8]) -> [UInt8] {
    var result = ""
    for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
      if (0x7F..<0xA0).contains(scalar.value) {
        result += "\\u00" + String(scalar.value, radix: 16)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return Array(result.utf8)
  }

  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    var position = 0
    while position < bytes.count {
      let length = WellFormedUTF8.scalarLength(in: bytes, at: position)
      if length == 0 { return false }
      position += length
    }
    return true
  }
}
