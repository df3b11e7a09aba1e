import PreTokenization
import TestSupport
import Testing
import TextNormalization

@testable import TokenizerModel

/// A vocabulary of the given tokens, nil for a gap.
private func vocabulary(_ tokens: [String?]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for token in tokens {
    if let token { vocabulary.append(token.utf8) } else { vocabulary.appendGap() }
  }
  return vocabulary
}

/// The 256 bytes, then some tokens.
private func byteVocabulary(_ tokens: [String?]) -> Vocabulary {
  var vocabulary = Vocabulary()
  for byte in UInt8.min...UInt8.max { vocabulary.append([byte]) }
  for token in tokens {
    if let token { vocabulary.append(token.utf8) } else { vocabulary.appendGap() }
  }
  return vocabulary
}

/// Byte pairs with "ab" 256, "abc" 257.
private let bytePairs = BytePairModel(
  vocabulary: byteVocabulary(["ab", "abc"]),
  mergeRule: .merges([
    Merge(left: TokenID(97), right: TokenID(98), result: TokenID(256)),
    Merge(left: TokenID(256), right: TokenID(99), result: TokenID(257)),
  ]))

private let end = AddedToken(content: "<|end|>", id: TokenID(258))

@Suite("Formats hold what they were given")
struct ConversionTests {
  private static let wordPiece = TokenModel.wordPiece(
    WordPieceModel(vocabulary: vocabulary(["[UNK]", "a", "##b"]), unknownToken: TokenID(0)))
  private static let framing = FramingToken(content: Array("[UNK]".utf8), id: TokenID(0))

  private static func around(
    _ normalizer: [NormalizationStep] = [], _ preTokenizer: [PreTokenizationStep] = [],
    _ model: TokenModel = wordPiece, _ postProcessor: PostProcessor? = nil,
    _ decoder: [DecodingStep] = [], added: [AddedToken] = []
  ) -> TokenizerDefinition {
    TokenizerDefinition(
      normalizer: normalizer, preTokenizer: preTokenizer, model: model,
      postProcessor: postProcessor, decoder: decoder, addedTokens: added)
  }

