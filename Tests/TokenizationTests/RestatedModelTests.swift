import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("SentencePiece's byte pairs in the terms of a tokenizer.json")
struct RestatedModelTests {
  /// Merges of letters and earlier tokens at random, so that a token may be made in several ways.
  private static func model(
    _ generator: inout SeededGenerator, kinds: [String: SentencePieceModel.Kind],
    fallsBackToBytes: Bool
  ) -> SentencePieceModel {
    let letters = ["a", "b", "c", "가", "\u{2581}"]
    var texts = letters
    while texts.count < 24 {
      let text =
        (texts.randomElement(using: &generator) ?? "")
        + (texts.randomElement(using: &generator) ?? "")
      if text.utf8.count < 24, !texts.contains(text) { texts.append(text) }
    }
    var vocabulary = Vocabulary()
    var scores: [Float] = [0, 0]
    var all: [SentencePieceModel.Kind] = [.unknown, .control]
    for text in ["<unk>", "<s>"] { vocabulary.append(text.utf8) }
    for (place, text) in texts.enumerated() {
      vocabulary.append(text.utf8)
      scores.append(-Float(place))
      all.append(.normal)
    }
    for (text, kind) in kinds.sorted(by: { $0.key < $1.key }) {
      vocabulary.append(text.utf8)
      scores.append(0)
      all.append(kind)
    }
    if fallsBackToBytes {
      for byte in UInt8.min...UInt8.max {
        vocabulary.append(ByteName.text(of: byte))
        scores.append(0)
        all.append(.byte)
      }
    }
    return SentencePieceModel(
      algorithm: .bytePair, vocabulary: vocabulary, scores: scores, kinds: all,
      unknownToken: TokenID(0), unknownSurface: Array(" ? ".utf8),
      fallsBackToBytes: fallsBackToBytes)
  }

  private static func text(_ generator: inout SeededGenerator) -> String {
    let parts = ["a", "b", "c", "가", " ", "  ", "\u{2581}", "[X]", "[XY]", "é", "\n", "ab", "<s>"]
    return (0..<Int.random(in: 0...14, using: &generator))
      .map { _ in parts.randomElement(using: &generator) ?? "" }.joined()
  }

  /// Rules around a model.
  struct Rules: CustomTestStringConvertible, Sendable {
    var addsDummyPrefix: Bool
    var removesExtraSpaces: Bool
    var fallsBackToBytes: Bool
    var symbols: [String]
    var testDescription: String {
      "prefix \(addsDummyPrefix), removes \(removesExtraSpaces), bytes \(fallsBackToBytes), \(symbols)"
    }
  }

  private static let rules: [Rules] = [true, false].flatMap { prefix in
    [true, false].flatMap { removes in
      [true, false].flatMap { bytes in
        [[], ["[X]", "[XY]", "b."]].compactMap { symbols in
          symbols.isEmpty || !bytes || (!prefix && !removes)
            ? Rules(
              addsDummyPrefix: prefix, removesExtraSpaces: removes, fallsBackToBytes: bytes,
              symbols: symbols) : nil
        }
      }
    }
  }

  @Test(arguments: rules)
  func `have the same ids for every text`(_ rules: Rules) throws {
    var generator = SeededGenerator(seed: 61)
    var compared = 0
    for _ in 0..<40 {
      let kinds = Dictionary(
        uniqueKeysWithValues: rules.symbols.map { ($0, SentencePieceModel.Kind.userDefined) })
      let model = Self.model(&generator, kinds: kinds, fallsBackToBytes: rules.fallsBackToBytes)
      let definition = try SentencePieceFile.definition(
        of: model,
        SentencePieceNormalization(
          addsDummyPrefix: rules.addsDummyPrefix, removesExtraSpaces: rules.removesExtraSpaces))
      // Some models at random are refused, because a token is made of a later one.
      guard let written = try? WrittenTokenizer(definition, as: .tokenizerJSON) else { continue }
      #expect(written.doubt == nil)
      let (before, after) = (try Tokenizer(definition), try Tokenizer(written.definition))
      for _ in 0..<60 {
        let text = Self.text(&generator)
        #expect(try before.encode(text) == after.encode(text), "\(text.debugDescription)")
        compared += 1
      }
    }
    #expect(compared > 400)
  }

  @Test
  func `may have one score for runs of spaces, which then grow from the left`() throws {
    let texts = (1...8).map { String(repeating: "\u{2581}", count: $0) } + ["a", "\u{2581}a"]
    var vocabulary = Vocabulary()
    for text in ["<unk>"] + texts { vocabulary.append(text.utf8) }
    let model = SentencePieceModel(
      algorithm: .bytePair, vocabulary: vocabulary,
      scores: [0] + Array(repeating: -1e9, count: 8) + [-1, -2],
      kinds: [.unknown] + Array(repeating: .normal, count: texts.count), unknownToken: TokenID(0),
      unknownSurface: [], fallsBackToBytes: false)
    let definition = try SentencePieceFile.definition(
      of: model, SentencePieceNormalization(removesExtraSpaces: false))
    let written = try WrittenTokenizer(definition, as: .tokenizerJSON)
    let (before, after) = (try Tokenizer(definition), try Tokenizer(written.definition))
    for left in 0...40 {
      for text in ["", "a", "aa  a"] {
        let text = text + String(repeating: " ", count: left) + text
        #expect(try before.encode(text) == after.encode(text), "\(text.debugDescription)")
      }
    }
  }

  @Test
  func `are refused where two tokens have one score`() throws {
    var generator = SeededGenerator(seed: 1)
    var model = Self.model(&generator, kinds: [:], fallsBackToBytes: false)
    model.scores[10] = model.scores[11]
    let definition = try SentencePieceFile.definition(of: model, SentencePieceNormalization())
    #expect(throws: TokenizerModelError.self) {
      try WrittenTokenizer(definition, as: .tokenizerJSON)
    }
  }
}
