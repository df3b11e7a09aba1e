import PreTokenization
import TestSupport
import Testing
import TextNormalization

@testable import TokenizerModel

/// The 256 characters of GPT-2's alphabet, and two more tokens.
private let texts =
  (UInt8.min...UInt8.max).map { String(decoding: ByteAlphabet.text(of: [$0]), as: UTF8.self) }
  + ["ab", "abc", "<|endoftext|>"]
private let merges = "#version: 0.2\na b\nab c\n"

@Suite("Vocabularies of other formats")
struct OtherFormatTests {
  @Test
  func `vocab json and merges txt hold what a tokenizer json holds`() throws {
    let definition = try VocabularyAndMerges.read(
      vocabulary: Self.vocabularyJSON(texts), merges: Array(merges.utf8))
    let model = try #require(definition.byteLevel?.model)
    #expect(definition.byteLevel?.preTokenizer == .gpt2)
    #expect(model.vocabulary[TokenID(257)].map(Array.init) == Array("abc".utf8))
    #expect(
      model.mergeRule
        == .merges([
          Merge(left: TokenID(97), right: TokenID(98), result: TokenID(256)),
          Merge(left: TokenID(256), right: TokenID(99), result: TokenID(257)),
        ]))
    #expect(definition.addedTokens.map(\.content) == ["<|endoftext|>"])
  }

  @Test
  func `a line of merges that is no pair is named`() {
    #expect(throws: TokenizerModelError.line(2, problem: #""a b c" is not two tokens and a space"#))
    {
      try VocabularyAndMerges.read(
        vocabulary: Self.vocabularyJSON(texts), merges: Array("#version: 0.2\na b c\n".utf8))
    }
  }

  @Test
  func `tekken puts special tokens before ranks`() throws {
    let definition = try TekkenFile.read(Self.tekken)
    let model = try #require(definition.byteLevel?.model)
    #expect(model.vocabulary[TokenID(2 + 97)].map(Array.init) == Array("a".utf8))
    #expect(definition.addedTokens.map(\.content) == ["<unk>", "<SPECIAL_1>"])
    #expect(model.mergeRule == .ranks)
  }

  @Test
  func `the header of a GGUF file holds scores or merges`() throws {
    let scored = try GGUFFile.read(Self.scoredGGUF)
    guard case .sentencePiece(let model) = scored.model else {
      Issue.record("not SentencePiece's")
      return
    }
    #expect(model.algorithm == .bytePair)
    #expect(model.unknownToken == TokenID(0))
    let pairs = try GGUFFile.read(Self.pairsGGUF("gpt-2"))
    #expect(pairs.byteLevel?.preTokenizer == .gpt2)
    #expect(pairs.addedTokens.map(\.content) == ["<|endoftext|>"])
  }

  /// Each with the pieces that its tokenizer cuts "다 2026" into.
  @Test(arguments: [
    ("exaone4", ["다", " 2026"]), ("a.x-4.0", ["다", " 2026"]),
    ("exaone", ["다", " ", "2", "0", "2", "6"]), ("midm-2.0", ["다", " ", "202", "6"]),
    ("kanana2", ["다", " ", "202", "6"]), ("solar-open", ["다", " ", "2", "0", "2", "6"]),
    ("deepseek-v3", ["다", " ", "202", "6"]), ("exaone-moe", ["다", " ", "2", "0", "2", "6"]),
    ("deepseek-llm", ["다", " ", "2026"]),
  ])
  func `names of pre-tokenizers stand for what cuts`(
    _ name: String, _ expected: [String]
  ) throws {
    let definition = try GGUFFile.read(Self.pairsGGUF(name))
    var pieces = [Array("다 2026".utf8)]
    for step in definition.preTokenizer {
      let pattern: SplitPattern =
        switch step {
        case .split(.pattern(let pattern), .isolated, _): pattern
        case .byteLevel(_, usesPattern: true): .gpt2
        default: .none
        }
      let preTokenizer = try PreTokenizer(pattern)
      pieces = try pieces.flatMap { piece in
        try preTokenizer.preTokens(of: piece).map { Array(piece[$0]) }
      }
    }
    #expect(pieces.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test
  func `a pre-tokenizer of no known meaning is refused by its name`() {
    #expect(
      throws: TokenizerModelError.unsupported(
        place: "tokenizer.ggml.pre", value: #""dunno""#)
    ) { try GGUFFile.read(Self.pairsGGUF("dunno")) }
  }

  @Test(arguments: ["vocab.json", "tekken.json", "scored GGUF", "GGUF"])
  func `one byte is anything, or the end is missing`(_ format: String) {
    var generator = SeededGenerator(seed: 5)
    let file =
      switch format {
      case "vocab.json": Self.vocabularyJSON(texts)
      case "tekken.json": Self.tekken
      case "GGUF": Self.pairsGGUF("gpt-2")
      default: Self.scoredGGUF
      }
    for _ in 0..<400 {
      var bytes = file
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
      if Int.random(in: 0..<4, using: &generator) == 0 { bytes.removeLast(bytes.count - place) }
      switch format {
      case "vocab.json":
        _ = try? VocabularyAndMerges.read(vocabulary: bytes, merges: Array(merges.utf8))
      case "tekken.json": _ = try? TekkenFile.read(bytes)
      default: _ = try? GGUFFile.read(bytes)
      }
    }
  }

  private static func vocabularyJSON(_ texts: [String]) -> [UInt8] {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    for (id, text) in texts.enumerated() {
      writer.key(text)
      writer.integer(id)
    }
    writer.endObject()
    return writer.bytes
  }

  private static let tekken: [UInt8] = {
    var writer = JSONWriter(indented: false)
    writer.beginObject()
    writer.key("config")
    writer.beginObject()
    writer.key("pattern")
    writer.string(SplitPattern.o200k.patternText)
    writer.key("default_vocab_size")
    writer.integer(258)
    writer.key("default_num_special_tokens")
    writer.integer(2)
    writer.endObject()
    writer.key("vocab")
    writer.beginArray()
    for rank in UInt8.min...UInt8.max {
      var text: [UInt8] = []
      Base64.append([rank], to: &text)
      writer.beginObject()
      writer.key("rank")
      writer.integer(rank)
      writer.key("token_bytes")
      writer.string(text)
      writer.endObject()
    }
    writer.endArray()
    writer.key("special_tokens")
    writer.beginArray()
    writer.beginObject()
    writer.key("rank")
    writer.integer(0)
    writer.key("token_str")
    writer.string("<unk>")
    writer.endObject()
    writer.endArray()
    writer.endObject()
    return writer.bytes
  }()

  private static func number(_ value: UInt64, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(value >> (8 * UInt64($0)) & 0xFF) }
  }

  private static func text(_ text: String) -> [UInt8] {
    number(UInt64(text.utf8.count), 8) + Array(text.utf8)
  }

  private static func array(_ key: String, _ type: UInt64, _ values: [[UInt8]]) -> [UInt8] {
    text("tokenizer.ggml.\(key)") + number(9, 4) + number(type, 4)
      + number(UInt64(values.count), 8) + values.flatMap(\.self)
  }

  private static func gguf(_ pairs: [[UInt8]]) -> [UInt8] {
    Array("GGUF".utf8) + number(3, 4) + number(0, 8) + number(UInt64(pairs.count), 8)
      + pairs.flatMap(\.self)
  }

  private static let scoredGGUF = gguf([
    text("tokenizer.ggml.model") + number(8, 4) + text("llama"),
    array("tokens", 8, ["<unk>", "a", "b", "ab"].map(text)),
    array("scores", 6, [0, -1, -2, -3].map { number(UInt64(Float($0).bitPattern), 4) }),
    array("token_type", 5, [2, 1, 1, 1].map { number($0, 4) }),
  ])

  private static func pairsGGUF(_ pre: String) -> [UInt8] {
    gguf([
      text("tokenizer.ggml.model") + number(8, 4) + text("gpt2"),
      text("tokenizer.ggml.pre") + number(8, 4) + text(pre),
      array("tokens", 8, texts.map(text)), array("merges", 8, ["a b", "ab c"].map(text)),
      array("token_type", 5, texts.map { number($0.hasPrefix("<|") ? 3 : 1, 4) }),
    ])
  }
}
