/// Writes the tables of a model one after another: each a count of 64 bits and its elements, filled up
/// with zeros to a multiple of 8 bytes.
struct TableWriter {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// Writes a number.
  mutating func number(_ number: Int) { append(UInt64(bitPattern: Int64(number))) }

  /// Writes an id, or that there is none.
  mutating func id(_ id: UInt32?) { number(id.map { Int($0) + 1 } ?? 0) }

  /// Writes the elements of a table.
  mutating func table<Element: BitwiseCopyable>(_ elements: [Element]) {
    number(elements.count)
    unsafe elements.withUnsafeBytes { source in
      // SAFETY: the bytes are those of the array, lent for this call; they are copied.
      unsafe bytes.append(contentsOf: source)
    }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  private mutating func append(_ word: UInt64) {
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> shift))
    }
  }
}

/// Reads what a `TableWriter` wrote, from bytes that may be anything. Tables are copied at one go.
struct TableReader {
  private let bytes: CompiledBytes
  private var place: Int
  private let end: Int
  /// One more than the highest id of the model: no table may name a higher one.
  let idLimit: Int

  /// A reader of a range that begins at a multiple of 8.
  init(_ bytes: CompiledBytes, _ range: Range<Int>, idLimit: Int) {
    self.bytes = bytes
    (place, end) = (range.lowerBound, range.upperBound)
    self.idLimit = idLimit
  }

  private static let cutOff = CompiledVocabularyProblem.badTable("the model is cut off")

  /// A number that is not negative.
  mutating func number() throws(CompiledVocabularyProblem) -> Int {
    guard end - place >= 8 else { throw Self.cutOff }
    defer { place += 8 }
    guard let number = Int(exactly: bytes.load(UInt64.self, at: place)) else {
      throw .badTable("a number of the model has no meaning")
    }
    return number
  }

  /// A number that says yes or no.
  mutating func flag() throws(CompiledVocabularyProblem) -> Bool {
    let number = try number()
    guard number <= 1 else { throw .badTable("a number of the model has no meaning") }
    return number == 1
  }

  /// A floating-point number.
  mutating func double() throws(CompiledVocabularyProblem) -> Double {
    guard let number = try table(of: Double.self, count: 1).first else { throw Self.cutOff }
    return number
  }

  /// An id of the model, or none.
  mutating func id() throws(CompiledVocabularyProblem) -> UInt32? {
    let number = try number()
    guard number <= idLimit else { throw .badTable("the model names a token that there is not") }
    return number == 0 ? nil : UInt32(number - 1)
  }

  /// An id of the model.
  mutating func someID() throws(CompiledVocabularyProblem) -> UInt32 {
    guard let id = try id() else { throw .badTable("the model lacks its unknown token") }
    return id
  }

  /// The elements of a table; of so many, if that is known.
  mutating func table<Element: BitwiseCopyable & Sendable>(
    of type: Element.Type, count expected: Int? = nil
  ) throws(CompiledVocabularyProblem) -> [Element] {
    let count = try number()
    let size = MemoryLayout<Element>.stride
    guard count <= (end - place) / size, expected == nil || expected == count else {
      throw Self.cutOff
    }
    let range = place..<place + count * size
    place = (range.upperBound + 7) & ~7
    guard place <= end else { throw Self.cutOff }
    // SAFETY: the range lies inside the bytes and begins at a multiple of 8; the view ends here.
    return unsafe bytes.table(range, of: type).elements(0..<count)
  }

  /// Refuses that more follows.
  func finish() throws(CompiledVocabularyProblem) {
    guard place == end else { throw .badTable("more follows the model") }
  }
}
