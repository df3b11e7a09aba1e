import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import Tokenization

@Suite("Compiled vocabularies of every kind")
struct CompiledKindTests {
  @Test("give what the definition gives, and the same bytes again", arguments: KindSample.allCases)
  func roundTrip(_ sample: KindSample) throws {
    for seed in 0..<4 {
      var random = SeededGenerator(seed: UInt64(seed))
      let definition = try sample.definition(&random)
      let tokenizer = try Tokenizer(definition)
      let origin = CompiledOrigin(name: "작은", digest: "00ff")
      let bytes = try tokenizer.compiled(origin: origin)
      let again = try Tokenizer(compiled: bytes)
      #expect(again.compiledOrigin == origin)
      #expect(try again.compiled(origin: origin) == bytes)
      #expect(try Tokenizer(definition).compiled(origin: origin) == bytes)
      #expect(again.addedTokens == tokenizer.addedTokens)
      #expect(again.framingRules == tokenizer.framingRules)
      #expect(again.unknownToken == tokenizer.unknownToken)
      #expect(again.stepwise?.steps == TextSteps(definition))
      for length in 0..<30 {
        let text = KindSample.text(length, &random)
        try compare(again, tokenizer, text)
      }
    }
  }

  @Test("keep every step of a file")
  func steps() throws {
    var steps = TextSteps(normalizer: [], preTokenizer: [], decoder: [], unknownToken: nil)
    #expect(try TextSteps(reading: steps.bytes, idLimit: 0) == steps)
    steps.unknownToken = TokenID(6)
    steps.normalizer = [
      .form(.nfkd), .nmt, .precompiled(CharacterMap([1, 2, 3])), .lowercase,
      .strip(left: false, right: true), .stripAccents, .replace(.literal([1]), with: []),
      .replace(.regularExpression("a\u{301}"), with: [2]), .prepend([0xFF]), .byteLevel,
      .bert(BertNormalization(cleansText: false, stripsAccents: false)),
      .sentencePiece(
        SentencePieceNormalization(
          characterMap: CharacterMap([4]), removesExtraSpaces: false, spacesFollowWords: true,
          protectedTexts: [[5], [6, 7]])),
    ]
    steps.preTokenizer = [
      .byteLevel(addsPrefixSpace: false, usesPattern: true),
      .split(.pattern(.cl100k), .contiguous, isInverted: true),
      .split(.pattern(.regularExpression("[^]]")), .removed, isInverted: false),
      .split(.literal([9]), .mergedWithPrevious, isInverted: false), .digits(individually: false),
      .punctuation(.mergedWithNext), .whitespace, .whitespaceSplit, .delimiter("각"),
      .metaspace(Metaspace(replacement: "_", scheme: .never, splits: false)), .bert,
      .unicodeScripts, .fixedLength(7),
    ]
    steps.decoder = [
      .byteLevel, .composedByteLevel, .wordPiece(prefix: [1], cleansUp: false),
      .metaspace(Metaspace()), .bytePair(suffix: [2]),
      .ctc(padding: [3], wordDelimiter: [], cleansUp: true), .fuse, .byteFallback,
      .strip("𐍈", left: 2, right: 3), .replace(.literal([4]), with: [5]),
      .sentencePiece(
        SentencePieceDecoding(
          dropsFirstSpace: true, dropsFirstSpaces: false, controls: [[6], []], unknown: [7],
          unknownSurface: [8], readsBytes: true)),
    ]
    let bytes = steps.bytes
    #expect(try TextSteps(reading: bytes, idLimit: 7) == steps)
    #expect(throws: CompiledVocabularyProblem.self) { try TextSteps(reading: bytes, idLimit: 6) }
    for length in bytes.indices {
      #expect(throws: CompiledVocabularyProblem.self) {
        try TextSteps(reading: Array(bytes[..<length]), idLimit: 7)
      }
    }
  }

  private func compare(_ again: Tokenizer, _ tokenizer: Tokenizer, _ text: [UInt8]) throws {
    for policy in [SpecialTokenPolicy.all, .none] {
      let ids = try tokenizer.encode(text, allowedSpecial: policy)
      #expect(try again.encode(text, allowedSpecial: policy) == ids)
      let tokens = try tokenizer.tokenize(text, allowedSpecial: policy)
      #expect(try again.tokenize(text, allowedSpecial: policy) == tokens)
      #expect(try again.decode(ids) == tokenizer.decode(ids))
    }
  }

  @Test("are refused wherever a byte changes or they end", arguments: KindSample.allCases)
  func damage(_ sample: KindSample) throws {
    var random = SeededGenerator(seed: 5)
    let bytes = try Tokenizer(sample.definition(&random)).compiled()
    for _ in 0..<40 {
      var changed = bytes
      let place = Int.random(in: 0..<bytes.count, using: &random)
      changed[place] ^= UInt8.random(in: 1...255, using: &random)
      #expect(throws: TokenizationError.self, "byte \(place)") {
        try Tokenizer(compiled: changed)
      }
      let length = Int.random(in: 0..<bytes.count, using: &random)
      #expect(throws: TokenizationError.self) { try Tokenizer(compiled: Array(bytes[..<length])) }
    }
  }

  @Test("are harmless even where the checksum was made to fit", arguments: KindSample.allCases)
  func forgery(_ sample: KindSample) throws {
    var random = SeededGenerator(seed: 6)
    let bytes = try Tokenizer(sample.definition(&random)).compiled()
    let texts = (0..<2).map { KindSample.text(4 + 20 * $0, &random) }
    let places = forgeablePlaces(bytes)
    #expect(useForgery(bytes, texts))
    for _ in 0..<40 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        if let place = places.randomElement(using: &random) {
          changed[place] = UInt8.random(in: 0...255, using: &random)
        }
      }
      _ = useForgery(changed, texts)
    }
  }
}

