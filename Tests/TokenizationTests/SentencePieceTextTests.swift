import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("A SentencePiece text in one pass gives what one step after another gives")
struct SentencePieceTextTests {
  /// A normalization and the model behind it.
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var algorithm = SentencePieceModel.Algorithm.unigram
    var normalization = SentencePieceNormalization()
    var fallsBackToBytes = false
    var userDefined: [String] = []
    /// Tokens in which U+2581 stands behind something else.
    var joining: [String] = []
  }

  private static let samples = [
    Sample(testDescription: "Unigram"),
    Sample(testDescription: "Unigram and bytes", fallsBackToBytes: true),
    Sample(
      testDescription: "Unigram with replacements",
      normalization: SentencePieceNormalization(characterMap: CharacterMap(ScoredFileTests.map))),
    Sample(testDescription: "Unigram over spaces", joining: ["a\u{2581}b", "\u{2581}\u{2581}"]),
    Sample(testDescription: "Unigram and symbols", userDefined: ["ab", "\u{2581}<", "b b"]),
    Sample(
      testDescription: "Unigram with all spaces",
      normalization: SentencePieceNormalization(
        addsDummyPrefix: false, removesExtraSpaces: false)),
    Sample(testDescription: "byte pairs", algorithm: .bytePair),
    Sample(testDescription: "byte pairs and bytes", algorithm: .bytePair, fallsBackToBytes: true),
    Sample(
      testDescription: "byte pairs over spaces", algorithm: .bytePair,
      normalization: SentencePieceNormalization(removesExtraSpaces: false),
      joining: ["\u{2581}\u{2581}", "\u{2581}\u{2581}\u{2581}\u{2581}", "b\u{2581}a"]),
    Sample(
      testDescription: "byte pairs and symbols", algorithm: .bytePair,
      userDefined: ["ab", "\u{AC00}\u{B098}"]),
  ]

  private static let letters = [
    "a", "b", "ab", "ba", "aab", "\u{2581}", "\u{2581}a", "\u{2581}ab", "\u{AC00}", "\u{B098}",
    "\u{AC00}\u{B098}", "\u{2581}\u{AC00}", "\u{2581}\u{AC00}\u{B098}", "\u{E9}", "Z", "\u{1F600}",
  ]

  @Test(arguments: samples)
  func `the same ids`(_ sample: Sample) throws {
    var generator = SeededGenerator(seed: 21)
    let tokenizer = try Self.tokenizer(sample, &generator)
    let session = EncodingSession(tokenizer)
    let parts =
      Self.letters + sample.userDefined + [
        " ", " ", " ", "  ", "x", "\u{D55C}", "\u{D55C}", " \u{D55C}\u{AE00} ", "\u{301}", "<",
        "a\u{301}", "\u{3000}",
        String(repeating: "\u{AC00}b", count: 30),
      ]
    for round in 0..<600 {
      let count = Int.random(in: 0...(round % 50 == 0 ? 800 : 24), using: &generator)
      var bytes = (0..<count).flatMap { _ in
        Array((parts.randomElement(using: &generator) ?? "").utf8)
      }
      if round % 7 == 0, !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      let ids = try session.encode(bytes.span)
      // With their places in the source, tokens are found one step after another.
      #expect(try ids == session.tokenize(bytes.span).ids, "\(bytes)")
      #expect(try ids.count == session.count(bytes.span))
    }
  }

  private static func tokenizer(
    _ sample: Sample, _ generator: inout SeededGenerator
  ) throws -> Tokenizer {
    var vocabulary = Vocabulary()
    var scores: [Float] = [0]
    var kinds: [SentencePieceModel.Kind] = [.unknown]
    vocabulary.append("<unk>".utf8)
    for text in letters + sample.joining where !sample.userDefined.contains(text) {
      vocabulary.append(text.utf8)
      // Few different scores, so that there are ties.
      scores.append(-Float(Int.random(in: 2...9, using: &generator)) / 2)
      kinds.append(.normal)
    }
    for text in sample.userDefined {
      vocabulary.append(text.utf8)
      scores.append(0)
      kinds.append(.userDefined)
    }
    if sample.fallsBackToBytes {
      for byte in UInt8.min...UInt8.max {
        vocabulary.append(ByteName.text(of: byte))
        scores.append(0)
        kinds.append(.byte)
      }
    }
    var normalization = sample.normalization
    normalization.protectedTexts = sample.userDefined.map { Array($0.utf8) }
    let model = SentencePieceModel(
      algorithm: sample.algorithm, vocabulary: vocabulary, scores: scores, kinds: kinds,
      unknownToken: TokenID(0), unknownSurface: Array("?".utf8),
      fallsBackToBytes: sample.fallsBackToBytes)
    let tokenizer = try Tokenizer(SentencePieceFile.definition(of: model, normalization))
    #expect(tokenizer.stepwise.flatMap { SentencePieceTextEncoder($0) != nil } == true)
    return tokenizer
  }
}
