import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// Tokens and their scores; the first is the unknown token.
private func model(
  _ algorithm: SentencePieceModel.Algorithm, _ tokens: [(String, Float)],
  kinds: [String: SentencePieceModel.Kind] = [:]
) -> SentencePieceModel {
  var vocabulary = Vocabulary()
  vocabulary.append("<unk>".utf8)
  for (text, _) in tokens { vocabulary.append(text.utf8) }
  return SentencePieceModel(
    algorithm: algorithm, vocabulary: vocabulary, scores: [0] + tokens.map(\.1),
    kinds: [.unknown] + tokens.map { kinds[$0.0] ?? .normal }, unknownToken: TokenID(0),
    unknownSurface: Array("?".utf8), fallsBackToBytes: false)
}

private func tokenizer(
  _ model: SentencePieceModel, _ normalization: SentencePieceNormalization = .init()
) throws -> Tokenizer {
  try Tokenizer(SentencePieceFile.definition(of: model, normalization))
}

private func pieces(_ tokenizer: Tokenizer, _ text: String) throws -> [String] {
  try tokenizer.encode(text).map {
    String(decoding: tokenizer.tokenBytes(of: $0) ?? [], as: UTF8.self)
  }
}

@Suite("SentencePiece models are run by SentencePiece's own rules")
struct SentencePieceTests {
  private let letters: [(String, Float)] = [
    ("a", -3), ("b", -3), ("ab", -4), ("ba", -4), ("aba", -5.5), ("\u{2581}", -2),
    ("\u{2581}a", -3), ("a\u{2581}b", -6),
  ]

  @Test
  func `a unigram model takes the best sum of scores`() throws {
    let tokenizer = try tokenizer(model(.unigram, letters))
    #expect(try pieces(tokenizer, "aba") == ["\u{2581}a", "ba"])
    #expect(try pieces(tokenizer, "xx b") == ["\u{2581}", "<unk>", "\u{2581}", "b"])
  }

  @Test
  func `byte pairs merge by score and not by length`() throws {
    let tokenizer = try tokenizer(model(.bytePair, letters))
    #expect(try pieces(tokenizer, "aba") == ["\u{2581}a", "ba"])
    #expect(try pieces(tokenizer, "bab") == ["\u{2581}", "ba", "b"])
  }

  @Test
  func `an unused token is cut into what it was made of`() throws {
    let tokenizer = try tokenizer(
      model(
        .bytePair, [("a", -1), ("b", -1), ("ab", -2), ("\u{2581}", -9)], kinds: ["ab": .unused]))
    #expect(try pieces(tokenizer, "ab") == ["\u{2581}", "a", "b"])
  }

  @Test(arguments: [SentencePieceModel.Algorithm.unigram, .bytePair])
  func `a user-defined symbol is never cut`(_ algorithm: SentencePieceModel.Algorithm) throws {
    let tokenizer = try tokenizer(
      model(algorithm, letters + [("bab", 0)], kinds: ["bab": .userDefined]))
    #expect(try pieces(tokenizer, "ababa") == ["\u{2581}a", "bab", "a"])
  }

  /// Probed with sentencepiece 0.2.3, whatever the other scores are.
  @Test(arguments: [(0.25, ["x", "abcd"]), (0.35, ["xa", "bcd"])])
  func `a user-defined symbol is worth a tenth for each byte but its first`(
    _ score: Double, _ expected: [String]
  ) throws {
    let tokenizer = try tokenizer(
      model(
        .unigram, [("x", -1), ("abcd", 0), ("xa", Float(score)), ("bcd", -1), ("q", 5)],
        kinds: ["abcd": .userDefined]),
      SentencePieceNormalization(addsDummyPrefix: false))
    #expect(try pieces(tokenizer, "xabcd") == expected)
  }

  /// As sentencepiece 0.2.3 has it.
  @Test(arguments: [(" ", [String]()), ("  ", []), ("a ", ["a", "\u{2581}"]), ("", [])])
  func `spaces alone give nothing, where one follows each word too`(
    _ text: String, _ expected: [String]
  ) throws {
    let tokenizer = try tokenizer(
      model(.bytePair, letters), SentencePieceNormalization(spacesFollowWords: true))
    #expect(try pieces(tokenizer, text) == expected)
  }

  @Test
  func `text spells no control symbol unless it is allowed`() throws {
    let tokenizer = try tokenizer(
      model(.unigram, letters + [("<s>", 0)], kinds: ["<s>": .control]))
    let id = TokenID(letters.count + 1)
    #expect(try !tokenizer.encode("<s>").contains(id))
    #expect(try tokenizer.encode("<s>", allowedSpecial: .all) == [id])
  }

  @Test
  func `spaces at the ends go and come back as one`() throws {
    let tokenizer = try tokenizer(model(.unigram, letters))
    let ids = try tokenizer.encode("  a   b ")
    #expect(try tokenizer.decodeText(ids) == "a b")
    let keeping = try Tokenization.Tokenizer(
      SentencePieceFile.definition(
        of: model(.unigram, letters), SentencePieceNormalization(removesExtraSpaces: false)))
    #expect(try keeping.decodeText(keeping.encode("  a b ")) == "  a b ")
  }

