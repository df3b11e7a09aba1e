import Foundation
import PreTokenization
import TestSupport
import Testing
import TextNormalization
import Tokenization
import TokenizerModel

@testable import TokenAnalysis

/// Folders of published vocabularies and texts beside the checkout, which CI has.
enum Shared {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared").standardizedFileURL.path

  static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: "\(folder)/\(path)").map { Array($0) }
  }
}

private func card(
  _ tokens: [[UInt8]], pattern: SplitPattern = .none, added: [AddedToken] = []
) throws -> VocabularyReportCard {
  let definition = smallDefinition(tokens, pattern: pattern, added: added)
  return try VocabularyReportCard(definition, Tokenizer(definition))
}

@Suite("Vocabulary report card")
struct VocabularyCardTests {
  @Test("counts whole and broken Hangul, and the syllables that are tokens")
  func hangul() throws {
    let card = try card(prefixes(of: ["가각", " 똠"]) + [Array("똠".utf8), Array("힣".utf8)])
    // Prefixes of two bytes and more: 가 and 가각 whole, 가 with one or two bytes of 각; ␠ and one or
    // two bytes of 똠, " 똠"; and the bytes EA to ED, each the beginning of a syllable.
    #expect(card.wholeHangul == 5)
    #expect(card.incompleteHangul == 1 + 2 + 2 + 4)
    #expect(card.withSyllable == 7)
    #expect(card.coveredSyllables == 3)
    #expect(card.coveredStandardSyllables == 1)
    #expect(card.scripts[.incompleteHangul] == 9)
  }

  @Test("knows the 2,350 syllables of KS X 1001")
  func standard() {
    #expect(KSX1001.scalars.count == 2350)
    #expect(KSX1001.scalars.allSatisfy(HangulScalar.isSyllable))
    #expect(KSX1001.scalars.contains(0xAC00) && !KSX1001.scalars.contains(0xB620))
  }

  /// The figures of bab2min/korean-tokenizer-analysis: tokens with a syllable, and the share of
  /// incomplete ones in per cent.
  @Test(
    "gives the known figures of OpenAI's vocabularies",
    .enabled(if: Shared.bytes("vocab/tiktoken/o200k_base.tiktoken") != nil, "needs ../shared"),
    arguments: [("cl100k_base", 299, 33.88), ("o200k_base", 2365, 9.71)])
  func published(name: String, withSyllable: Int, share: Double) throws {
    let bytes = try #require(Shared.bytes("vocab/tiktoken/\(name).tiktoken"))
    let vocabulary = try RankFile.read(bytes).vocabulary
    let contents = (0..<vocabulary.upperBound).compactMap { index in
      vocabulary[TokenID(index)].map { TokenContent(Array($0)) }
    }
    #expect(contents.count { $0.syllableCount > 0 } == withSyllable)
    let incomplete = contents.count(where: \.isIncompleteHangul)
    let whole = contents.count { $0.syllableCount > 0 && $0.isWhole }
    let measured = 100 * Double(incomplete) / Double(whole + incomplete)
    #expect(abs(measured - share) < 0.005)
  }
}

@Suite("Vocabulary lint")
struct LintTests {
  @Test(
    "finds what is wrong with a token",
    arguments: [
      ("조조조조", LintRule.repeated), (" ㅋㅋㅋㅋ", .repeated), ("한국어 배우기", .multipleEojeol),
      ("가\u{200B}나", .controlCharacter), ("\u{1B}[31m", .controlCharacter),
      ("인터넷카지노", .advertising), (String(repeating: " ", count: 40), .whiteSpaceRun),
      ("동해물과백두산이마르고닳도록하느님이", .overLong),
    ])
  func rules(token: String, rule: LintRule) {
    #expect(TokenText(TokenContent(Array(token.utf8))).rules == [rule])
  }

  @Test(
    "leaves good tokens alone",
    arguments: ["한국어", " 그리고", "조조", "antidisestablishmentarianism", "    ", "\r\n", "!!!!", "하하"])
  func good(token: String) {
    #expect(TokenText(TokenContent(Array(token.utf8))).rules.isEmpty)
  }

  @Test("finds tokens that no text gives")
  func unreachable() throws {
    // gpt2 never leaves a letter and a digit in one pre-token.
    let findings = try card(
      ["ab", "a1", "abc"].map { Array($0.utf8) }, pattern: .gpt2
    ).findings
    #expect(findings.map(\.rule) == [.unreachable])
    #expect(findings.map(\.token) == [Array("a1".utf8)])
  }

  @Test("looks at what tokens write, whatever stands for spaces and for the inside of words")
  func wordPieces() throws {
    let lines = ["[PAD]", "[UNK]", "가", "##가", "a", "##b", "##!가", "##조조조조"]
    let definition = try WordListFile.read(
      Array(lines.joined(separator: "\n").utf8), normalization: .cased)
    let card = try VocabularyReportCard(definition, Tokenizer(definition))
    #expect(card.tokenCount == 8)
    #expect(card.wholeHangul == 4)
    #expect(card.coveredSyllables == 1)
    // Punctuation is always a piece of its own, and BERT takes [PAD] in a text for the mark.
    #expect(
      card.findings.map(\.rule) == [.unreachable, .spelledSpecial, .spelledSpecial, .repeated])
    #expect(
      card.findings.map(\.token)
        == ["!가", "[PAD]", "[UNK]", "조조조조"].map { Array($0.utf8) })
  }

  @Test("finds tokens that are one text after NFC")
  func duplicates() throws {
    let tokens = prefixes(of: ["각", "\u{1100}\u{1161}\u{11A8}"])
    let findings = try card(tokens).findings.filter { $0.rule == .duplicate }
    #expect(findings.map(\.token) == [Array("\u{1100}\u{1161}\u{11A8}".utf8)])
    #expect(findings[0].detail == "id 257")
  }

  @Test("finds control marks that are not declared special")
  func specials() throws {
    let findings = try card(
      [],
      added: [
        AddedToken(content: "<|end|>", id: TokenID(256)),
        AddedToken(content: "[INST]", id: TokenID(257), isSpecial: false),
        AddedToken(content: "한국", id: TokenID(258), isSpecial: false),
      ]
    ).findings
    #expect(findings.map(\.rule) == [.undeclaredControl])
    #expect(findings.map(\.id) == [257])
  }

  @Test("writes well-formed JSON and SARIF whatever the tokens say")
  func formats() throws {
    let hostile = [
      "</script><script>alert(1)", "=cmd|' /C calc'!A0", "\u{1B}[2J\u{7}", "\"\\\u{0}",
    ]
    let card = try card(hostile.map { Array($0.utf8) } + prefixes(of: ["한 국"]))
    for json in [card.json(name: "a\"b"), card.sarif(path: "a b/한.json", version: "1")] {
      var reader = JSONReader(json)
      try reader.skipValue()
      try reader.finish()
      #expect(!json.contains(0x1B))
    }
  }
}
