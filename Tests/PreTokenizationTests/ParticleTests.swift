import Foundation
import TestSupport
import Testing

@testable import PreTokenization

@Suite("Korean particles are cut off")
struct ParticleTests {
  private let preTokenizer: PreTokenizer

  init() throws { preTokenizer = try PreTokenizer(.o200kWithParticles) }

  private func pieces(_ text: String) throws -> [String] {
    let bytes = Array(text.utf8)
    return try preTokenizer.preTokens(of: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  @Test(
    "by the rule",
    arguments: [
      ("나는 학교에 갔다.", ["나", "는", " 학교", "에", " 갔다", "."]),
      // The longest particle, and no particle within it.
      ("사전에서는", ["사전", "에서는"]), ("집으로", ["집", "으로"]), ("친구에게도", ["친구", "에게도"]),
      // What is a particle as a whole stays whole.
      ("에서는 은 보다", ["에서는", " 은", " 보다"]),
      // One other character may stand before the run, and anything behind it.
      ("(너와", ["(너", "와"]), ("\t너와,", ["\t너", "와", ","]), ("나는abc", ["나", "는abc"]),
      ("나는2024년에", ["나", "는", "202", "4", "년", "에"]),
      // The run begins with the particle, or is not at the start of its word.
      ("GPU는", ["GPU는"]), ("뜻은'은", ["뜻", "은", "'은"]),
      // Spelling alone decides.
      ("사과", ["사", "과"]), ("말모이가는", ["말모이가", "는"]),
      ("나\u{1102}\u{1173}\u{11AB}", ["나\u{1102}\u{1173}\u{11AB}"]),
    ])
  func rule(_ text: String, _ expected: [String]) throws {
    #expect(try pieces(text).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  @Test("as ICU cuts by the pattern")
  func equalsRegularExpression() throws {
    let expression = try PreTokenizer(withoutScanner: KoreanParticles.pattern)
    var random = SeededGenerator(seed: 31)
    var other = RandomText(seed: 32)
    let parts =
      KoreanParticles.list + ["말", "모이", "각", "힣", "사람", " ", "\n", "a", "Ab", "(", "'s", "1"]
    for round in 0..<2_000 {
      var text: [UInt8] = []
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        if Int.random(in: 0..<6, using: &random) == 0 {
          text += other.next(runs: 1, isWellFormed: round % 3 != 0)
        } else {
          text += (parts.randomElement(using: &random) ?? "").utf8
        }
      }
      try #require(
        try preTokenizer.preTokens(of: text) == expression.preTokens(of: text), "\(text)")
    }
  }

  @Test("as tokenizers cuts by the pattern")
  func equalsTokenizers() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/korean-particles.json")
    let golden = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
    #expect(golden.pattern.utf8.elementsEqual(KoreanParticles.pattern.utf8))
    #expect(golden.pieces.count >= 200)
    for expected in golden.pieces {
      let found = try pieces(expected.joined())
      #expect(found.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }
  }

  /// The file that Scripts/goldens/korean_particles.py writes.
  private struct Golden: Decodable {
    var pattern: String
    /// The pre-tokens of each text.
    var pieces: [[String]]
  }
}
