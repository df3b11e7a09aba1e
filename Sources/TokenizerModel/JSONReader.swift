/// A strict pull parser for JSON (RFC 8259) over bytes.
///
/// It builds no tree: the caller asks for the value that it expects, and everything else is an error
/// that names line and column. Strings are handed out as UTF-8 bytes, because two keys that are
/// canonically equivalent are still two keys. Lone surrogates, ill-formed UTF-8, control characters
/// in strings, leading zeros, trailing commas and text after the value are refused, and so is
/// nesting beyond `depthLimit`.
package struct JSONReader {
  /// Nesting of arrays and objects that is still read.
  package static let depthLimit = 128

  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  /// The kind of the next value, seen from its first byte.
  package enum Kind: String {
    case object, array, string, number, boolean, null
  }

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The kind of the value that comes next.
  package mutating func peekKind() throws(JSONError) -> Kind {
    skipWhitespace()
    guard let first = peek else { throw error("the text ends where a value should stand") }
    switch first {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
    default: throw error("a value should stand here")
    }
  }

  /// Reads an object; `member` is called with each key and must read its value.
  ///
  /// - Throws: `JSONError` also for a key that stands twice when `uniqueKeys` is true. Large objects
  ///   whose keys the caller checks anyway pass false.
  package mutating func readObject(
    uniqueKeys: Bool = true,
    _ member: (inout JSONReader, [UInt8]) throws -> Void
  ) throws {
    try expect(.object)
    try open()
    var seen = SeenKeys()
    if try !skipEmptyEnd(UInt8(ascii: "}")) {
      repeat {
        guard try peekKind() == .string else { throw error("a key in quotes should stand here") }
        let keyStart = position
        let key = try readString()
        if uniqueKeys, !seen.insert(key) {
          throw error("the key \(JSONReader.quoted(key)) stands twice", at: keyStart)
        }
        try consume(UInt8(ascii: ":"), "a colon should stand after the key")
        try member(&self, key)
      } while try continues(until: UInt8(ascii: "}"))
    }
    depth -= 1
  }

  /// Reads an object; `member` is called before each key and must read the key and its value. Double
  /// keys are the caller's to find.
  mutating func readMembers(_ member: (inout JSONReader) throws -> Void) throws {
    try expect(.object)
    try open()
    if try !skipEmptyEnd(UInt8(ascii: "}")) {
      repeat { try member(&self) } while try continues(until: UInt8(ascii: "}"))
    }
    depth -= 1
  }

  /// Reads a key and the colon behind it, and appends the key's bytes, escapes resolved.
  mutating func readKey(into bytes: inout [UInt8]) throws(JSONError) {
    guard try peekKind() == .string else { throw error("a key in quotes should stand here") }
    try readString(into: &bytes)
    try consume(UInt8(ascii: ":"), "a colon should stand after the key")
  }

  /// Reads an array; `element` is called before each element, with its index, and must read it.
  package mutating func readArray(_ element: (inout JSONReader, Int) throws -> Void) throws {
    try expect(.array)
    try open()
    if try !skipEmptyEnd(UInt8(ascii: "]")) {
      var index = 0
      repeat {
        try element(&self, index)
        index += 1
      } while try continues(until: UInt8(ascii: "]"))
    }
    depth -= 1
  }

  /// Reads `true` or `false`.
  package mutating func readBool() throws(JSONError) -> Bool {
    try expect(.boolean)
    if skipWord("true") { return true }
    if skipWord("false") { return false }
    throw error("a value should stand here")
  }

  /// Reads `null` if it comes next.
  package mutating func readNull() throws(JSONError) -> Bool {
    guard try peekKind() == .null else { return false }
    guard skipWord("null") else { throw error("a value should stand here") }
    return true
  }

  /// Reads an integer that fits `Int`.
  package mutating func readInteger() throws(JSONError) -> Int {
    try expect(.number)
    let start = position
    if let value = readShortNatural() { return value }
    let text = try readNumber()
    guard let value = Int(String(decoding: text, as: UTF8.self)) else {
      throw error("an integer should stand here", at: start)
    }
    return value
  }

  /// Reads a number of at most nine digits and nothing else, which most are.
  private mutating func readShortNatural() -> Int? {
    var (value, end) = (0, position)
    while end < bytes.count, end - position < 10, bytes[end] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(bytes[end] - UInt8(ascii: "0"))
      end += 1
    }
    let length = end - position
    guard (1...9).contains(length), length == 1 || bytes[position] != UInt8(ascii: "0"),
      end < bytes.count,
      ![UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[end])
    else { return nil }
    position = end
    return value
  }

  /// Reads any number and gives its text.
  package mutating func readNumber() throws(JSONError) -> ArraySlice<UInt8> {
    try expect(.number)
    let start = position
    if peek == UInt8(ascii: "-") { position += 1 }
    let leading = position
    try skipDigits()
    if bytes[leading] == UInt8(ascii: "0"), position - leading > 1 {
      throw error("a number has no leading zeros", at: leading)
    }
    if peek == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if peek == UInt8(ascii: "e") || peek == UInt8(ascii: "E") {
      position += 1
      if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    return bytes[start..<position]
  }

  /// Reads over one value of any kind, checking it all the same.
  package mutating func skipValue() throws {
    switch try peekKind() {
    case .object: try readObject { reader, _ in try reader.skipValue() }
    case .array: try readArray { reader, _ in try reader.skipValue() }
    case .string: _ = try readString()
    case .number: _ = try readNumber()
    case .boolean: _ = try readBool()
    case .null: _ = try readNull()
    }
  }

  /// Goes over one value without checking it: only for what is read again later. It may end elsewhere
  /// than a checked reading, but never outside the text.
  mutating func skipUnchecked() throws(JSONError) {
    skipWhitespace()
    var open = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): skipStringUnchecked()
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
      default: continue
      }
      if open <= 0 { return }
    }
    throw error("the text ends in the middle")
  }

  /// Goes on behind the next quotation mark that no backslash stands before.
  private mutating func skipStringUnchecked() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\") {
        position = min(position + 2, bytes.count)
      } else {
        position += 1
        if byte == UInt8(ascii: "\"") { return }
      }
    }
  }

  /// Checks that only white space is left.
  package mutating func finish() throws(JSONError) {
    skipWhitespace()
    if position < bytes.count { throw error("nothing should stand after the value") }
  }

  /// An error at a byte offset, or at the reader's position.
  package func error(_ problem: String, at offset: Int? = nil) -> JSONError {
    JSONError(offset: offset ?? position, in: bytes, problem: problem)
  }

  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func expect(_ kind: Kind) throws(JSONError) {
    let found = try peekKind()
    if found != kind { throw error("expected \(kind.rawValue), found \(found.rawValue)") }
  }

  private mutating func open() throws(JSONError) {
    depth += 1
    if depth > JSONReader.depthLimit {
      throw error("nested deeper than \(JSONReader.depthLimit) levels")
    }
    position += 1
  }

  private mutating func skipEmptyEnd(_ close: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    guard peek == close else { return false }
    position += 1
    return true
  }

  private mutating func continues(until close: UInt8) throws(JSONError) -> Bool {
    skipWhitespace()
    let found = peek
    guard found == UInt8(ascii: ",") || found == close else {
      let closing = String(decoding: [close], as: UTF8.self)
      throw error(
        found == nil ? "the text ends in the middle" : "a comma or \(closing) should stand here")
    }
    position += 1
    return found != close
  }

  private mutating func consume(_ byte: UInt8, _ problem: String) throws(JSONError) {
    skipWhitespace()
    guard peek == byte else { throw error(problem) }
    position += 1
  }

  private mutating func skipWord(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, bytes[position..<end].elementsEqual(word.description.utf8) else {
      return false
    }
    position = end
    return true
  }

  private mutating func skipDigits() throws(JSONError) {
    guard let first = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else {
      throw error("a digit should stand here")
    }
    while let digit = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      position += 1
    }
  }

  private mutating func skipWhitespace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }
}

/// The keys of an object so far. Most objects have few, and these are held against each other sooner than
/// they are hashed.
private struct SeenKeys {
  private var few: [[UInt8]] = []
  private var many: Set<[UInt8]> = []

  /// Takes in a key; false if it was there before.
  mutating func insert(_ key: [UInt8]) -> Bool {
    if few.count == 16 {
      if many.isEmpty { many.formUnion(few) }
      return many.insert(key).inserted
    }
    if few.contains(key) { return false }
    few.append(key)
    return true
  }
}
