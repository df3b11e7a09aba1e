import Foundation
import TestSupport
import Testing

@testable import CorpusReading

@Suite("JSON Lines")
struct JSONLineTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A line, the field that is read, and the text in it.
  struct Good: CustomTestStringConvertible, Sendable {
    var line: String
    var field = "text"
    var text: String
    var testDescription: String { line }
  }

  static let good: [Good] = [
    Good(line: #"{"text":""}"#, text: ""),
    Good(line: #"{"text":"말모이"}"#, text: "말모이"),
    Good(line: " \t{ \"text\" : \"a\" } \r", text: "a"),
    Good(line: #"{"id":1,"text":"a","more":[{"text":"b"},[],{},null,true,false]}"#, text: "a"),
    Good(line: #"{"n":[0,-0,1.5,-2e3,1E+2,0.0e-1],"text":"a"}"#, text: "a"),
    Good(line: #"{"text":"\"\\\/\b\f\n\r\t"}"#, text: "\"\\/\u{8}\u{c}\n\r\t"),
    Good(
      line: #"{"text":"\u0000\u00e9\uD55C\uac00\ud83d\ude00\uDBFF\uDFFF"}"#,
      text: "\0\u{e9}한가😀\u{10FFFF}"),
    Good(line: #"{"t\u0065xt":"a"}"#, text: "a"),
    Good(line: #"{"a":{"b":"x"},"text":"y"}"#, field: "a.b", text: "x"),
    Good(line: #"{"text":"y","a":{"c":{"b":1},"b":{"c":"z"}}}"#, field: "a.b.c", text: "z"),
    Good(line: #"{"다":"라"}"#, field: "다", text: "라"),
    Good(
      line: "{\"\u{E9}\":\"composed\",\"e\u{301}\":\"decomposed\"}", field: "e\u{301}",
      text: "decomposed"),
    Good(line: "{\"text\":\"\u{7F}\u{2028}\u{FEFF}\"}", text: "\u{7F}\u{2028}\u{FEFF}"),
    Good(
      line: #"{"x":"# + String(repeating: "[", count: 127) + String(repeating: "]", count: 127)
        + #","text":"deep"}"#, text: "deep"),
  ]

  @Test("give the string of the field, unescaped", arguments: good)
  func gives(_ example: Good) throws {
    let path = try folder.write(Array((example.line + "\n").utf8), to: "a.jsonl")
    var options = CorpusReadingOptions()
    options.textField = example.field
    let read = try readAll([path], options)
    #expect(read.texts == [Array(example.text.utf8)])
  }

  /// A bad line, the problem, and where in the line it is.
  struct Bad: CustomTestStringConvertible, Sendable {
    var line: String
    var field = "text"
    var offset: Int
    var problem: JSONLineProblem
    // Some are too long for a log.
    var testDescription: String { String(line.prefix(80)) }
  }

  static let bad: [Bad] = [
    Bad(line: "", offset: 0, problem: .unexpected(nil, expected: "'{'")),
    Bad(line: "  ", offset: 2, problem: .unexpected(nil, expected: "'{'")),
    Bad(line: "text", offset: 0, problem: .unexpected(0x74, expected: "'{'")),
    Bad(line: #"["text"]"#, offset: 0, problem: .unexpected(0x5B, expected: "'{'")),
    Bad(line: "\u{FEFF}{}", offset: 0, problem: .byteOrderMark),
    Bad(line: "{}", offset: 0, problem: .fieldMissing("text")),
    Bad(line: #"{"Text":"a"}"#, offset: 0, problem: .fieldMissing("text")),
    Bad(line: #"{"text":1}"#, offset: 8, problem: .fieldNotText("text")),
    Bad(line: #"{"text":null}"#, offset: 8, problem: .fieldNotText("text")),
    Bad(line: #"{"text":["a"]}"#, offset: 8, problem: .fieldNotText("text")),
    Bad(line: #"{"a":"x"}"#, field: "a.b", offset: 5, problem: .fieldNotText("a.b")),
    Bad(line: #"{"a":{"b":{}}}"#, field: "a.b", offset: 10, problem: .fieldNotText("a.b")),
    Bad(line: #"{"a":{}}"#, field: "a.b", offset: 5, problem: .fieldMissing("a.b")),
    Bad(line: #"{"text":"a","text":"b"}"#, offset: 12, problem: .fieldTwice("text")),
    Bad(
      line: #"{"text":"a"} {"#, offset: 13,
      problem: .unexpected(0x7B, expected: "the end of the line")),
    Bad(line: #"{"text":"a""#, offset: 11, problem: .unexpected(nil, expected: "',' or '}'")),
    Bad(
      line: #"{"text":"a",}"#, offset: 12,
      problem: .unexpected(0x7D, expected: "a member's name in quotes")),
    Bad(line: #"{"text" "a"}"#, offset: 8, problem: .unexpected(0x22, expected: "':'")),
    Bad(line: #"{"text":"a"#, offset: 10, problem: .unexpected(nil, expected: "'\"'")),
    Bad(
      line: #"{text:"a"}"#, offset: 1,
      problem: .unexpected(0x74, expected: "a member's name in quotes")),
    Bad(line: "{\"text\":\"a\tb\"}", offset: 10, problem: .controlCharacter(9)),
    Bad(line: "{\"text\":\"a\0b\"}", offset: 10, problem: .controlCharacter(0)),
    Bad(
      line: #"{"text":"a\x41"}"#, offset: 11,
      problem: .unexpected(0x78, expected: "one of \" \\ / b f n r t u")),
    Bad(
      line: #"{"text":"\u12G4"}"#, offset: 13,
      problem: .unexpected(0x47, expected: "a hexadecimal digit")),
    Bad(
      line: #"{"text":"\u12"#, offset: 13,
      problem: .unexpected(nil, expected: "a hexadecimal digit")),
    Bad(line: #"{"text":"a\ud800"}"#, offset: 10, problem: .loneSurrogate(0xD800)),
    Bad(line: #"{"text":"\udc00\ud800"}"#, offset: 9, problem: .loneSurrogate(0xDC00)),
    Bad(line: #"{"text":"\ud83d\ud83d"}"#, offset: 9, problem: .loneSurrogate(0xD83D)),
    Bad(line: #"{"text":"\ud83d\n"}"#, offset: 9, problem: .loneSurrogate(0xD83D)),
    Bad(line: #"{"\ud800":1,"text":"a"}"#, offset: 2, problem: .loneSurrogate(0xD800)),
    Bad(
      line: #"{"text":"a","n":01}"#, offset: 17, problem: .unexpected(0x31, expected: "',' or '}'")),
    Bad(line: #"{"text":"a","n":1.}"#, offset: 18, problem: .unexpected(0x7D, expected: "a digit")),
    Bad(line: #"{"text":"a","n":+1}"#, offset: 16, problem: .unexpected(0x2B, expected: "a value")),
    Bad(line: #"{"text":"a","n":-}"#, offset: 17, problem: .unexpected(0x7D, expected: "a value")),
    Bad(line: #"{"text":"a","n":1e}"#, offset: 18, problem: .unexpected(0x7D, expected: "a digit")),
    Bad(
      line: #"{"text":"a","n":NaN}"#, offset: 16, problem: .unexpected(0x4E, expected: "a value")),
    Bad(line: #"{"text":"a","n":nul}"#, offset: 19, problem: .unexpected(0x7D, expected: "'null'")),
    Bad(
      line: #"{"text":"a","n":[1,]}"#, offset: 19, problem: .unexpected(0x5D, expected: "a value")),
    Bad(
      line: #"{"text":"a","n":[1 2]}"#, offset: 19,
      problem: .unexpected(0x32, expected: "',' or ']'")),
    Bad(
      line: #"{"x":"# + String(repeating: "[", count: 100_000), offset: 132,
      problem: .tooDeep(limit: 128)),
    Bad(
      line: #"{"x":"# + String(repeating: #"{"x":"#, count: 100_000), offset: 640,
      problem: .tooDeep(limit: 128)),
  ]

  @Test("that are bad are named by file, line and place", arguments: bad)
  func names(_ example: Bad) throws {
    let first = #"{"text":"fine","a":{"b":"fine"}}"#
    let path = try folder.write(Array("\(first)\n\(example.line)\n".utf8), to: "a.jsonl")
    var options = CorpusReadingOptions()
    options.textField = example.field
    #expect(
      throws: CorpusReadingError.badLine(
        path: path, line: 2, offset: example.offset, example.problem)
    ) { try readAll([path], options) }
  }

  @Test("keep bytes that are no UTF-8")
  func bytes() throws {
    let path = try folder.write(
      Array(#"{"text":""#.utf8) + [0xFF, 0xED, 0xA0] + Array(#""}"#.utf8), to: "a.jsonl")
    #expect(try readAll([path]).texts == [[0xFF, 0xED, 0xA0]])
  }

  @Test("are known by name or chosen")
  func format() throws {
    let line = Array("{\"text\":\"a\"}\n".utf8)
    for name in ["a.jsonl", "a.NDJSON"] {
      #expect(try readAll([try folder.write(line, to: name)]).texts == [[97]])
    }
    for (name, bytes) in [("a.jsonl.gz", gzipped(line)), ("a.ndjson.zst", zstandard(line))] {
      #expect(try readAll([try folder.write(bytes, to: name)]).texts == [[97]])
    }
    let path = try folder.write(line, to: "a.txt")
    #expect(try readAll([path]).texts == [line])
    var options = CorpusReadingOptions()
    options.format = .jsonLines
    #expect(try readAll([path], options).texts == [[97]])
  }

  @Test("of random values, as Foundation writes them, give the same text from any block size")
  func random() throws {
    var generator = SeededGenerator(seed: 7)
    var lines: [UInt8] = []
    var texts: [[UInt8]] = []
    for _ in 0..<300 {
      let text = randomText(&generator)
      let object: [String: Any] = [
        "text": text, "a": [randomText(&generator), 1.5, -3, true, NSNull()],
        randomText(&generator) + "x": ["text": randomText(&generator)],
      ]
      let options: JSONSerialization.WritingOptions =
        Bool.random(using: &generator) ? [] : [.sortedKeys]
      lines += try JSONSerialization.data(withJSONObject: object, options: options) + [10]
      texts.append(Array(text.utf8))
    }
    let path = try folder.write(lines, to: "a.jsonl")
    for blockSize in [16, 1000, 1 << 20] {
      var options = CorpusReadingOptions()
      options.blockSize = blockSize
      #expect(try readAll([path], options).texts == texts)
    }
  }

  private func randomText(_ generator: inout SeededGenerator) -> String {
    let ranges: [ClosedRange<UInt32>] = [
      0...0x7F, 0x80...0x7FF, 0xAC00...0xD7A3, 0x10000...0x10FFFF,
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...12, using: &generator) {
      let range = ranges[Int.random(in: 0...3, using: &generator)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &generator)) {
        text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  @Test("refuse a field name with an empty part", arguments: ["", ".", "a.", ".a", "a..b"])
  func fieldName(_ name: String) throws {
    var options = CorpusReadingOptions()
    options.textField = name
    #expect(throws: CorpusReadingError.badTextField(name)) { try readAll([], options) }
  }
}
