import PreTokenization
import Testing

@Suite("Scanners on hard text")
struct HardTextTests {
  static let patterns: [SplitPattern] = [.gpt2, .cl100k, .o200k, .whitespace, .none]

  /// What long texts are made of. A pattern that looks over the rest of a run again for each of its
  /// pre-tokens would take minutes for one of them.
  static let repeated =
    [
      " ", "\n", "\r\n", " \n", "\u{A0}", "\u{3000}", "'", "'s", "'l", "0", "½", "a", "A", "Aa",
      "가", "가A",
      "\u{301}", "A\u{301}", "\u{301}A", "ʰA", "!", "/", "!/\n", " !", " a", "  a", "한 ", "字", "😀",
      "ſ'ſ",
    ].map { Array($0.utf8) } + [
      [0x80], [0xEA], [0xEA, 0xB0], [0xF0, 0x9F, 0x98], [0xED, 0xA0, 0x80],
    ]

  @Test("take long runs in linear time", arguments: patterns)
  func takesLongRuns(_ pattern: SplitPattern) throws {
    let preTokenizer = try PreTokenizer(pattern)
    for unit in Self.repeated {
      let run = Array(repeatElement(unit, count: 60_000 / unit.count).joined())
      for tail in [[], Array(" b".utf8)] {
        let text = run + tail
        let ranges = try preTokenizer.preTokens(of: text)
        #expect(ranges.first?.lowerBound == 0 && ranges.last?.upperBound == text.count)
        #expect(ranges.allSatisfy { !$0.isEmpty })
      }
    }
  }

  @Test("take each byte for a unit that is not part of a scalar")
  func takesIllFormedBytes() throws {
    let preTokenizer = try PreTokenizer(.o200k)
    let oracle = PatternOracle.o200k
    let edges: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    for lead in UInt8(0xC0)...0xFF {
      for second in edges {
        for third in [0x61, 0x80, 0xBF, 0xC3] as [UInt8] {
          let text = [0x31, lead, second, third, 0x80, 0x61]
          let expected = oracle.ends(of: PatternOracle.units(of: text))
          #expect(try preTokenizer.preTokens(of: text).map(\.upperBound) == expected, "\(text)")
        }
      }
    }
  }

  @Test("read nothing beyond the end of a text cut anywhere", arguments: patterns)
  func readsNothingBeyondTheEnd(_ pattern: SplitPattern) throws {
    // The buffer goes on after the text: what stands there must not matter.
    let preTokenizer = try PreTokenizer(pattern)
    let whole = Array("I'll 말모이's '가 12345 …\r\n\n  \u{301}😀 ABCdef'ſ x".utf8)
    var ends = [Int](repeating: 0, count: 1_000)
    for length in 0...whole.count {
      let alone = Array(whole[..<length])
      for rest in [Array(whole[length...]), [0x73, 0x80, 0x80, 0x0A]] {
        let buffer = alone + rest
        var room = ends.mutableSpan
        let count = try preTokenizer.fillEnds(
          of: buffer.span.extracting(0..<length), from: 0, into: &room)
        #expect(try Array(ends[..<count]) == preTokenizer.preTokens(of: alone).map(\.upperBound))
      }
    }
  }
}
