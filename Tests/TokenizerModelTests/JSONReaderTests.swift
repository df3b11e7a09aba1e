import Testing

@testable import TokenizerModel

@Suite("JSON reader")
struct JSONReaderTests {
  struct Refusal: CustomTestStringConvertible, Sendable {
    var text: String
    var description: String
    var testDescription: String { description }
  }

  static let refusals = [
    Refusal(text: "", description: "line 1, column 1: the text ends where a value should stand"),
    Refusal(text: "[1,]", description: "line 1, column 4: a value should stand here"),
    Refusal(text: "[1 2]", description: "line 1, column 4: a comma or ] should stand here"),
    Refusal(
      text: "{\"a\":1,\n\"a\":2}", description: "line 2, column 1: the key \"a\" stands twice"),
    Refusal(text: "{\"a\" 1}", description: "line 1, column 6: a colon should stand after the key"),
    Refusal(text: "{1:2}", description: "line 1, column 2: a key in quotes should stand here"),
    Refusal(text: "01", description: "line 1, column 1: a number has no leading zeros"),
    Refusal(text: "1.", description: "line 1, column 3: a digit should stand here"),
    Refusal(text: "nul", description: "line 1, column 1: a value should stand here"),
    Refusal(text: "\"abc", description: "line 1, column 1: the string never ends"),
    Refusal(text: "\"\\x\"", description: "line 1, column 2: an unknown escape"),
    Refusal(text: "\"\\ud800\"", description: "line 1, column 2: half of a surrogate pair"),
    Refusal(text: "\"\\udc00\"", description: "line 1, column 2: half of a surrogate pair"),
    Refusal(
      text: "\"a\nb\"",
      description:
        "line 1, column 3: a control character in a string must be written as an escape"),
    Refusal(text: "1 1", description: "line 1, column 3: nothing should stand after the value"),
    Refusal(
      text: String(repeating: "[", count: 100_000),
      description: "line 1, column 129: nested deeper than 128 levels"),
  ]

  @Test("refuses what is not JSON, naming the place", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let error = try #require(throws: JSONError.self) {
      var reader = JSONReader(Array(refusal.text.utf8))
      try reader.skipValue()
      try reader.finish()
    }
    #expect(error.description == refusal.description)
  }

  @Test(
    "refuses ill-formed UTF-8 in strings",
    arguments: [
      [0x80], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
      [0xEA, 0xB0], [0xFF],
    ] as [[UInt8]])
  func refusesIllFormed(_ bytes: [UInt8]) throws {
    let error = try #require(throws: JSONError.self) {
      var reader = JSONReader([0x22] + bytes + [0x22])
      _ = try reader.readString()
    }
    #expect(error.description == "line 1, column 2: ill-formed UTF-8")
  }

  @Test("keeps keys apart that are canonically equivalent")
  func keepsKeysApart() throws {
    var keys: [[UInt8]] = []
    var reader = JSONReader(Array("{\"\u{E9}\": 1, \"e\u{301}\": 2}".utf8))
    try reader.readObject { reader, key in
      keys.append(key)
      _ = try reader.readInteger()
    }
    #expect(keys == [[0xC3, 0xA9], [0x65, 0xCC, 0x81]])
  }

  @Test("resolves every escape")
  func resolvesEscapes() throws {
    var reader = JSONReader(Array(#""\"\\\/\b\f\n\r\t\u0041\uac00\ud83d\ude00가""#.utf8))
    #expect(try reader.readString() == Array("\"\\/\u{8}\u{C}\n\r\tA가😀가".utf8))
  }

  @Test("what the writer writes, the reader reads", arguments: [true, false])
  func roundTrip(indented: Bool) throws {
    let text = "\"\\/\u{0}\u{1F}\u{7F}\n가e\u{301}😀"
    var writer = JSONWriter(indented: indented)
    writer.beginObject()
    writer.key(text)
    writer.string(text)
    writer.key("empty")
    writer.beginArray()
    writer.endArray()
    writer.endObject()
    var reader = JSONReader(writer.bytes)
    var read: [[UInt8]] = []
    try reader.readObject { reader, key in
      read.append(key)
      if try reader.peekKind() == .string {
        read.append(try reader.readString())
      } else {
        try reader.skipValue()
      }
    }
    try reader.finish()
    #expect(read == [Array(text.utf8), Array(text.utf8), Array("empty".utf8)])
  }
}