  /// A definition for every kind of part, the plainest of which is around the others.
  private static let definitions: [TokenizerDefinition] = {
    let steps: [NormalizationStep] = [
      .form(.nfkd), .nmt, .lowercase, .strip(left: true, right: false), .stripAccents,
      .replace(.literal(Array("a\"\n".utf8)), with: Array("\u{2581}".utf8)),
      .replace(.regularExpression(#"\s+"#), with: []), .prepend([0x20]), .byteLevel,
      .bert(
        BertNormalization(
          cleansText: true, separatesIdeographs: false, stripsAccents: nil, lowercases: true)),
      .bert(.cased),
    ]
    let cuts: [PreTokenizationStep] = [
      .byteLevel(addsPrefixSpace: true, usesPattern: false),
      .split(.literal([0x2D]), .mergedWithPrevious, isInverted: false),
      .split(.pattern(.cl100k), .isolated, isInverted: true),
      .split(.pattern(.regularExpression("[^a]+|a")), .contiguous, isInverted: false),
      .digits(individually: true), .punctuation(.removed), .whitespace, .whitespaceSplit,
      .delimiter("|"), .metaspace(Metaspace(scheme: .first, splits: false)), .bert,
      .unicodeScripts, .fixedLength(7),
    ]
    let decoders: [DecodingStep] = [
      .byteLevel, .wordPiece(prefix: Array("##".utf8), cleansUp: false), .metaspace(Metaspace()),
      .bytePair(suffix: Array("</w>".utf8)),
      .ctc(padding: [0x61], wordDelimiter: [0x7C], cleansUp: true), .fuse, .byteFallback,
      .strip(" ", left: 1, right: 2), .replace(.literal([0x61]), with: [0x62]),
    ]
    let template = PromptTemplate(
      single: [.token(name: framing.content, typeID: 0), .text(isSecond: false, typeID: 0)],
      pair: [.text(isSecond: false, typeID: 0), .text(isSecond: true, typeID: 1)],
      tokens: [.init(name: framing.content, tokens: [framing, framing])])
    let processors: [PostProcessor] = [
      .template(template), .bert(separator: framing, classifier: framing),
      .roberta(
        separator: framing, classifier: framing, trimsOffsets: false, addsPrefixSpace: true),
      .byteLevel(addsPrefixSpace: true, trimsOffsets: false, usesPattern: true),
    ]
    let characters = CharacterPairModel(
      vocabulary: vocabulary(["<unk>", "a", "##b", "ab</w>"]),
      merges: [Merge(left: TokenID(1), right: TokenID(2), result: TokenID(4))],
      unknownToken: TokenID(0), fusesUnknown: true, fallsBackToBytes: true,
      continuingPrefix: Array("##".utf8), endSuffix: Array("</w>".utf8), takesWholePieces: true)
    var pairs = characters
    pairs.vocabulary.append("ab".utf8)
    let models: [TokenModel] = [
      .bytePair(bytePairs), .characterPair(pairs), wordPiece,
      .wordLevel(
        WordLevelModel(vocabulary: vocabulary(["a", nil, "b"]), unknownToken: TokenID(2))),
      .wordLevel(WordLevelModel(vocabulary: vocabulary(["a"]), unknownToken: nil)),
      .unigram(
        UnigramModel(
          vocabulary: vocabulary(["<unk>", "a", "b"]),
          scores: [0, -0.1 - 0.2, -1e-5 / 3], unknownToken: TokenID(0), fallsBackToBytes: true)),
    ]
    var limited = around()
    limited.truncation = Truncation(length: 512, strategy: .onlyFirst, direction: .left, stride: 3)
    limited.padding = Padding(length: 9, multiple: 8, token: framing, typeID: 1)
    return steps.map { around([$0]) } + [around(steps)] + cuts.map { around([], [$0]) }
      + [around([], cuts)] + decoders.map { around([], [], wordPiece, nil, [$0]) }
      + [around([], [], wordPiece, nil, decoders)]
      + processors.map { around([], [], wordPiece, $0) }
      + [around([], [], wordPiece, .sequence(processors))]
      + models.map { around([], [.byteLevel(addsPrefixSpace: false, usesPattern: true)], $0) }
      + [limited]
  }()

  @Test(arguments: definitions.indices)
  func `a tokenizer json reads back as what was written`(_ index: Int) throws {
    let definition = Self.definitions[index]
    #expect(try TokenizerJSON.read(TokenizerJSON.write(definition)).definition == definition)
    #expect(definition.firstDifference(from: Self.definitions[(index + 1) % 40]) != nil)
  }

  @Test
  func `an added token keeps its flags, inside the model or behind it`() throws {
    var model = bytePairs
    model.vocabulary.appendGap()
    let inside = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2, model: model, addedTokens: [end])
    let behind = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2, model: bytePairs,
      addedTokens: [
        AddedToken(
          content: "가", id: TokenID(258), isSpecial: false, isSingleWord: true,
          takesSpaceBefore: true, takesSpaceAfter: true, isNormalized: true)
      ])
    for definition in [inside, behind] {
      #expect(try TokenizerJSON.read(TokenizerJSON.write(definition)).definition == definition)
    }
    let texts = String(decoding: try TokenizerJSON.write(behind), as: UTF8.self)
    #expect(!texts.contains("\"가\": 258"), "tokenizers would give it that id by itself")
  }

  @Test
  func `an added token whose id tokenizers would not give by itself stands in the model`() throws {
    var far = end
    far.id = TokenID(300)
    let definition = TokenizerDefinition(
      normalizer: .none, preTokenizer: .gpt2, model: bytePairs, addedTokens: [far])
    let written = try WrittenTokenizer(definition, as: .tokenizerJSON)
    #expect(String(decoding: written.bytes, as: UTF8.self).contains("\"<|end|>\": 300"))
    #expect(definition.firstDifference(from: written.definition) == nil)
  }

  @Test(arguments: [
    [WrittenFormat.ranks, .tokenizerJSON], [.vocabularyAndMerges, .tokenizerJSON],
    [.tokenizerJSON, .tekken], [.tekken, .vocabularyAndMerges, .ranks],
  ])
  func `byte pairs come through every format that can hold them`(_ way: [WrittenFormat]) throws {
    let original = TokenizerDefinition(normalizer: .none, preTokenizer: .gpt2, model: bytePairs)
    let bytes = try TokenizerJSON.write(original)
    var definition = original
    for format in way {
      let written = try WrittenTokenizer(definition, as: format)
      #expect(written.doubt == nil)
      definition = written.definition
    }
    #expect(original.firstDifference(from: definition) == nil)
    let back = try WrittenTokenizer(definition, as: .tokenizerJSON)
    // Readers of ranks take whole pre-tokens, which makes no difference here.
    let text = String(decoding: back.bytes, as: UTF8.self)
      .replacing("\"ignore_merges\": true", with: "\"ignore_merges\": false")
    #expect(Array(text.utf8) == bytes)
  }

