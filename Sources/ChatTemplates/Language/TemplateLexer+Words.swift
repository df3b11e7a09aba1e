import TokenizerModel

extension TemplateLexer {
  private static let signs = ["==", "!=", ">=", "<=", "//", "**"]
  private static let single = Set("+-/*%~[](){}><=.:|,;".utf8)

  /// Reads the words of a tag up to its end, which a brace of an expression does not close.
  mutating func readWords(
    from start: Int, closing: UInt8, _ first: TemplateToken.Kind, _ last: TemplateToken.Kind
  ) throws(ChatTemplateError) {
    tokens.append(TemplateToken(kind: first, offset: start))
    var open: [UInt8] = []
    while true {
      skipSpace()
      guard let byte = peek() else { throw error("the tag never ends", at: start) }
      if open.isEmpty, let (end, sign) = tagEnd(closing) {
        tokens.append(TemplateToken(kind: last, offset: index))
        // Behind an output nothing is trimmed unless it says so.
        let trims = last == .blockEnd || sign == UInt8(ascii: "-")
        index = trims ? trimmedEnd(sign, from: end) : end
        return
      }
      let wordStart = index
      tokens.append(TemplateToken(kind: try readWord(byte, &open), offset: wordStart))
    }
  }

  /// Where the tag ends, if it ends here, and the sign before its closing.
  private func tagEnd(_ closing: UInt8) -> (end: Int, sign: UInt8)? {
    let brace = UInt8(ascii: "}")
    if peek() == closing, peek(1) == brace { return (index + 2, 0) }
    guard let sign = peek(), peek(1) == closing, peek(2) == brace else { return nil }
    guard sign == UInt8(ascii: "-") || (sign == UInt8(ascii: "+") && closing != brace) else {
      return nil
    }
    return (index + 3, sign)
  }

  private mutating func readWord(
    _ byte: UInt8, _ open: inout [UInt8]
  ) throws(ChatTemplateError) -> TemplateToken.Kind {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .string(try readString(byte))
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), 0x80...:
      return .name(readName())
    default: return try readSign(byte, &open)
    }
  }

  private mutating func readName() -> String {
    let start = index
    while let byte = peek(), isNameByte(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  private mutating func readSign(
    _ byte: UInt8, _ open: inout [UInt8]
  ) throws(ChatTemplateError) -> TemplateToken.Kind {
    if let next = peek(1) {
      let pair = String(decoding: [byte, next], as: UTF8.self)
      if Self.signs.contains(pair) {
        index += 2
        return .sign(pair)
      }
    }
    let sign = String(decoding: [byte], as: UTF8.self)
    guard Self.single.contains(byte) else {
      throw error("\(JSONReader.quoted([byte])) has no meaning here", at: index)
    }
    switch byte {
    case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
    case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
    case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      guard open.popLast() == byte else { throw error("\(sign) closes nothing", at: index) }
    default: break
    }
    index += 1
    return .sign(sign)
  }

  private mutating func readNumber() throws(ChatTemplateError) -> TemplateToken.Kind {
    let start = index
    if peek() == UInt8(ascii: "0"), let mark = peek(1),
      "xXoObB".utf8.contains(mark)
    {
      throw error("a number that is not decimal is not supported", at: start)
    }
    skipDigits()
    var isFloat = false
    let isBehindDot = start > 0 && bytes[start - 1] == UInt8(ascii: ".")
    if !isBehindDot, peek() == UInt8(ascii: "."), isDigit(peek(1)) {
      isFloat = true
      index += 1
      skipDigits()
    }
    if !isBehindDot, let mark = peek(), mark | 0x20 == UInt8(ascii: "e") {
      let isSigned = peek(1) == UInt8(ascii: "-") || peek(1) == UInt8(ascii: "+")
      if isDigit(peek(isSigned ? 2 : 1)) {
        isFloat = true
        index += isSigned ? 2 : 1
        skipDigits()
      }
    }
    let digits = String(decoding: bytes[start..<index].filter { $0 != 0x5F }, as: UTF8.self)
    if isFloat, let value = Double(digits) { return .float(value) }
    guard !isFloat, let value = Int(digits) else {
      throw error("the number is beyond 64 bits", at: start)
    }
    return .integer(value)
  }

  private func isDigit(_ byte: UInt8?) -> Bool {
    byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false
  }

  private mutating func skipDigits() {
    while isDigit(peek()) || (peek() == UInt8(ascii: "_") && isDigit(peek(1))) { index += 1 }
  }

  private mutating func readString(_ quote: UInt8) throws(ChatTemplateError) -> [UInt8] {
    let start = index
    var content: [UInt8] = []
    index += 1
    while let byte = peek() {
      index += 1
      switch byte {
      case quote: return content
      case UInt8(ascii: "\\"): try readEscape(into: &content)
      default: content.append(byte)
      }
    }
    throw error("the string never ends", at: start)
  }

  /// Reads an escape of a Python string; an unknown one stands for itself, backslash and all.
  private mutating func readEscape(into content: inout [UInt8]) throws(ChatTemplateError) {
    let start = index - 1
    guard let kind = peek() else { throw error("the template ends in an escape", at: start) }
    index += 1
    switch kind {
    case 0x0A: break
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): content.append(kind)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "a"): content.append(0x07)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "v"): content.append(0x0B)
    case UInt8(ascii: "x"): try appendScalar(digits: 2, from: start, to: &content)
    case UInt8(ascii: "u"): try appendScalar(digits: 4, from: start, to: &content)
    case UInt8(ascii: "U"): try appendScalar(digits: 8, from: start, to: &content)
    case UInt8(ascii: "0")...UInt8(ascii: "7"), UInt8(ascii: "N"):
      throw error("an escape by octal number or by name is not supported", at: start)
    default: content += [UInt8(ascii: "\\"), kind]
    }
  }

  private mutating func appendScalar(
    digits: Int, from start: Int, to content: inout [UInt8]
  ) throws(ChatTemplateError) {
    let text = String(decoding: bytes[index..<min(index + digits, bytes.count)], as: UTF8.self)
    guard text.utf8.count == digits, text.utf8.first != UInt8(ascii: "+"),
      let value = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(value)
    else { throw error("the escape stands for no character", at: start) }
    content.append(contentsOf: String(scalar).utf8)
    index += digits
  }
}
