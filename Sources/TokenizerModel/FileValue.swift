/// A value of a tokenizer.json as it stands, with its place in the file: for the small parts, whose
/// members depend on a type that may stand behind them.
struct FileValue {
  /// What the value is.
  indirect enum Content {
    case object([(name: String, value: FileValue)])
    case array([FileValue])
    case string([UInt8])
    case number([UInt8])
    case bool(Bool)
    case null
  }

  /// Its place, such as `pre_tokenizer.pretokenizers[0]`.
  let place: String
  /// What it is.
  let content: Content

  /// Reads the next value, whatever it is.
  init(reading reader: inout JSONReader, at place: String) throws {
    self.place = place
    switch try reader.peekKind() {
    case .object:
      var members: [(name: String, value: FileValue)] = []
      try reader.readObject { reader, key in
        let name = String(decoding: key, as: UTF8.self)
        members.append((name, try FileValue(reading: &reader, at: "\(place).\(name)")))
      }
      content = .object(members)
    case .array:
      var elements: [FileValue] = []
      try reader.readArray { reader, index in
        elements.append(try FileValue(reading: &reader, at: "\(place)[\(index)]"))
      }
      content = .array(elements)
    case .string: content = .string(try reader.readString())
    case .number: content = .number(Array(try reader.readNumber()))
    case .boolean: content = .bool(try reader.readBool())
    case .null:
      _ = try reader.readNull()
      content = .null
    }
  }

  /// Whether it is `null`.
  var isNull: Bool {
    if case .null = content { true } else { false }
  }

  /// The member of a name, unless it is missing or null.
  subscript(name: String) -> FileValue? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.name == name && !$0.value.isNull }?.value
  }

  /// The member of a name, which must be there.
  func member(_ name: String) throws(TokenizerModelError) -> FileValue {
    guard let member = self[name] else { throw .missing(place: "\(place).\(name)") }
    return member
  }

  /// The value of `type`.
  func type() throws(TokenizerModelError) -> String { try member("type").text() }

  /// Checks that an object has no members but these and `type`.
  func allow(_ names: String...) throws(TokenizerModelError) {
    guard case .object(let members) = content else { throw wrongKind("an object") }
    for member in members where member.name != "type" && !names.contains(member.name) {
      throw .unsupported(place: member.value.place, value: "a member of no known meaning")
    }
  }

  /// The elements of an array.
  func elements() throws(TokenizerModelError) -> [FileValue] {
    guard case .array(let elements) = content else { throw wrongKind("an array") }
    return elements
  }

  /// The bytes of a string.
  func bytes() throws(TokenizerModelError) -> [UInt8] {
    guard case .string(let bytes) = content else { throw wrongKind("a string") }
    return bytes
  }

  /// A string.
  func text() throws(TokenizerModelError) -> String { String(decoding: try bytes(), as: UTF8.self) }

  /// A string of one scalar.
  func scalar() throws(TokenizerModelError) -> Unicode.Scalar {
    let scalars = try text().unicodeScalars
    guard scalars.count == 1, let scalar = scalars.first else {
      throw .invalid(place: place, problem: "not one character")
    }
    return scalar
  }

  /// `true` or `false`.
  func bool() throws(TokenizerModelError) -> Bool {
    guard case .bool(let value) = content else { throw wrongKind("true or false") }
    return value
  }

  /// An integer of a range.
  func integer(in range: ClosedRange<Int>) throws(TokenizerModelError) -> Int {
    guard case .number(let digits) = content,
      let value = Int(String(decoding: digits, as: UTF8.self)), range.contains(value)
    else { throw wrongKind("an integer from \(range.lowerBound) to \(range.upperBound)") }
    return value
  }

  /// A member that is `true` or `false`, or what stands for it where it is missing.
  func bool(_ name: String, default value: Bool) throws(TokenizerModelError) -> Bool {
    try self[name]?.bool() ?? value
  }

  /// An error about a value that none of the known ones is.
  func unknown(_ text: String) -> TokenizerModelError {
    .unsupported(place: place, value: JSONReader.quoted(text.utf8))
  }

  private func wrongKind(_ wanted: String) -> TokenizerModelError {
    .invalid(place: place, problem: "\(wanted) should stand here")
  }
}