  @Test
  func `a word list comes back from a tokenizer json`() throws {
    let bytes = Array("[PAD]\n[UNK]\n[CLS]\n[SEP]\n말\n##모이\n".utf8)
    let definition = try WordListFile.read(bytes, normalization: .cased)
    let json = try WrittenTokenizer(definition, as: .tokenizerJSON)
    #expect(json.definition == definition)
    let list = try WrittenTokenizer(json.definition, as: .wordList)
    #expect(list.bytes == bytes)
    #expect(list.notes.isEmpty)
  }

  /// A tokenizer, a format, and why it does not hold it.
  struct Refusal: CustomTestStringConvertible, Sendable {
    var definition: TokenizerDefinition
    var format: WrittenFormat
    var reason: String
    var testDescription: String { "\(format.rawValue): \(reason)" }
  }

  private static let refusals: [Refusal] = {
    func plain(
      _ model: BytePairModel = bytePairs, _ form: NormalizationForm = .none,
      _ added: [AddedToken] = []
    ) -> TokenizerDefinition {
      TokenizerDefinition(
        normalizer: form, preTokenizer: .gpt2, model: model, addedTokens: added)
    }
    var framed = plain()
    framed.postProcessor = .bert(separator: framing, classifier: framing)
    var limited = plain()
    limited.truncation = Truncation(length: 1)
    var word = end
    word.isSpecial = false
    var unmade = bytePairs
    unmade.vocabulary.append("xyz".utf8)
    var unordered = bytePairs
    unordered.vocabulary = byteVocabulary(["abc", "ab"])
    unordered.mergeRule = .merges([
      Merge(left: TokenID(97), right: TokenID(98), result: TokenID(257)),
      Merge(left: TokenID(257), right: TokenID(99), result: TokenID(256)),
    ])
    return [
      Refusal(definition: plain(bytePairs, .nfc), format: .ranks, reason: "normalizer"),
      Refusal(definition: plain(bytePairs, .nfc), format: .tekken, reason: "normalizer"),
      Refusal(
        definition: plain(bytePairs, .nfc), format: .vocabularyAndMerges, reason: "normalizer"),
      Refusal(definition: framed, format: .ranks, reason: "post_processor"),
      Refusal(definition: limited, format: .vocabularyAndMerges, reason: "truncation"),
      Refusal(definition: plain(bytePairs, .none, [word]), format: .ranks, reason: "<|end|>"),
      Refusal(definition: plain(bytePairs, .none, [end]), format: .tekken, reason: "behind"),
      Refusal(
        definition: plain(bytePairs, .none, [end]), format: .vocabularyAndMerges, reason: "258"),
      Refusal(definition: plain(unmade), format: .ranks, reason: "no merge makes"),
      Refusal(definition: plain(unordered), format: .ranks, reason: "higher rank"),
      Refusal(definition: around(), format: .ranks, reason: "byte-level"),
      Refusal(definition: around(), format: .wordList, reason: "BERT"),
      Refusal(definition: around([.bert(.cased)]), format: .wordList, reason: "would be lost"),
    ]
  }()

  @Test(arguments: refusals)
  func `what a format cannot hold is refused by name`(_ refusal: Refusal) {
    do {
      _ = try WrittenTokenizer(refusal.definition, as: refusal.format)
      Issue.record("it was written")
    } catch {
      #expect(error.description.contains(refusal.reason), "\(error)")
    }
  }

  @Test
  func `a score that was read is written so that it reads back, bit for bit`() throws {
    var generator = SeededGenerator(seed: 17)
    for _ in 0..<1_000 {
      let places = Int.random(in: 1...17, using: &generator)
      let digits = String(UInt64.random(in: 0...(1 << 56), using: &generator)).prefix(places)
      let text = "-\(Int.random(in: 0...30, using: &generator)).\(digits)"
      let score = try #require(ScoreNumber.value(of: text.utf8))
      #expect(ScoreNumber.value(of: ScoreNumber.text(of: score).utf8) == score, "\(text)")
    }
  }
}
