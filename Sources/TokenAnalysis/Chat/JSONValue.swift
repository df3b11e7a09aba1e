package import TokenizerModel

/// A JSON value as it stands: members in their order, numbers as their text, strings as bytes.
package enum JSONValue: Hashable, Sendable {
  case object([Member])
  case array([JSONValue])
  case string([UInt8])
  case number([UInt8])
  case bool(Bool)
  case null

  /// A member of an object.
  package struct Member: Hashable, Sendable {
    package var key: [UInt8]
    package var value: JSONValue
  }

  /// Reads the next value; nesting is limited by the reader.
  package init(reading reader: inout JSONReader) throws {
    switch try reader.peekKind() {
    case .object:
      var members: [Member] = []
      try reader.readObject { reader, key in
        members.append(Member(key: key, value: try JSONValue(reading: &reader)))
      }
      self = .object(members)
    case .array:
      var elements: [JSONValue] = []
      try reader.readArray { reader, _ in elements.append(try JSONValue(reading: &reader)) }
      self = .array(elements)
    case .string: self = .string(try reader.readString())
    case .number: self = .number(Array(try reader.readNumber()))
    case .boolean: self = .bool(try reader.readBool())
    case .null:
      _ = try reader.readNull()
      self = .null
    }
  }

  /// The value of a member; nil where there is none, or it is null, or this is no object.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self,
      let member = members.first(where: { $0.key.elementsEqual(key.utf8) }), member.value != .null
    else { return nil }
    return member.value
  }

  /// The text as compact JSON.
  package var compact: [UInt8] {
    switch self {
    case .object(let members):
      let parts = members.map { Self.quoted($0.key) + Array(":".utf8) + $0.value.compact }
      return Array("{".utf8) + parts.joined(separator: ",".utf8) + Array("}".utf8)
    case .array(let elements):
      return Array("[".utf8) + elements.map(\.compact).joined(separator: ",".utf8)
        + Array("]".utf8)
    case .string(let text): return Self.quoted(text)
    case .number(let text): return text
    case .bool(let value): return Array((value ? "true" : "false").utf8)
    case .null: return Array("null".utf8)
    }
  }

  private static func quoted(_ text: [UInt8]) -> [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.string(text)
    return writer.bytes
  }
}
