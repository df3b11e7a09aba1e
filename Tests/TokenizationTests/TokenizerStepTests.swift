import CorpusReading
import Foundation
import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// What tokenizers 0.23 makes of texts by single steps (Scripts/goldens/tokenizer_steps.py).
@Suite("Each step of a tokenizer.json does what the reference does")
struct TokenizerStepTests {
  private struct Goldens: Decodable {
    struct Normalized: Decodable {
      var results: [String]
    }
    struct Cut: Decodable {
      var results: [[String]]
    }
    struct Decoded: Decodable {
      var results: [String?]
    }
    struct Added: Decodable {
      var file: String
      var ids: [[UInt32]]
    }
    var texts: [String]
    var added_texts: [String]
    var normalizers: [Normalized]
    var pre_tokenizers: [Cut]
    var tokens: [[String]]
    var decoders: [Decoded]
    var added_tokens: [Added]
  }

  private static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Goldens/tokenizer-steps.json.gz").path

  private static func goldens() throws -> (Goldens, steps: Steps) {
    let bytes = try readWholeFile(path, decompressing: true)
    return (try JSONDecoder().decode(Goldens.self, from: Data(bytes)), try Steps(bytes))
  }

  /// The steps as definitions, read by our own reader.
  private struct Steps {
    var definitions: [String: [TokenizerDefinition]] = [:]

    init(_ bytes: [UInt8]) throws {
      let file = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] ?? [:]
      for (list, member) in [
        ("normalizers", "normalizer"), ("pre_tokenizers", "pre_tokenizer"),
        ("decoders", "decoder"),
      ] {
        let entries = file[list] as? [[String: Any]] ?? []
        definitions[list] = try entries.map { entry in
          let step = entry["step"] ?? NSNull()
          let tokenizer: [String: Any] = [
            member: step,
            "model": ["type": "WordLevel", "vocab": ["a": 0], "unk_token": "a"],
          ]
          let text = try JSONSerialization.data(withJSONObject: tokenizer)
          return try TokenizerJSON.read(Array(text)).definition
        }
      }
    }
  }

  @Test func normalizers() throws {
    let (goldens, steps) = try Self.goldens()
    let definitions = try #require(steps.definitions["normalizers"])
    try #require(definitions.count == goldens.normalizers.count && definitions.count > 10)
    for (definition, golden) in zip(definitions, goldens.normalizers) {
      let normalizer = try StepwiseNormalizer(definition.normalizer)
      for (source, expected) in zip(goldens.texts, golden.results) {
        for keepsOrigins in [false, true] {
          var text = AlignedText(Array(source.utf8).span, keepsOrigins: keepsOrigins)
          try normalizer.apply(to: &text)
          #expect(
            text.bytes.elementsEqual(expected.utf8), "\(definition.normalizer) of \(source)")
          #expect(text.origins.map { $0.count == text.bytes.count } ?? !keepsOrigins)
        }
      }
    }
  }

  @Test func preTokenizers() throws {
    let (goldens, steps) = try Self.goldens()
    let definitions = try #require(steps.definitions["pre_tokenizers"])
    try #require(definitions.count == goldens.pre_tokenizers.count && definitions.count > 40)
    for (number, (definition, golden)) in zip(definitions, goldens.pre_tokenizers).enumerated() {
      let preTokenizer = try StepwisePreTokenizer(
        definition.preTokenizer, givesBytes: false, isMapped: false, dropping: [])
      for (source, expected) in zip(goldens.texts, golden.results) {
        var text = PieceText(
          AlignedText(Array(source.utf8).span, keepsOrigins: false), isAtStart: true)
        try preTokenizer.apply(to: &text)
        let pieces = text.pieces.map { Array(text.text.bytes[$0]) }
        #expect(
          pieces == expected.map { Array($0.utf8) },
          "\(number): \(definition.preTokenizer) of \(source)")
      }
    }
  }

  @Test func decoders() throws {
    let (goldens, steps) = try Self.goldens()
    let definitions = try #require(steps.definitions["decoders"])
    try #require(definitions.count == goldens.decoders.count && definitions.count > 10)
    for (definition, golden) in zip(definitions, goldens.decoders) {
      let chain = try TokenChain(definition.decoder)
      for (tokens, expected) in zip(goldens.tokens, golden.results) {
        guard let expected else { continue }
        let text = try chain.text(of: tokens.map { Array($0.utf8) })
        #expect(
          String(decoding: text, as: UTF8.self).utf8.elementsEqual(expected.utf8),
          "\(definition.decoder) of \(tokens)")
      }
    }
  }

  @Test func addedTokens() throws {
    let goldens = try Self.goldens().0
    try #require(goldens.added_tokens.count > 90)
    for golden in goldens.added_tokens {
      let tokenizer = try Tokenizer(TokenizerJSON.read(Array(golden.file.utf8)).definition)
      for (text, expected) in zip(goldens.added_texts, golden.ids) {
        let ids = try tokenizer.encode(text, allowedSpecial: .all).map(\.rawValue)
        #expect(ids == expected, "\(text) by \(golden.file.prefix(900))")
        let tokens = try tokenizer.tokenize(text, allowedSpecial: .all)
        #expect(tokens.ids.map(\.rawValue) == ids)
        #expect(tokens.offsets.allSatisfy { $0.upperBound <= text.utf8.count })
      }
    }
  }

  @Test func `streaming gives what whole decoding gives`() throws {
    let (goldens, steps) = try Self.goldens()
    for definition in try #require(steps.definitions["decoders"]) {
      for tokens in goldens.tokens {
        var vocabulary = Vocabulary()
        for token in tokens { vocabulary.append(Array(token.utf8)) }
        var definition = definition
        definition.model = .wordLevel(WordLevelModel(vocabulary: vocabulary, unknownToken: nil))
        let tokenizer = try Tokenizer(definition)
        let ids = tokens.indices.map { TokenID($0) }.filter { tokenizer.tokenBytes(of: $0) != nil }
        var decoder = StreamingDecoder(tokenizer)
        var bytes: [UInt8] = []
        for id in ids { bytes += try decoder.appendGivingBytes(id) }
        bytes += decoder.finishGivingBytes()
        #expect(bytes == (try tokenizer.decode(ids)), "\(definition.decoder) of \(tokens)")
      }
    }
  }
}
