import PreTokenization
import TestSupport
import TextNormalization
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("What inference asks for is what encoding everything again would give")
struct InferenceTests {
  /// Scraps in which words, spaces, line ends, contractions, digits, capitals, marks and pieces of
  /// characters meet.
  private static let scraps: [[UInt8]] =
    [
      "말", "안녕", "하세요", " ", "  ", "\n", "\n\n", "\t", "the", "The", "ABC", "it", "'s", "'l", "'",
      "1", "23",
      ".", "...", "(", "“", "漢", "\u{301}", "😀", "\u{3000}", "\r", "/", "가A", "ſ",
    ].map { Array($0.utf8) } + [[0xEC], [0x84], [0xB8], [0xC5], [0xBF], [0xE2, 0x80]]

  static let patterns: [SplitPattern] = [
    .gpt2, .cl100k, .o200k, .whitespace, .none, .regularExpression(#"\p{L}+|[^\p{L}]"#),
  ]

  private static func text(
    _ count: Int, using generator: inout SeededGenerator
  ) -> [[UInt8]] {
    (0..<count).map { _ in scraps.randomElement(using: &generator) ?? [] }
  }

  private func tokenizer(
    _ pattern: SplitPattern, normalizer: NormalizationForm = .none
  ) throws -> Tokenizer {
    try Tokenizer(
      smallDefinition(
        normalizer: normalizer, preTokenizer: pattern,
        words: ["안녕", " 안녕", "하세요", "the", " the", "  ", "\n\n", "'s", "it", "..", "말"],
        addedTokens: [("<|end|>", true)]))
  }

  @Test(arguments: patterns, [NormalizationForm.none, .nfc])
  func `text that grows`(_ pattern: SplitPattern, _ normalizer: NormalizationForm) throws {
    let tokenizer = try tokenizer(pattern, normalizer: normalizer)
    var generator = SeededGenerator(seed: 8)
    var settled = 0
    for _ in 0..<25 {
      var growing = try GrowingText(tokenizer)
      var whole: [UInt8] = []
      for scrap in Self.text(30, using: &generator) {
        let before = growing
        let firstChanged = try growing.append(scrap)
        whole += scrap
        let expected = try tokenizer.encode(whole)
        if growing.ids != expected {
          Issue.record("\(whole): \(growing.ids), not \(expected)")
          return
        }
        #expect(growing.ids.starts(with: before.ids[..<before.settledCount]))
        #expect(growing.ids[..<firstChanged] == before.ids[..<firstChanged])
        #expect(growing.byteCount == whole.count)
        #expect(growing.settledCount >= before.settledCount)
      }
      settled += growing.settledCount
    }
    let settles = pattern != .none && pattern != Self.patterns.last
    #expect((settled > 0) == settles)
  }

  @Test(arguments: patterns, [NormalizationForm.none, .nfc])
  func `a text in parts`(_ pattern: SplitPattern, _ normalizer: NormalizationForm) throws {
    let tokenizer = try tokenizer(pattern, normalizer: normalizer)
    var generator = SeededGenerator(seed: 12)
    for size in [1, 3, 20] {
      for _ in 0..<20 {
        let text = Self.text(60, using: &generator).flatMap { $0 }
        let parts = tokenizer.parts(of: text, atLeast: size)
        #expect(parts.flatMap { Array(text[$0]) } == text)
        #expect(try parts.flatMap { try tokenizer.encode(text[$0]) } == tokenizer.encode(text))
      }
    }
    let long = Self.text(60_000, using: &generator).flatMap { $0 }
    let settles = pattern != .none && pattern != Self.patterns.last
    #expect((tokenizer.parts(of: long, atLeast: Tokenizer.leastPart).count > 1) == settles)
    #expect(try tokenizer.encode(long, threads: 2) == tokenizer.encode(long))
  }

  @Test func `text that grows with added tokens in it`() throws {
    var growing = try GrowingText(tokenizer(.o200k), allowedSpecial: .all)
    for scrap in ["안녕 <|e", "nd|> 안", "녕"] { try growing.append(scrap) }
    #expect(
      try growing.ids == tokenizer(.o200k).encode("안녕 <|end|> 안녕", allowedSpecial: .all))
  }

  @Test(arguments: patterns)
  func `counting up to a limit`(_ pattern: SplitPattern) throws {
    let session = EncodingSession(try tokenizer(pattern))
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<100 {
      let text = Self.text(40, using: &generator).flatMap { $0 }
      let count = try session.count(text)
      for limit in [count, .max, count - 1] {
        let found = try session.count(text.span, upTo: limit)
        #expect(found == (limit < count ? nil : count))
      }
    }
    let long = [UInt8](repeating: 0x31, count: 1 << 20)
    let found = try session.count(long.span, upTo: 10)
    #expect(found == nil)
  }

  @Test(arguments: patterns, TextBorder.allCases)
  func `the longest beginning and end within a budget`(
    _ pattern: SplitPattern, _ border: TextBorder
  ) throws {
    let session = EncodingSession(try tokenizer(pattern))
    var generator = SeededGenerator(seed: 10)
    for _ in 0..<40 {
      let text = Self.text(24, using: &generator).flatMap { $0 }
      let budget = Int.random(in: 0...30, using: &generator)
      let places = border.places(in: text)
      let first = try places.last { try session.count(text[..<$0]) <= budget }
      #expect(try session.longestPrefix(of: text, within: budget, cutAt: border) == first)
      let last = try places.first { try session.count(text[$0...]) <= budget }
      #expect(try session.longestSuffix(of: text, within: budget, cutAt: border) == last)
    }
  }

  @Test func `offsets in scalars, UTF-16 and string indices`() throws {
    let tokenizer = try tokenizer(.o200k)
    for text in ["", "a가😀b", "안녕하세요 the 😀", "e\u{301}漢"] {
      let tokens = try tokenizer.tokenize(text)
      let scalars = Array(text.unicodeScalars)
      for (unit, width) in [(OffsetUnit.scalars, { _ in 1 }), (.utf16, { UTF16.width($0) })]
        as [(OffsetUnit, (Unicode.Scalar) -> Int)]
      {
        let ranges = tokens.offsets(in: unit, of: text)
        for (bytes, range) in zip(tokens.offsets, ranges) {
          // All scalars that the bytes touch.
          var (byte, position) = (0, 0)
          var touched: [Int] = []
          for scalar in scalars {
            if byte < bytes.upperBound, byte + UTF8.width(scalar) > bytes.lowerBound {
              touched += [position, position + width(scalar)]
            }
            byte += UTF8.width(scalar)
            position += width(scalar)
          }
          #expect(range.lowerBound == touched.first && range.upperBound == touched.last)
        }
      }
      for (bytes, range) in zip(tokens.offsets, tokens.ranges(in: text)) {
        #expect(Array(text.utf8[range]) == Array(Array(text.utf8)[bytes]))
      }
    }
  }

  @Test func `ids that come one by one`() async throws {
    let tokenizer = try tokenizer(.o200k)
    let text = "안녕하세요 😀 the 漢字\u{1112}\u{1161}"
    let ids = try tokenizer.encode(text)
    let stream = AsyncStream { continuation in
      for id in ids { continuation.yield(id) }
      continuation.finish()
    }
    var pieces: [String] = []
    for try await piece in tokenizer.decodeText(streaming: stream) { pieces.append(piece) }
    #expect(Array(pieces.joined().utf8) == Array(text.utf8))
    #expect(pieces.count > 5 && !pieces.contains(""))
  }
}
