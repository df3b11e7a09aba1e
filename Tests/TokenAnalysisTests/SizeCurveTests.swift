import TestSupport
import Testing
import Tokenization
import TokenizerModel

@testable import TokenAnalysis

@Suite("The curve over all sizes of a vocabulary")
struct SizeCurveTests {
  /// The textbook's vocabulary for a few random words, and the words.
  private static func vocabulary(seed: UInt64) -> (TokenizerDefinition, words: [[UInt8]]) {
    var random = SeededGenerator(seed: seed)
    let letters: [UInt8] = seed.isMultiple(of: 2) ? Array("ab".utf8) : Array("가나 a".utf8)
    let words = (0..<20).map { _ in
      (0..<Int.random(in: 1...24, using: &random)).map { _ in
        letters.randomElement(using: &random) ?? 0
      }
    }
    let counts = Dictionary(words.map { ($0, UInt64(1)) }, uniquingKeysWith: +)
    var tokens = (UInt8.min...UInt8.max).map { [$0] }
    let merges = BytePairTrainerOracle(tieBreak: "raw").merges(of: counts, limit: 50).map { pair in
      tokens.append(pair[0] + pair[1])
      let ids = [pair[0], pair[1], pair[0] + pair[1]].map {
        TokenID(tokens.firstIndex(of: $0) ?? 0)
      }
      return Merge(left: ids[0], right: ids[1], result: ids[2])
    }
    var definition = smallDefinition(Array(tokens.dropFirst(256)))
    definition.model.bytePair?.mergeRule = .merges(merges)
    definition.model.bytePair?.takesWholePreTokens = false
    return (definition, words)
  }

  @Test(arguments: 0..<20)
  func `has the tokens that each smaller vocabulary gives`(seed: UInt64) throws {
    let (definition, words) = Self.vocabulary(seed: seed)
    var frequencies = TokenFrequencies(idUpperBound: definition.idUpperBound)
    let tokenizer = try Tokenizer(definition)
    for word in words { frequencies.add(try tokenizer.encode(word)) }
    let bytes = words.reduce(0) { $0 + $1.count }
    let curve = try SizeCurve(frequencies, bytes: bytes, of: definition)
    #expect(curve.sizes == 256...definition.tokenCount)
    for size in curve.sizes {
      let smaller = try Tokenizer(definition.truncated(to: size))
      let tokens = try words.reduce(0) { try $0 + smaller.encode($1).count }
      #expect(curve.tokens(at: size) == tokens, "\(size) tokens")
      #expect(curve.bytesPerToken(at: size) == Double(bytes) / Double(tokens))
    }
  }

  @Test func `bends at the size highest above the chord`() throws {
    // 8 bytes of "ab": 8 tokens, then 4 (ab), 2 (abab), and two more merges that gain nothing.
    var definition = smallDefinition([Array("ab".utf8), Array("abab".utf8), [1, 2], [3, 4]])
    let merges = [(0x61, 0x62), (256, 256), (1, 2), (3, 4)].enumerated().map { rank, pair in
      Merge(left: TokenID(pair.0), right: TokenID(pair.1), result: TokenID(256 + rank))
    }
    definition.model.bytePair?.mergeRule = .merges(merges)
    definition.model.bytePair?.takesWholePreTokens = false
    var frequencies = TokenFrequencies(idUpperBound: 260)
    frequencies.add([TokenID(257), TokenID(257)])
    let curve = try SizeCurve(frequencies, bytes: 8, of: definition)
    #expect(curve.tokens == [8, 4, 2, 2, 2])
    #expect(curve.knee == 258)
    let flat = try SizeCurve(TokenFrequencies(idUpperBound: 260), bytes: 8, of: definition)
    #expect(flat.knee == nil)
    let svg = SizeCurveChart(vocabulary: "<v>", curves: [("ko", curve)], language: .english).svg
    #expect(svg.contains("knee 258: 4.00"))
    #expect(!svg.contains("<v>"))
  }

  @Test func `is refused where merges do not tell the smaller vocabularies`() throws {
    let ranks = smallDefinition([Array("ab".utf8)])
    var whole = ranks
    whole.model.bytePair?.mergeRule = .merges([
      Merge(left: TokenID(0x61), right: TokenID(0x62), result: TokenID(256))
    ])
    var twice = whole
    twice.model.bytePair?.takesWholePreTokens = false
    twice.model.bytePair?.mergeRule = .merges([
      Merge(left: TokenID(0x61), right: TokenID(0x62), result: TokenID(256)),
      Merge(left: TokenID(0x61), right: TokenID(0x62), result: TokenID(256)),
    ])
    for definition in [ranks, whole, twice] {
      #expect(throws: TokenAnalysisError.self) {
        try SizeCurve(TokenFrequencies(idUpperBound: 257), bytes: 1, of: definition)
      }
    }
  }
}
