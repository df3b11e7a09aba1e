import Testing

@testable import PreTokenization

@Suite("Split patterns and their texts")
struct SplitPatternTests {
  static let named: [(name: String, pattern: SplitPattern)] = [
    ("gpt2", .gpt2), ("cl100k", .cl100k), ("o200k", .o200k), ("whitespace", .whitespace),
  ]

  @Test("are the published ones and are recognised", arguments: named)
  func areRecognised(name: String, pattern: SplitPattern) throws {
    let golden = try ScalarBorderGolden.committed.get()
    let tiktoken = try #require(golden.tiktoken[name])
    let huggingFace = try #require(golden.huggingFace[name])
    #expect(huggingFace.contains(pattern.patternText))
    #expect(SplitPattern.recognizing(tiktoken, in: .tiktoken) == pattern)
    for text in huggingFace { #expect(SplitPattern.recognizing(text) == pattern) }
    let own = pattern.patternText(in: .tiktoken)
    #expect(SplitPattern.recognizing(own, in: .tiktoken) == pattern)
  }

  @Test("of cl100k are told apart where engines read one text differently")
  func readsPossessiveIntervals() throws {
    let text = SplitPattern.cl100k.patternText(in: .tiktoken)
    #expect(text.contains("{1,3}+"))
    #expect(SplitPattern.recognizing(text, in: .huggingFace) == .regularExpression(text))
    #expect(throws: PreTokenizationError.self) { try PreTokenizer(.regularExpression(text)) }
  }

  @Test("of the whole text is recognised")
  func recognisesNone() {
    #expect(SplitPattern.recognizing(SplitPattern.none.patternText) == .none)
  }

  @Test("that are close to a published one are not taken for it")
  func isStrict() throws {
    let text = SplitPattern.o200k.patternText + "|x"
    #expect(SplitPattern.recognizing(text) == .regularExpression(text))
    #expect(try PreTokenizer(.regularExpression(text)).hasScanner == false)
    // Equal as strings, other bytes: e with an acute accent.
    #expect(SplitPattern.recognizing("\u{E9}") != SplitPattern.recognizing("e\u{301}"))
  }
}
