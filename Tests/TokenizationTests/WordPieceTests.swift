import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("WordPiece takes the longest token that fits")
struct WordPieceTests {
  private static func model(
    _ tokens: [String], prefix: String = "##", longestPiece: Int = 100
  ) -> WordPieceModel {
    var vocabulary = Vocabulary()
    for token in tokens { vocabulary.append(token.utf8) }
    return WordPieceModel(
      vocabulary: vocabulary, unknownToken: TokenID(0), continuingPrefix: Array(prefix.utf8),
      longestPiece: longestPiece)
  }

  /// The tokens of a word by the index, which are those by the automaton.
  private static func pieces(_ model: WordPieceModel, _ word: String) throws -> [UInt32] {
    let tables = try WordPieceTables(model)
    var encoder = WordPieceEncoder(tables)
    var (ids, ends): ([UInt32], [Int]) = ([], [])
    encoder.encode(Array(word.utf8).span, ids: &ids, ends: &ends)
    #expect(ends.last == word.utf8.count)
    #expect(ends.count == ids.count)
    var found: [UInt32] = []
    let bytes = Array(word.utf8)
    let isKnown = tables.automaton().appendTokens(
      of: bytes.span, atMost: model.longestPiece, to: &found)
    #expect((isKnown ? found : [model.unknownToken.rawValue]) == ids)
    return ids
  }

  /// The example of Song et al. 2021, figure 1.
  @Test(arguments: [
    ("abcdx", [1, 4, 5]), ("abcdz", [0]), ("abc", [1, 3]), ("a", [1]), ("dd", [0]),
  ])
  func `words of the paper`(_ word: String, _ ids: [UInt32]) throws {
    let model = Self.model(["[UNK]", "a", "abcdx", "##b", "##c", "##cdy", "##dz"])
    let oracle = WordPieceOracle(["[UNK]", "a", "abcdx", "##b", "##c", "##cdy", "##dz"])
    let expected = oracle.encode(Array(word.unicodeScalars)).map { UInt32($0) }
    #expect(try Self.pieces(model, word) == expected)
  }

  @Test
  func `tables of a wide alphabet take little more than their nodes`() throws {
    var random = SeededGenerator(seed: 8)
    let letters = (0..<2000).compactMap { Unicode.Scalar(0xAC00 + $0) }.map { String($0) }
    var tokens = ["[UNK]"] + letters
    for _ in 0..<6000 {
      let widest = Int.random(in: 1...letters.count, using: &random)
      tokens.append(
        letters[Int.random(in: 0..<letters.count, using: &random)]
          + letters[Int.random(in: 0..<widest, using: &random)])
    }
    let cells = try WordPieceTables(Self.model(tokens)).automaton().trie.cells
    #expect(cells.count < 20_000, "\(tokens.count) tokens")
  }

  @Test(arguments: 0..<60)
  func `what the textbook gives, for random vocabularies`(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = Array("aab가각#").map { String($0) }
    func word(_ longest: Int) -> String {
      (0..<Int.random(in: 1...longest, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }.joined()
    }
    let prefix = ["##", "", "#"][Int(seed % 3)]
    var tokens = ["[UNK]"]
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let token = (Bool.random(using: &random) ? prefix : "") + word(5)
      if !tokens.contains(where: { $0.utf8.elementsEqual(token.utf8) }) { tokens.append(token) }
    }
    let longest = seed % 4 == 0 ? 7 : 100
    let model = Self.model(tokens, prefix: prefix, longestPiece: longest)
    let oracle = WordPieceOracle(tokens, prefix: prefix, longestPiece: longest)
    for _ in 0..<200 {
      let text = word(12)
      let expected = oracle.encode(Array(text.unicodeScalars)).map { UInt32($0) }
      #expect(try Self.pieces(model, text) == expected)
    }
  }

  @Test func `of two tokens with the same bytes the one with the higher id counts`() throws {
    let model = Self.model(["[UNK]", "a", "##b", "a", "##b", "c"])
    #expect(try Self.pieces(model, "ab") == [3, 4])
    #expect(try Self.pieces(model, "c") == [5])
  }

  @Test func `bytes that are no text are unknown, whatever tokens hold them`() throws {
    var vocabulary = Vocabulary()
    let syllable = Array("가".utf8)
    let tokens: [[UInt8]] = [
      [0x5B], Array(syllable[..<2]), Array("##".utf8) + syllable[2...], [0x61], [0xFF],
    ]
    for token in tokens { vocabulary.append(token) }
    let model = WordPieceModel(vocabulary: vocabulary, unknownToken: TokenID(0))
    let tables = try WordPieceTables(model)
    let pieces = [syllable, [0xFF], [0x61, 0xFF], Array(syllable[..<2])]
    let deferred = try #require(tables.index)
    let index = deferred()
    for piece in pieces {
      var ids: [UInt32] = []
      let isIndexed = index.appendTokens(of: piece.span, atMost: 100, to: &ids)
      let isWalked = tables.automaton().appendTokens(of: piece.span, atMost: 100, to: &ids)
      #expect(!isIndexed && !isWalked, "\(piece)")
    }
  }

  @Test func `very long tokens are found by the automaton from the start`() throws {
    let long = String(repeating: "a", count: WordPieceIndex.longestToken + 1)
    let tables = try WordPieceTables(Self.model(["[UNK]", "a", long], longestPiece: 1000))
    #expect(tables.index == nil)
    #expect(try Self.pieces(Self.model(["[UNK]", "a", long], longestPiece: 1000), long) == [2])
  }

