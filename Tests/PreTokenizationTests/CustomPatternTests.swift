import Foundation
import Testing

@testable import PreTokenization

/// Texts as Hugging Face's tokenizers cuts them by patterns without a scanner.
struct CustomPatternGolden: Decodable {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    var pattern: String
    /// The pre-tokens of each text.
    var pieces: [[String]]
    // Some are too long for a log.
    var testDescription: String { String(pattern.prefix(80)) }
  }

  var texts: [String]
  var cases: [Case]

  static let committed = Result {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/custom-patterns.json")
    return try JSONDecoder().decode(CustomPatternGolden.self, from: Data(contentsOf: file))
  }
}

@Suite("Patterns without a scanner")
struct CustomPatternTests {
  private func pieces(of text: String, by pattern: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try PreTokenizer(.regularExpression(pattern)).preTokens(of: bytes)
      .map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test("cut as tokenizers does")
  func cutsLikeTokenizers() throws {
    let golden = try CustomPatternGolden.committed.get()
    #expect(golden.cases.count >= 25)
    for example in golden.cases {
      for (text, expected) in zip(golden.texts, example.pieces) {
        let found = try pieces(of: text, by: example.pattern)
        #expect(
          found.map { Array($0.utf8) } == expected.map { Array($0.utf8) },
          "\(example.pattern) on \(text.debugDescription): \(found)")
      }
    }
  }

  /// A pattern that is refused, where, and what the reason says.
  struct Refusal: CustomTestStringConvertible, Sendable {
    var pattern: String
    var position: Int?
    var reason: String
    // Some are too long for a log.
    var testDescription: String { String(pattern.prefix(80)) }
  }

  static let refusals: [Refusal] = [
    // What engines read differently.
    Refusal(pattern: "a|^b", position: 2, reason: "^ is the start of a line"),
    Refusal(pattern: #"\s+$"#, position: 3, reason: "$ is the end of a line"),
    Refusal(pattern: #"\p{N}{1,3}+"#, position: 10, reason: "{n,m}+ is possessive"),
    Refusal(pattern: "a{2}?", position: 4, reason: "{n}? is lazy"),
    Refusal(pattern: "a{,2}", position: 1, reason: "a { without {n,m}"),
    Refusal(pattern: "[[:alpha:]]", position: 1, reason: "[:...:]"),
    Refusal(pattern: "[a--b]", position: 2, reason: "-- in a set"),
    Refusal(pattern: #"a\X"#, position: 1, reason: #"\X is not the same"#),
    Refusal(pattern: #"\N"#, position: 0, reason: #"\N is not the same"#),
    Refusal(pattern: #"\Qa\E"#, position: 0, reason: #"\Q is not the same"#),
    Refusal(pattern: #"[\b]"#, position: 1, reason: #"\b is not the same"#),
    Refusal(pattern: "(?m:a)", position: 2, reason: "(?m is not the same"),
    Refusal(pattern: "(?x) a", position: 2, reason: "(?x is not the same"),
    Refusal(pattern: "a(?i)b", position: 1, reason: "flags reach further"),
    Refusal(pattern: "(?i:é)", position: 4, reason: "only ASCII"),
    Refusal(pattern: #"(?i:\p{Lu})"#, position: 4, reason: #"\p where case is ignored"#),
    Refusal(pattern: "(?i:miss)", position: 7, reason: "ss without case"),
    Refusal(pattern: #"(.)\10"#, position: 3, reason: "a group's number has one digit"),
    // What is wrong.
    Refusal(pattern: "[a", position: 0, reason: "this [ has no ]"),
    Refusal(pattern: "x(a", position: 1, reason: "this ( has no )"),
    Refusal(pattern: "a)", position: 1, reason: "this ) closes no group"),
    Refusal(pattern: #"\p{Klingon}"#, position: 0, reason: #"no property "Klingon""#),
    Refusal(pattern: #"\x{110000}"#, position: 0, reason: "not the number of a scalar"),
    Refusal(pattern: "[b-a]", position: 1, reason: "a range goes"),
    Refusal(pattern: #"a\"#, position: 1, reason: "nothing follows"),
    Refusal(pattern: "a**", position: 2, reason: "ICU says U_REGEX_RULE_SYNTAX"),
    Refusal(pattern: "(?<=a+)b", position: nil, reason: "ICU says U_REGEX_LOOK_BEHIND_LIMIT"),
    Refusal(
      pattern: String(repeating: "[", count: 100_000), position: 50, reason: "sets stand too deep"),
    Refusal(
      pattern: String(repeating: #"\w"#, count: 100_000), position: nil, reason: "too long"),
    Refusal(
      pattern: String(repeating: "(", count: 100_000)
        + String(repeating: ")", count: 100_000), position: nil, reason: "ICU says"),
  ]

  @Test("are refused by name and place", arguments: refusals)
  func refuses(_ example: Refusal) {
    let error = #expect(throws: PreTokenizationError.self) {
      try PreTokenizer(.regularExpression(example.pattern))
    }
    guard case .badPattern(let pattern, let position, let reason) = error else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(pattern == example.pattern)
    #expect(reason.contains(example.reason), "\(reason)")
    if let expected = example.position { #expect(position == expected) }
  }

  @Test("are given up where they would take for ever")
  func givesUp() throws {
    let text = [UInt8](repeating: 0x61, count: 300_000)
    #expect(throws: PreTokenizationError.tooManySteps(pattern: "(a|a)+b", offset: 0)) {
      try PreTokenizer(.regularExpression("(a|a)+b")).preTokens(of: Array(text[..<50]))
    }
    #expect(throws: PreTokenizationError.tooManySteps(pattern: "a+b", offset: 0)) {
      try PreTokenizer(.regularExpression("a+b")).preTokens(of: text)
    }
    let deep = "(?:(b)|(c)|(d)|(e)|(f)|(g)|(h)|(a))*"
    #expect(throws: PreTokenizationError.tooDeep(pattern: deep, offset: 0)) {
      try PreTokenizer(.regularExpression(deep)).preTokens(of: text + text + text)
    }
  }

  @Test("go on with the right text where another one stands in the same memory")
  func tellsTextsApart() throws {
    let preTokenizer = try PreTokenizer(.regularExpression(#"\d"#))
    var text = Array("1a2b3c4d".utf8)
    var ends = [Int](repeating: 0, count: 2)
    var room = ends.mutableSpan
    #expect(try preTokenizer.fillEnds(of: text.span, from: 0, into: &room) == 2)
    for (index, byte) in "12345678".utf8.enumerated() { text[index] = byte }
    #expect(try preTokenizer.fillEnds(of: text.span, from: 0, into: &room) == 2)
    #expect(try preTokenizer.fillEnds(of: text.span, from: 2, into: &room) == 2)
    #expect(ends == [3, 4])
  }
}
