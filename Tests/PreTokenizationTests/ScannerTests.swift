import PreTokenization
import Testing

@Suite("Scanners on texts that show their rules")
struct ScannerTests {
  /// A text and how each pattern cuts it, by hand from the published regular expressions.
  struct Case: CustomTestStringConvertible, Sendable {
    var text: String
    var pattern: SplitPattern
    var pieces: [String]
    var testDescription: String { "\(pattern) on \(text.debugDescription)" }
  }

  static let cases: [Case] = [
    Case(text: "말모이를 만들자", pattern: .o200k, pieces: ["말모이를", " 만들자"]),
    Case(text: "I'll say it's", pattern: .gpt2, pieces: ["I", "'ll", " say", " it", "'s"]),
    Case(text: "I'LL say it'ſ", pattern: .cl100k, pieces: ["I", "'LL", " say", " it", "'ſ"]),
    Case(text: "I'LL say it'ſ", pattern: .o200k, pieces: ["I'LL", " say", " it'ſ"]),
    Case(text: "12345", pattern: .gpt2, pieces: ["12345"]),
    Case(text: "12345", pattern: .cl100k, pieces: ["123", "45"]),
    Case(text: "a  \n  b", pattern: .gpt2, pieces: ["a", "  \n ", " b"]),
    Case(text: "a  \n  b", pattern: .cl100k, pieces: ["a", "  \n", " ", " b"]),
    Case(text: "a\n ", pattern: .cl100k, pieces: ["a", "\n "]),
    Case(text: "a\n ", pattern: .o200k, pieces: ["a", "\n", " "]),
    Case(text: "path//\n/x", pattern: .cl100k, pieces: ["path", "//\n", "/x"]),
    Case(text: "path//\n/x", pattern: .o200k, pieces: ["path", "//\n/", "x"]),
    Case(text: "중ABC중a", pattern: .o200k, pieces: ["중ABC중a"]),
    Case(text: "중ABC", pattern: .o200k, pieces: ["중", "ABC"]),
    Case(text: "HTTPServer", pattern: .o200k, pieces: ["HTTPServer"]),
    Case(text: "camelCase", pattern: .o200k, pieces: ["camel", "Case"]),
    Case(text: "\tx\u{3000}가", pattern: .cl100k, pieces: ["\tx", "\u{3000}가"]),
    Case(text: "한 글  자 ", pattern: .whitespace, pieces: ["한", " 글", " ", " 자", " "]),
    Case(text: "한 글", pattern: .none, pieces: ["한 글"]),
    Case(text: "", pattern: .none, pieces: []),
  ]

  @Test("cut as the regular expression does", arguments: cases)
  func cuts(_ example: Case) throws {
    let bytes = Array(example.text.utf8)
    let ranges = try PreTokenizer(example.pattern).preTokens(of: bytes)
    #expect(ranges.map { String(decoding: bytes[$0], as: UTF8.self) } == example.pieces)
  }
}