  @Test func `one long word takes linear time, and is unknown`() throws {
    let model = Self.model(["[UNK]", "가", "##가", "##가가가"])
    let tokenizer = try Tokenizer(
      TokenizerDefinition(model, normalization: .cased, specialTokens: []))
    let word = String(repeating: "가", count: 350_000)
    #expect(try tokenizer.encode(word) == [TokenID(0)])
    #expect(try tokenizer.encode(String(repeating: "가", count: 100)).count > 30)
  }
}

@Suite("One pass over raw text gives what normalizing, cutting and encoding give")
struct BertTextTests {
  private static let normalizations: [BertNormalization?] = [
    nil, .cased, .uncased, .lowercased,
    BertNormalization(
      cleansText: false, separatesIdeographs: false, stripsAccents: true, lowercases: false),
  ]

  private static func tokenizer(_ normalization: BertNormalization?) throws -> Tokenizer {
    var vocabulary = Vocabulary()
    let tokens = [
      "[UNK]", "a", "##a", "##b", "e", "##e", "가", "##각", "각", "\u{1100}", "##\u{1161}", "中", "!",
      "ab", "#", "i", "##\u{307}", "\u{1D157}", "##\u{1D165}", "É", "##é", ";", "##\u{11A8}", "=",
    ]
    for token in tokens { vocabulary.append(token.utf8) }
    let model = WordPieceModel(vocabulary: vocabulary, unknownToken: TokenID(0))
    var definition = TokenizerDefinition(
      model, normalization: normalization ?? .cased, specialTokens: [])
    if normalization == nil { definition.normalizer = [] }
    return try Tokenizer(definition)
  }

  @Test(arguments: normalizations.indices)
  func `texts of all kinds of characters`(_ place: Int) throws {
    let tokenizer = try Self.tokenizer(Self.normalizations[place])
    let parts: [[UInt8]] =
      [
        "a", "b", "e", "E", "é", "É", "İ", "가", "각", "\u{1100}", "中", "!", "#", " ", "\t", "\u{0}",
        "\u{AD}", "\u{301}", "\u{1D15E}", "\u{37E}", "≠", "\u{3000}", "\u{F900}", "😀", "\u{2F800}",
      ].map { Array($0.utf8) } + [[0xFF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF0, 0x9F]]
    var random = SeededGenerator(seed: UInt64(place))
    let rawText = try #require(tokenizer.rawText)
    #expect(rawText(forBytes: 1) == nil)
    for round in 0..<600 {
      // The first texts are too few for the one pass.
      if round == 100 { #expect(rawText(forBytes: 1 << 16) != nil) }
      let text = (0..<Int.random(in: 0...24, using: &random)).flatMap { _ in
        parts[Int.random(in: 0..<parts.count, using: &random)]
      }
      let thorough = try tokenizer.tokenize(text)
      #expect(try tokenizer.encode(text) == thorough.ids, "\(text)")
      #expect(try tokenizer.count(text) == thorough.ids.count)
    }
  }

  @Test(arguments: normalizations.indices)
  func `the table of actions has what each scalar alone gets`(_ place: Int) throws {
    let deferred = try #require(try Self.tokenizer(Self.normalizations[place]).rawText)
    let tables = deferred()
    for scalar in 0..<UInt32(tables.actions.count) {
      var sequences: [UInt32] = []
      let alone = tables.action(of: scalar, sequences: &sequences)
      let found = tables.actions[Int(scalar)]
      if alone & 7 == BertTextTables.Kind.several.rawValue {
        let start = Int(found >> 3)
        #expect(found & 7 == alone & 7, "\(scalar)")
        #expect(Array(tables.sequences[start..<(start + sequences.count)]) == sequences)
      } else if alone != found {
        Issue.record("\(scalar): \(found), not \(alone)")
      }
    }
  }

  @Test(arguments: normalizations.indices)
  func `threads that share a tokenizer find the same ids from its first text on`(
    _ place: Int
  ) throws {
    let words = ["ab", "가각", "e=i", "É中", "abab", "\u{1D15E}a", "가가 각!"]
    var random = SeededGenerator(seed: UInt64(place))
    // Some texts are long enough to make the tables, others are not.
    let texts = (0..<64).map { number in
      (0..<(number % 8 == 5 ? 20_000 : 300)).map { _ in
        words[Int.random(in: 0..<words.count, using: &random)]
      }.joined(separator: " ")
    }
    let batch = try Self.tokenizer(Self.normalizations[place]).encodeBatch(texts, threads: 8)
    for (number, text) in texts.enumerated() {
      let alone = try Self.tokenizer(Self.normalizations[place]).tokenize(text).ids
      #expect(Array(batch[number]) == alone, "text \(number)")
    }
  }

  @Test func `the compiled bytes do not depend on what was encoded before`() throws {
    let fresh = try Self.tokenizer(.cased).compiled()
    let used = try Self.tokenizer(.cased)
    _ = try used.encode(String(repeating: "ab 가각 ", count: 20_000))
    #expect(try used.compiled() == fresh)
    let again = try Tokenizer(compiled: fresh)
    #expect(try again.encode("ab 가각!") == used.encode("ab 가각!"))
    #expect(try again.compiled() == fresh)
  }

  @Test func `offsets of decomposed Hangul are those of the source`() throws {
    let tokenizer = try Self.tokenizer(.uncased)
    let text = "가각 a"
    let tokens = try tokenizer.tokenize(text)
    #expect(tokens.offsets.last == 7..<8)
    #expect(tokens.offsets.first == 0..<6)
    let torn = try tokenizer.tokenize("가")
    #expect(torn.ids == [TokenID(9), TokenID(10)])
    #expect(torn.offsets == [0..<3, 0..<3])
  }
}
