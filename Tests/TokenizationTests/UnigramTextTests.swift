import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("A Unigram text in one pass gives what one step after another gives")
struct UnigramTextTests {
  /// A normalization and how unknown characters are written.
  struct Sample: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var normalizer: [NormalizationStep] = []
    var fallsBackToBytes = false
    var hasUnknown = true
  }

  private static let samples = [
    Sample(testDescription: "bare"),
    Sample(
      testDescription: "with replacements",
      normalizer: [.precompiled(CharacterMap(ScoredFileTests.map))]),
    Sample(testDescription: "with bytes", fallsBackToBytes: true),
    Sample(testDescription: "without an unknown token", hasUnknown: false),
  ]

  private static let letters = [
    "a", "b", "ab", "ba", "aab", "\u{2581}", "\u{2581}a", "\u{2581}ab", "\u{AC00}", "\u{B098}",
    "\u{AC00}\u{B098}", "\u{2581}\u{AC00}", "\u{2581}\u{AC00}\u{B098}", "\u{E9}", "Z", "<unk>",
    "\u{D55C}\u{D55C}", "a\u{2581}b",
  ]

  @Test(arguments: samples)
  func `the same ids`(_ sample: Sample) throws {
    var generator = SeededGenerator(seed: 22)
    let tokenizer = try Self.tokenizer(sample, &generator)
    let session = EncodingSession(tokenizer)
    let parts =
      Self.letters + [
        " ", " ", " ", "  ", "\t", "x", "\u{D55C}", "\u{314B}", "<", "\u{3000}", "\u{A0}",
        "\u{3000}\u{2581} \u{2581}", String(repeating: "\u{AC00}b", count: 30),
      ]
    let joining = ["\u{301}", "\r\n", "\u{1100}", "\u{11A8}", "\u{1F600}", "\u{0}"]
    for round in 0..<600 {
      let count = Int.random(in: 0...(round % 50 == 0 ? 400 : 24), using: &generator)
      let choice = round % 3 == 0 ? parts + joining : parts
      var bytes = (0..<count).flatMap { _ in
        Array((choice.randomElement(using: &generator) ?? "").utf8)
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

  @Test
  func `texts in which scalars may join are left to the steps`() throws {
    let normalizer = PrecompiledWords(nil)
    var words = NormalizedWords()
    for text in ["a\u{301}", "\u{1100}\u{1161}", "\r\n", "\u{1F600}", "\u{0}"] {
      #expect(!normalizer.write(Array(text.utf8).span, to: &words))
    }
    #expect(normalizer.write(Array("\u{AC00}\u{314B} \u{E9}\n".utf8).span, to: &words))
    #expect(words.count == 2)
  }

  private static func tokenizer(
    _ sample: Sample, _ generator: inout SeededGenerator
  ) throws -> Tokenizer {
    var vocabulary = Vocabulary()
    var scores: [Double] = []
    for text in letters {
      vocabulary.append(text.utf8)
      // Few different scores, so that there are ties.
      scores.append(-Double(Int.random(in: 2...9, using: &generator)) / 2)
    }
    if sample.fallsBackToBytes {
      for byte in UInt8.min...UInt8.max {
        vocabulary.append(ByteName.text(of: byte))
        scores.append(-20)
      }
    }
    let unknown = letters.firstIndex(of: "<unk>").map { TokenID($0) }
    let model = UnigramModel(
      vocabulary: vocabulary, scores: scores, unknownToken: sample.hasUnknown ? unknown : nil,
      fallsBackToBytes: sample.fallsBackToBytes)
    let tokenizer = try Tokenizer(
      TokenizerDefinition(
        normalizer: sample.normalizer,
        preTokenizer: [.whitespaceSplit, .metaspace(Metaspace())], model: .unigram(model),
        decoder: []))
    #expect(tokenizer.stepwise.flatMap { UnigramTextEncoder($0) != nil } == true)
    return tokenizer
  }
}