/// The bytes that a forger would change: not those of the long tables of zeros, which all behave alike.
func forgeablePlaces(_ bytes: [UInt8]) -> [Int] {
  var places: [Int] = []
  var zeros = 0
  for place in CompiledLayout.checkedStart..<bytes.count {
    zeros = bytes[place] == 0 ? zeros + 1 : 0
    if zeros < 16 || place % 257 == 0 { places.append(place) }
  }
  return places
}

/// The bytes with the checksum that they would have, that of a whole vocabulary within them first.
private func resealedWhole(_ bytes: [UInt8]) -> [UInt8] {
  let whole = CompiledBytes(bytes)
  guard whole.load(UInt32.self, at: 48) == VocabularyKind.bytePairs.rawValue else {
    return resealed(bytes)
  }
  let place = CompiledLayout.sectionTable + CompiledLayout.Section.model.rawValue * 16
  let (start, size) = (whole.load(UInt64.self, at: place), whole.load(UInt64.self, at: place + 8))
  guard start < bytes.count, size >= 64, size % 64 == 0, size <= UInt64(bytes.count) - start else {
    return resealed(bytes)
  }
  let range = Int(start)..<Int(start) + Int(size)
  var sealed = bytes
  sealed.replaceSubrange(range, with: resealed(Array(bytes[range])))
  return resealed(sealed)
}

/// Whether a file with a fitting checksum is taken; then it is put to use.
func useForgery(_ bytes: [UInt8], _ texts: [[UInt8]]) -> Bool {
  guard let tokenizer = try? Tokenizer(compiled: resealedWhole(bytes)) else { return false }
  for text in texts {
    if let ids = try? tokenizer.encode(text, allowedSpecial: .all) {
      _ = try? tokenizer.decode(ids)
    }
    _ = try? tokenizer.encode(text)
    _ = try? tokenizer.tokenize(text, allowedSpecial: .all)
  }
  _ = tokenizer.definition
  _ = try? tokenizer.compiled()
  return true
}
