import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

/// A small tokenizer of each kind that is more than plain byte-level byte-pair encoding, made at random,
/// with many kinds of steps.
enum KindSample: String, CaseIterable, CustomTestStringConvertible {
  case wordPiece, bertWordPiece, unigram, byteFallbackUnigram, wordLevel, characterPair
  case affixedPair, sentencePieceUnigram, sentencePiecePairs, bytePair

  var testDescription: String { rawValue }

  private static let letters = ["a", "b", "c", "가", "각", "é", "한", "\u{2581}", "!", "0"]

  /// Texts of random letters and of what the letters do not cover.
  static func text(_ length: Int, _ random: inout SeededGenerator) -> [UInt8] {
    let alphabet = letters + [" ", " ", "A", "\u{301}", "𐍈", "\n", "<x>", "<끝>", "ㄱ", "漢"]
    var text: [UInt8] = []
    for _ in 0..<length { text += alphabet.randomElement(using: &random)?.utf8 ?? "".utf8 }
    if length % 7 == 3 { text.append(0xE1) }
    return text
  }

  /// Different texts of random letters, and the letters.
  private static func words(_ count: Int, _ random: inout SeededGenerator) -> [String] {
    var words = letters
    for _ in 0..<count {
      let word = (0..<Int.random(in: 2...4, using: &random)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &random)]
      }.joined()
      if !words.contains(where: { $0.utf8.elementsEqual(word.utf8) }) { words.append(word) }
    }
    return words
  }

  private static func vocabulary(_ tokens: [String]) -> Vocabulary {
    var vocabulary = Vocabulary()
    for token in tokens { vocabulary.append(token.utf8) }
    return vocabulary
  }

  /// A tokenizer of this kind.
  func definition(_ random: inout SeededGenerator) throws -> TokenizerDefinition {
    var definition = try unframed(&random)
    let end = definition.idUpperBound
    definition.addedTokens = [
      AddedToken(content: "<끝>", id: TokenID(end)),
      AddedToken(
        content: "<x>", id: TokenID(end + 3), isSpecial: false, takesSpaceBefore: true,
        isNormalized: true),
    ]
    let frame = FramingToken(content: Array("<끝>".utf8), id: TokenID(end))
    definition.postProcessor = .bert(separator: frame, classifier: frame)
    definition.padding = Padding(length: 7, direction: .left, multiple: 8, token: frame, typeID: 3)
    return definition
  }

  private func unframed(_ random: inout SeededGenerator) throws -> TokenizerDefinition {
    let words = Self.words(24, &random)
    switch self {
    case .wordPiece, .bertWordPiece: return wordPiece(words)
    case .unigram, .byteFallbackUnigram: return unigram(words, &random)
    case .wordLevel:
      return TokenizerDefinition(
        normalizer: [.nmt, .lowercase, .strip(left: true, right: false), .stripAccents],
        preTokenizer: [
          .whitespaceSplit, .digits(individually: true), .punctuation(.isolated),
          .delimiter("-"), .fixedLength(3), .unicodeScripts,
        ],
        model: .wordLevel(
          WordLevelModel(vocabulary: Self.vocabulary(["<unk>"] + words), unknownToken: TokenID(0))),
        decoder: [.ctc(padding: [0x61], wordDelimiter: [0x62], cleansUp: true)])
    case .characterPair, .affixedPair: return characterPair(words, &random)
    case .sentencePieceUnigram: return try sentencePiece(.unigram, words, &random)
    case .sentencePiecePairs: return try sentencePiece(.bytePair, words, &random)
    case .bytePair:
      var definition = smallDefinition()
      definition.normalizer = [.prepend([0x20]), .replace(.literal([0x21]), with: [0x3F])]
      definition.preTokenizer = [
        .split(.pattern(.regularExpression("[a-c]+")), .mergedWithNext, isInverted: true),
        .split(.literal([0x20]), .mergedWithPrevious, isInverted: false),
        .byteLevel(addsPrefixSpace: true, usesPattern: true),
      ]
      definition.decoder = [.composedByteLevel]
      return definition
    }
  }

  private func wordPiece(_ words: [String]) -> TokenizerDefinition {
    let tokens = ["[UNK]"] + words + words.map { "##" + $0 }
    let model = WordPieceModel(
      vocabulary: Self.vocabulary(tokens), unknownToken: TokenID(0), longestPiece: 9)
    return TokenizerDefinition(
      normalizer: self == .wordPiece
        ? [.form(.nfd), .replace(.regularExpression("b+"), with: [0x62])]
        : [.bert(BertNormalization(stripsAccents: true, lowercases: false))],
      preTokenizer: self == .wordPiece ? [.whitespace] : [.bert], model: .wordPiece(model),
      decoder: [.wordPiece(prefix: Array("##".utf8), cleansUp: true)])
  }

  private func unigram(
    _ words: [String], _ random: inout SeededGenerator
  ) -> TokenizerDefinition {
    let falls = self == .byteFallbackUnigram
    let bytes =
      falls ? (0...255).map { String(decoding: ByteName.text(of: $0), as: UTF8.self) } : []
    let tokens = ["<unk>"] + words + bytes
    let scores = tokens.map { _ in -Double.random(in: 0...9, using: &random) }
    return TokenizerDefinition(
      normalizer: [.form(.nfkc)],
      preTokenizer: [.metaspace(Metaspace(scheme: falls ? .first : .always, splits: !falls))],
      model: .unigram(
        UnigramModel(
          vocabulary: Self.vocabulary(tokens), scores: scores, unknownToken: TokenID(0),
          fallsBackToBytes: falls)),
      decoder: [.byteFallback, .metaspace(Metaspace()), .fuse, .strip(" ", left: 1, right: 0)])
  }

  private func characterPair(
    _ words: [String], _ random: inout SeededGenerator
  ) -> TokenizerDefinition {
    let isAffixed = self == .affixedPair
    var tokens = ["<unk>"] + Self.letters
    if isAffixed { tokens += Self.letters.map { $0 + "</w>" } }
    var merges: [Merge] = []
    for _ in 0..<30 {
      let (left, right) = (
        Int.random(in: 1..<tokens.count, using: &random),
        Int.random(in: 1..<tokens.count, using: &random)
      )
      let text = tokens[left] + tokens[right]
      guard !tokens[left].hasSuffix(">"),
        !tokens.contains(where: { $0.utf8.elementsEqual(text.utf8) })
      else { continue }
      merges.append(
        Merge(left: TokenID(left), right: TokenID(right), result: TokenID(tokens.count)))
      tokens.append(text)
    }
    return TokenizerDefinition(
      normalizer: [.replace(.literal([0x20]), with: Array("\u{2581}".utf8))],
      preTokenizer: isAffixed ? [.whitespaceSplit] : [],
      model: .characterPair(
        CharacterPairModel(
          vocabulary: Self.vocabulary(tokens), merges: merges, unknownToken: TokenID(0),
          fusesUnknown: !isAffixed, endSuffix: isAffixed ? Array("</w>".utf8) : [],
          takesWholePieces: isAffixed)),
      decoder: isAffixed
        ? [.bytePair(suffix: Array("</w>".utf8))]
        : [.replace(.literal(Array("\u{2581}".utf8)), with: [0x20]), .fuse])
  }

  private func sentencePiece(
    _ algorithm: SentencePieceModel.Algorithm, _ words: [String], _ random: inout SeededGenerator
  ) throws -> TokenizerDefinition {
    let tokens = ["<unk>"] + words
    let model = SentencePieceModel(
      algorithm: algorithm, vocabulary: Self.vocabulary(tokens),
      scores: tokens.map { _ in -Float.random(in: 0...9, using: &random) },
      kinds: tokens.indices.map { place in
        place == 0 ? .unknown : place == 14 ? .userDefined : place > 28 ? .unused : .normal
      }, unknownToken: TokenID(0), unknownSurface: Array(" ⁇ ".utf8), fallsBackToBytes: false)
    return try SentencePieceFile.definition(
      of: model,
      SentencePieceNormalization(
        removesExtraSpaces: algorithm == .unigram, protectedTexts: [Array(tokens[14].utf8)]))
  }
}
