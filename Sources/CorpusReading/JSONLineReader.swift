/// Reads lines of a JSON Lines file strictly by RFC 8259, for the sake of one string in each.
///
/// `TokenizerModel` has a JSON reader too, which builds values and works on whole files. This room
/// may not import that one, and need not: here nothing is built, the rest is only skipped, yet
/// checked. One thing is not: bytes of a string that are no UTF-8 stay, as they do in plain text.
struct JSONLineReader {
  let bytes: [UInt8]
  /// Where the line ends in the buffer.
  private(set) var end = 0
  /// Where reading stands in the buffer; after an error, where the problem is.
  var position = 0
  /// The last string that was read and is not the text: a name, or a value to skip.
  private var scratch: [UInt8] = []

  /// How many arrays and objects may lie within each other.
  private static let depthLimit = 128

  /// A reader of lines in a buffer.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads a whole line, without its line end, and appends the text in it to a buffer.
  mutating func appendText(
    of field: JSONTextField, inLine line: Range<Int>, to text: inout [UInt8]
  ) throws(JSONLineProblem) {
    position = line.lowerBound
    end = line.upperBound
    if bytes[line].starts(with: [0xEF, 0xBB, 0xBF]) { throw .byteOrderMark }
    skipWhiteSpace()
    try readObject(of: field, at: 0, to: &text)
    skipWhiteSpace()
    guard position == end else { throw unexpected("the end of the line") }
  }

  /// Reads an object that lies on the way to the text, behind `depth` names.
  private mutating func readObject(
    of field: JSONTextField, at depth: Int, to text: inout [UInt8]
  ) throws(JSONLineProblem) {
    let start = position
    var isFound = false
    try expect(0x7B, "'{'")
    var hasMember = !closes(0x7D)
    while hasMember {
      let memberStart = position
      try readName()
      if scratch == field.parts[depth] {
        guard !isFound else {
          position = memberStart
          throw .fieldTwice(field.name)
        }
        isFound = true
        try readField(field, at: depth, to: &text)
      } else {
        try skipValue(depth: depth + 2)
      }
      hasMember = try continues(before: 0x7D, "',' or '}'")
    }
    guard isFound else {
      position = start
      throw .fieldMissing(field.name)
    }
  }

  /// Reads the member that is the text, or the next object on the way to it.
  private mutating func readField(
    _ field: JSONTextField, at depth: Int, to text: inout [UInt8]
  ) throws(JSONLineProblem) {
    let isText = depth == field.parts.count - 1
    guard current == (isText ? 0x22 : 0x7B) else { throw .fieldNotText(field.name) }
    if isText {
      try readString(onto: &text)
    } else {
      guard depth + 2 <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
      try readObject(of: field, at: depth + 1, to: &text)
    }
  }

  /// Reads the name of a member into `scratch`, and the colon behind it.
  private mutating func readName() throws(JSONLineProblem) {
    try readScratch("a member's name in quotes")
    skipWhiteSpace()
    try expect(0x3A, "':'")
    skipWhiteSpace()
  }

  private mutating func readScratch(_ expected: String) throws(JSONLineProblem) {
    guard current == 0x22 else { throw unexpected(expected) }
    // Taken out while it is written to: nothing else of `self` may be touched then.
    var string: [UInt8] = []
    swap(&string, &scratch)
    string.removeAll(keepingCapacity: true)
    try readString(onto: &string)
    swap(&string, &scratch)
  }

  /// Skips a value that, if it is an array or object, is the `depth`th of those around each other.
  private mutating func skipValue(depth: Int) throws(JSONLineProblem) {
    switch current {
    case 0x22: try readScratch("a string")
    case 0x7B, 0x5B:
      guard depth <= Self.depthLimit else { throw .tooDeep(limit: Self.depthLimit) }
      try skipContainer(isObject: current == 0x7B, depth: depth)
    case 0x74: try skipWord("true")
    case 0x66: try skipWord("false")
    case 0x6E: try skipWord("null")
    default: try skipNumber()
    }
  }

  private mutating func skipContainer(isObject: Bool, depth: Int) throws(JSONLineProblem) {
    position += 1
    let close: UInt8 = isObject ? 0x7D : 0x5D
    var hasElement = !closes(close)
    while hasElement {
      if isObject { try readName() }
      try skipValue(depth: depth + 1)
      hasElement = try continues(before: close, isObject ? "',' or '}'" : "',' or ']'")
    }
  }

  private mutating func skipWord(_ word: StaticString) throws(JSONLineProblem) {
    for byte in word.description.utf8 {
      try expect(byte, "'\(word)'")
    }
  }

  private mutating func skipNumber() throws(JSONLineProblem) {
    if current == 0x2D { position += 1 }
    if current == 0x30 {
      position += 1
    } else {
      try skipDigits("a value")
    }
    if current == 0x2E {
      position += 1
      try skipDigits("a digit")
    }
    if current == 0x65 || current == 0x45 {
      position += 1
      if current == 0x2B || current == 0x2D { position += 1 }
      try skipDigits("a digit")
    }
  }

  private mutating func skipDigits(_ expected: String) throws(JSONLineProblem) {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    guard position > start else { throw unexpected(expected) }
  }
}

extension JSONLineReader {
  /// The byte that stands next, or nil at the end of the line.
  var current: UInt8? { position < end ? bytes[position] : nil }

  func unexpected(_ expected: String) -> JSONLineProblem {
    .unexpected(current, expected: expected)
  }

  private mutating func expect(
    _ byte: UInt8, _ expected: @autoclosure () -> String
  ) throws(JSONLineProblem) {
    guard current == byte else { throw unexpected(expected()) }
    position += 1
  }

  private mutating func skipWhiteSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D {
      position += 1
    }
  }

  /// Passes the end of an array or object if it stands next, behind its first byte.
  private mutating func closes(_ close: UInt8) -> Bool {
    skipWhiteSpace()
    guard current == close else { return false }
    position += 1
    return true
  }

  /// Passes the comma before the next element, or the end of the array or object.
  private mutating func continues(
    before close: UInt8, _ expected: @autoclosure () -> String
  ) throws(JSONLineProblem) -> Bool {
    if closes(close) { return false }
    try expect(0x2C, expected())
    skipWhiteSpace()
    return true
  }
}
