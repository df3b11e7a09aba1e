/// Writes small facts one after another: bytes, words of 32 bits with the low byte first, and texts
/// behind their lengths.
struct FactWriter {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes one of a few.
  mutating func tag(_ tag: Int) {
    precondition((0..<256).contains(tag), "\(tag) is no byte")
    bytes.append(UInt8(tag))
  }

  /// Writes whether something holds.
  mutating func flag(_ flag: Bool) { tag(flag ? 1 : 0) }

  /// Writes a number below 2 to the power of 32.
  mutating func number(_ number: Int) {
    precondition(number >= 0 && number < 1 << 32, "\(number) does not fit 32 bits")
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// Writes bytes behind their number.
  mutating func text(_ text: some Collection<UInt8>) {
    number(text.count)
    bytes += text
  }

  /// Writes bytes as they are.
  mutating func raw(_ text: some Sequence<UInt8>) { bytes += text }
}

/// Reads what a `FactWriter` wrote, from bytes that may be anything.
struct FactReader {
  /// What is not read yet.
  private(set) var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  private static let cutOff = CompiledVocabularyProblem.badTable("the definition is cut off")
  private static let meaningless = CompiledVocabularyProblem.badTable(
    "the definition has numbers without a meaning")

  /// A byte.
  mutating func byte() throws(CompiledVocabularyProblem) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Self.cutOff }
    return byte
  }

  /// One of `count` tags.
  mutating func tag(below count: Int) throws(CompiledVocabularyProblem) -> Int {
    let tag = Int(try byte())
    guard tag < count else { throw Self.meaningless }
    return tag
  }

  /// One of the given values, by its place.
  mutating func choice<Value>(of values: [Value]) throws(CompiledVocabularyProblem) -> Value {
    values[try tag(below: values.count)]
  }

  /// Whether something holds.
  mutating func flag() throws(CompiledVocabularyProblem) -> Bool { try tag(below: 2) == 1 }

  /// A number of 32 bits.
  mutating func number() throws(CompiledVocabularyProblem) -> Int {
    var number = 0
    for shift in [0, 8, 16, 24] { number |= Int(try byte()) << shift }
    return number
  }

  /// Bytes behind their number.
  mutating func bytes() throws(CompiledVocabularyProblem) -> [UInt8] {
    Array(try bytes(try number()))
  }

  /// Bytes behind their number, of which there must be some.
  mutating func someBytes() throws(CompiledVocabularyProblem) -> [UInt8] {
    let bytes = try bytes()
    guard !bytes.isEmpty else { throw .badTable("a text in the definition is empty") }
    return bytes
  }

  /// A text behind its length in bytes.
  mutating func text() throws(CompiledVocabularyProblem) -> String { try text(try number()) }

  /// A text of so many bytes.
  mutating func text(_ length: Int) throws(CompiledVocabularyProblem) -> String {
    let bytes = try bytes(length)
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else {
      throw .badTable("a text in the definition is no UTF-8")
    }
    return text
  }

  /// A scalar by its number.
  mutating func scalar() throws(CompiledVocabularyProblem) -> Unicode.Scalar {
    guard let scalar = Unicode.Scalar(UInt32(try number())) else { throw Self.meaningless }
    return scalar
  }

  /// Several of something behind their number.
  mutating func list<Element>(
    _ read: (inout FactReader) throws(CompiledVocabularyProblem) -> Element
  ) throws(CompiledVocabularyProblem) -> [Element] {
    var elements: [Element] = []
    for _ in 0..<(try number()) { elements.append(try read(&self)) }
    return elements
  }

  /// Refuses that more follows.
  func finish() throws(CompiledVocabularyProblem) {
    guard rest.isEmpty else { throw .badTable("more follows the definition") }
  }

  private mutating func bytes(
    _ length: Int
  ) throws(CompiledVocabularyProblem) -> ArraySlice<UInt8> {
    guard length <= rest.count else { throw Self.cutOff }
    let bytes = rest.prefix(length)
    rest = rest.dropFirst(length)
    return bytes
  }
}