  @Test
  func `the source of each token is known`() throws {
    let tokenizer = try tokenizer(model(.unigram, letters))
    let text = try tokenizer.tokenize("  a  ba")
    #expect(text.offsets == [2..<3, 3..<4, 5..<7])
  }

  /// In single precision the sum over a long text swallows small differences, and so which path wins.
  @Test
  func `segments from the cache give what one step after another gives`() throws {
    var generator = SeededGenerator(seed: 7)
    let tokens = letters.map { ($0.0, $0.1 + Float.random(in: 0...0.002, using: &generator)) }
    let tables = try SentencePieceTables(model(.unigram, tokens))
    guard case .unigram(let scores) = tables.search else { return }
    let bytes = (0..<4000).flatMap { _ in
      Array(["a", "b", "ab", "\u{2581}", "c"].randomElement(using: &generator)?.utf8 ?? "".utf8)
    }
    var encoder = SentencePieceEncoder(tables)
    var (ids, ends): ([UInt32], [Int]) = ([], [])
    encoder.encode(bytes.span, ids: &ids, ends: &ends)
    var viterbi = SentencePieceViterbi()
    var steps = SegmentSteps()
    viterbi.search(bytes.span, scores, tables.unknown, from: 0, &steps)
    let fused = steps.ids.enumerated().filter { place, id in
      !(id == 0 && place > 0 && steps.ids[place - 1] == 0)
    }
    #expect(ids == fused.map { $0.element })
  }
}

@Suite("Files of scored tokens that are broken are refused or behave")
struct ScoredFileTests {
  @Test
  func `one byte of a SentencePiece model is anything`() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<3000 {
      var bytes = Self.file
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
      if Bool.random(using: &generator) { bytes.removeLast(place / 2) }
      guard let definition = try? SentencePieceFile.read(bytes),
        let tokenizer = try? Tokenizer(definition)
      else { continue }
      _ = try tokenizer.decode(tokenizer.encode("ab \u{AC00}\u{301} ba"))
    }
  }

  @Test
  func `one byte of a table of replacements is anything`() throws {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<3000 {
      var bytes = Self.map
      bytes[Int.random(in: 0..<bytes.count, using: &generator)] =
        UInt8.random(in: 0...255, using: &generator)
      guard let tables = try? CharacterMapTables(CharacterMap(bytes)) else { continue }
      let text = Array("aabab\u{AC00}".utf8)
      for start in text.indices {
        if let match = tables.longestMatch(in: text.span, start..<text.count) {
          _ = tables.replacement(of: match)
        }
      }
    }
  }

  @Test
  func `a table of replacements replaces the longest text, or a whole grapheme`() throws {
    let tables = try CharacterMapTables(CharacterMap(Self.map))
    let normalizer = try SentencePieceNormalizer(
      SentencePieceNormalization(characterMap: CharacterMap(Self.map), addsDummyPrefix: false))
    var text = AlignedText(Array("xax".utf8).span, keepsOrigins: false)
    normalizer.apply(to: &text)
    #expect(text.bytes == Array("xZx".utf8))
    // An accent belongs to the letter before it, and goes with it.
    text = AlignedText(Array("a\u{301}x".utf8).span, keepsOrigins: false)
    text.apply(tables)
    #expect(text.bytes == Array("Zx".utf8))
  }

  /// `a` becomes `Z`: the root at 0 with its node at 256, a leaf at 256 ^ 97 with its value at 512.
  static let map: [UInt8] = {
    var units = [UInt32](repeating: 0, count: 768)
    units[0] = 256 << 10
    let leaf = 256 ^ 0x61
    units[leaf] = UInt32((leaf ^ 512) << 10) | 0x100 | 0x61
    units[512] = 0x8000_0000
    func bytes(_ word: UInt32) -> [UInt8] { (0..<4).map { UInt8(word >> (8 * $0) & 0xFF) } }
    return bytes(UInt32(units.count * 4)) + units.flatMap(bytes) + Array("Z\0".utf8)
  }()

  private static let file: [UInt8] = {
    func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
      var length = [UInt8]()
      var count = content.count
      while count > 127 {
        length.append(UInt8(count & 127) | 128)
        count >>= 7
      }
      return [number << 3 | 2] + length + [UInt8(count)] + content
    }
    var bytes: [UInt8] = []
    for (text, type) in [("<unk>", 2), ("a", 1), ("b", 1), ("ab", 1), ("\u{2581}", 1), ("ba", 4)] {
      let scoreAndType: [UInt8] = [2 << 3 | 5, 0, 0, 0x80, 0xBF, 3 << 3, UInt8(type)]
      bytes += field(1, field(1, Array(text.utf8)) + scoreAndType)
    }
    return bytes + field(2, [3 << 3, 1]) + field(3, field(2, map))
  }()
}
