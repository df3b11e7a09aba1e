import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Sessions remember without getting anything wrong")
struct SessionTests {
  /// Words that share beginnings and ends, of lengths about the longest that are remembered, some with
  /// several spaces before them and zeros in them.
  private static func words(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      var word = [UInt8](repeating: 0x20, count: Int.random(in: 0...2, using: &generator))
      let length = Int.random(in: 0...(Bool.random(using: &generator) ? 19 : 36), using: &generator)
      word += (0..<length).map { _ in [0x61, 0x62, 0, 0xEA].randomElement(using: &generator) ?? 0 }
      return word
    }
  }

  @Test func `long texts are encoded like their pre-tokens alone`() throws {
    let tokenizer = try Tokenizer(
      smallDefinition(preTokenizer: .whitespace, words: ["ab", "aab", "ba", " a", " ab", "bbbb"]))
    let words = Self.words(6000, seed: 4)
    let session = EncodingSession(tokenizer)
    let text = Array(words.joined())
    for _ in 0..<2 {
      let pieces = try tokenizer.preTokenizer.preTokens(of: text)
      #expect(pieces.count > 2000)
      let expected = try pieces.flatMap { try tokenizer.encode(text[$0]) }
      #expect(try session.encode(text) == expected)
      #expect(try session.count(text) == expected.count)
    }
  }

  @Test func `documents of any length are encoded like fresh ones`() throws {
    let tokenizer = try Tokenizer(smallDefinition(words: ["ab", " ab", "aab"]))
    let session = EncodingSession(tokenizer)
    for word in Self.words(2000, seed: 6) {
      #expect(try session.encode(word) == tokenizer.encode(word))
    }
  }

  @Test func `words come again and again, whatever their length and however many their ids`() throws
  {
    let tokenizer = try Tokenizer(
      smallDefinition(preTokenizer: .whitespace, words: ["ab", "aab", "ba", " a", " ab", "bbbb"]))
    let session = EncodingSession(tokenizer)
    let words = Self.words(30_000, seed: 5)
    let expected = try words.map { try tokenizer.encode($0) }
    for _ in 0..<3 {
      for (word, ids) in zip(words, expected) {
        if try session.encode(word) != ids { Issue.record("\(word)") }
        if try session.count(word) != ids.count { Issue.record("\(word), counted") }
      }
    }
  }

  @Test func `ids too large to be packed come again`() throws {
    let gap = 1 << 20
    let vocabulary = try #require(
      Vocabulary(
        bytes: Array(.min ... .max),
        ends: [UInt32](repeating: 0, count: gap) + (1...256).map { UInt32($0) }))
    let tokenizer = try Tokenizer(
      TokenizerDefinition(
        normalizer: .none, preTokenizer: .whitespace,
        model: BytePairModel(vocabulary: vocabulary, mergeRule: .ranks), addedTokens: []))
    for length in 1...8 {
      let words = Array(repeating: [UInt8](repeating: 0x61, count: length), count: 3)
      let text = Array(words.joined(separator: [0x20]))
      let session = EncodingSession(tokenizer)
      for _ in 0..<2 {
        #expect(try session.encode(text) == text.map { TokenID(gap + Int($0)) })
        #expect(try session.count(text) == text.count)
      }
    }
  }

  @Test func `documents may stand in any order, and over each other`() throws {
    let tokenizer = try Tokenizer(smallDefinition(words: ["ab", " ab", "aab"]))
    let session = EncodingSession(tokenizer)
    let buffer = Array(Self.words(400, seed: 7).joined())
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<40 {
      let documents = (0..<200).map { _ in
        let end = Int.random(in: 0...buffer.count, using: &generator)
        return max(0, end - Int.random(in: 0...60, using: &generator))..<end
      }
      var (ids, ends): ([TokenID], [Int]) = ([], [])
      try session.encode(buffer.span, documents: documents[...], appendingTo: &ids, ends: &ends)
      let expected = try documents.map { try tokenizer.encode(Array(buffer[$0])) }
      #expect(ids == expected.flatMap { $0 })
      #expect(zip(ends, [0] + ends).map { $0 - $1 } == expected.map(\.count))
    }
  }

  @Test func `ids are appended, and stay where a text cannot be encoded`() throws {
    let session = EncodingSession(try Tokenizer(smallDefinition()))
    var ids = [TokenID(7)]
    try session.encode([0x61].span, appendingTo: &ids)
    #expect(ids == [TokenID(7), TokenID(0x61)])
    #expect(throws: TokenizationError.notASpecialToken("x")) {
      try session.encode([0x61].span, appendingTo: &ids, allowedSpecial: .only(["x"]))
    }
    #expect(ids.count == 2)
  }
}
