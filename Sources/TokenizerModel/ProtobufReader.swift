/// Reads the fields of one protobuf message, one after another.
///
/// Source: the encoding guide of Protocol Buffers. Groups, which nothing of ours uses, are refused.
struct ProtobufReader {
  private let bytes: [UInt8]
  private var index: Int
  private let end: Int

  /// What a field holds.
  enum Value {
    /// A number of variable length.
    case varint(UInt64)
    /// Four bytes, little-endian.
    case word(UInt32)
    /// Eight bytes, little-endian.
    case doubleWord(UInt64)
    /// Where bytes, a text or another message lie.
    case bytes(Range<Int>)
  }

  /// A field of a message.
  struct Field {
    var number: Int
    var value: Value
    /// Where it begins in the file.
    var offset: Int
  }

  /// A reader of the message that fills a range of a file.
  init(_ bytes: [UInt8], _ range: Range<Int>? = nil) {
    self.bytes = bytes
    index = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  /// The next field; nil at the end of the message.
  ///
  /// - Throws: `TokenizerModelError.invalid` where there is no field.
  mutating func next() throws(TokenizerModelError) -> Field? {
    if index == end { return nil }
    let offset = index
    let key = try varint()
    let number = key >> 3
    guard (1..<1 << 29).contains(number) else {
      throw Self.problem(at: offset, "the field number \(number)")
    }
    let value: Value
    switch key & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .doubleWord(try fixed(8))
    case 2:
      let start = index
      let count = try varint()
      guard count <= UInt64(end - index) else {
        throw Self.problem(at: start, "\(count) bytes where \(end - index) are left")
      }
      value = .bytes(index..<index + Int(count))
      index += Int(count)
    case 5: value = .word(UInt32(truncatingIfNeeded: try fixed(4)))
    case let type: throw Self.problem(at: offset, "the wire type \(type)")
    }
    return Field(number: Int(number), value: value, offset: offset)
  }

  private mutating func varint() throws(TokenizerModelError) -> UInt64 {
    let start = index
    var result: UInt64 = 0
    for place in 0..<10 {
      guard index < end else { throw Self.problem(at: start, "a number without an end") }
      let byte = bytes[index]
      index += 1
      result |= UInt64(byte & 0x7F) << UInt64(7 * place)
      if byte < 0x80 { return result }
    }
    throw Self.problem(at: start, "a number of more than ten bytes")
  }

  private mutating func fixed(_ count: Int) throws(TokenizerModelError) -> UInt64 {
    guard end - index >= count else { throw Self.problem(at: index, "a number without an end") }
    var result: UInt64 = 0
    for place in 0..<count { result |= UInt64(bytes[index + place]) << UInt64(8 * place) }
    index += count
    return result
  }

  /// An error at a byte of the file.
  static func problem(at offset: Int, _ problem: String) -> TokenizerModelError {
    .invalid(place: "byte \(offset)", problem: problem)
  }
}

extension ProtobufReader.Field {
  /// The number in the field.
  func varint() throws(TokenizerModelError) -> UInt64 {
    guard case .varint(let value) = value else { throw wrongType }
    return value
  }

  /// The truth value in the field.
  func flag() throws(TokenizerModelError) -> Bool { try varint() != 0 }

  /// The floating-point number in the field.
  func float() throws(TokenizerModelError) -> Float {
    guard case .word(let bits) = value else { throw wrongType }
    return Float(bitPattern: bits)
  }

  /// Where the bytes of the field lie.
  func range() throws(TokenizerModelError) -> Range<Int> {
    guard case .bytes(let range) = value else { throw wrongType }
    return range
  }

  private var wrongType: TokenizerModelError {
    ProtobufReader.problem(at: offset, "the field \(number) is of another type")
  }
}
