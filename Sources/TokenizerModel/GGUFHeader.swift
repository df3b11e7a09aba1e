import TextNormalization

/// The keys and values of a GGUF file's header that belong to its tokenizer.
///
/// ```
///   "GGUF" | version | tensors | pairs | pair ...      numbers are little-endian
///   pair:  length of the key | key | type | value      an array: type | count | values
/// ```
struct GGUFHeader {
  /// A value, by where it lies in the file.
  private enum Value {
    case number(UInt64)
    case text(Range<Int>)
    /// An array of numbers of the given type.
    case numbers(type: UInt32, count: Int, Range<Int>)
    case texts([Range<Int>])
  }

  private let bytes: [UInt8]
  private var index = 4
  private var values: [String: Value] = [:]

  /// Bytes of a number of each type; 0 for what is no number.
  private static let widths = [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8]
  private static let textType: UInt32 = 8
  private static let arrayType: UInt32 = 9

  /// Reads the header.
  ///
  /// - Throws: `TokenizerModelError` where it is malformed or cut off.
  init(_ bytes: [UInt8]) throws(TokenizerModelError) {
    self.bytes = bytes
    guard GGUFFile.isLikely(bytes) else { throw .invalid(place: "byte 0", problem: "not GGUF") }
    let version = UInt32(try number(4))
    guard version == 2 || version == 3 else {
      throw .unsupported(place: "the version", value: "\(version)")
    }
    _ = try number(8)
    let count = try number(8)
    var seen: UInt64 = 0
    while seen < count {
      seen += 1
      let key = String(decoding: bytes[try text()], as: UTF8.self)
      let type = UInt32(try number(4))
      let value = try value(type)
      if key.hasPrefix("tokenizer."), values.updateValue(value, forKey: key) != nil {
        throw .invalid(place: key, problem: "stands twice")
      }
    }
  }

  private mutating func number(_ width: Int) throws(TokenizerModelError) -> UInt64 {
    guard bytes.count - index >= width else { throw cutOff }
    var result: UInt64 = 0
    for place in 0..<width { result |= UInt64(bytes[index + place]) << UInt64(8 * place) }
    index += width
    return result
  }

  private mutating func text() throws(TokenizerModelError) -> Range<Int> {
    let count = try number(8)
    guard count <= UInt64(bytes.count - index) else { throw cutOff }
    let start = index
    index += Int(count)
    return start..<index
  }

  private mutating func value(_ type: UInt32) throws(TokenizerModelError) -> Value {
    if type == Self.textType { return .text(try text()) }
    if type == Self.arrayType { return try array() }
    return .number(try number(try width(type)))
  }

  private mutating func array() throws(TokenizerModelError) -> Value {
    let type = UInt32(try number(4))
    let count = try number(8)
    if type == Self.textType {
      // A text takes eight bytes at least, so the list is not longer than the file.
      guard count <= UInt64((bytes.count - index) / 8) else { throw cutOff }
      var texts: [Range<Int>] = []
      texts.reserveCapacity(Int(count))
      for _ in 0..<count { texts.append(try text()) }
      return .texts(texts)
    }
    let width = try width(type)
    guard count <= UInt64((bytes.count - index) / width) else { throw cutOff }
    let start = index
    index += Int(count) * width
    return .numbers(type: type, count: Int(count), start..<index)
  }

  private func width(_ type: UInt32) throws(TokenizerModelError) -> Int {
    guard type < Self.widths.count, Self.widths[Int(type)] > 0 else {
      throw .unsupported(place: "byte \(index)", value: "a value of type \(type)")
    }
    return Self.widths[Int(type)]
  }

  private var cutOff: TokenizerModelError {
    .invalid(place: "byte \(index)", problem: "the header does not end within the file")
  }
}

extension GGUFHeader {
  /// The text of a key; nil where it is missing or another value.
  func text(_ key: String) -> String? {
    guard case .text(let range) = values[key] else { return nil }
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// The truth value of a key.
  func flag(_ key: String) -> Bool? {
    guard case .number(let number) = values[key] else { return nil }
    return number != 0
  }

  /// The number of a key, where it is there and no more than 32 bits.
  func integer(_ key: String) -> Int? {
    guard case .number(let number) = values[key], number <= UInt32.max else { return nil }
    return Int(number)
  }

  /// The texts of a key, which must be there.
  func texts(_ key: String) throws(TokenizerModelError) -> [ArraySlice<UInt8>] {
    guard case .texts(let ranges) = values[key] else { throw .missing(place: key) }
    guard ranges.count <= TokenizerJSON.idLimit else {
      throw .invalid(place: key, problem: "more than \(TokenizerJSON.idLimit)")
    }
    return ranges.map { bytes[$0] }
  }

  /// The 32-bit floating-point numbers of a key, which must be there.
  func floats(_ key: String) throws(TokenizerModelError) -> [Float] {
    try words(key, type: 6).map { Float(bitPattern: $0) }
  }

  /// The 32-bit integers of a key, which must be there.
  func integers(_ key: String) throws(TokenizerModelError) -> [Int32] {
    try words(key, type: 5).map { Int32(bitPattern: $0) }
  }

  /// The table of replacements of a key, if it is there.
  func map(_ key: String) throws(TokenizerModelError) -> CharacterMap? {
    guard case .numbers(_, let count, let range) = values[key], range.count == count, count > 0
    else { return nil }
    let map = CharacterMap(Array(bytes[range]))
    do throws(TextNormalizationError) {
      _ = try CharacterMapTables(map)
    } catch { throw .invalid(place: key, problem: error.description) }
    return map
  }

  private func words(_ key: String, type: UInt32) throws(TokenizerModelError) -> [UInt32] {
    guard case .numbers(type, let count, let range) = values[key] else {
      throw .missing(place: key)
    }
    return (0..<count).map { place in
      (0..<4).reduce(0) { $0 | UInt32(bytes[range.lowerBound + 4 * place + $1]) << (8 * $1) }
    }
  }
}
