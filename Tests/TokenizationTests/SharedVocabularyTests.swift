import Foundation
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Tables that wait for enough text change no id")
struct SharedVocabularyTests {
  /// A vocabulary of this repository, with a long list of merges.
  private static func definition() throws -> TokenizerDefinition {
    try TokenizerJSON.read([UInt8](Checkout.read("vocab/malmoi-ko-en-16k/tokenizer.json")))
      .definition
  }

  /// Texts of both languages, and bytes that are none.
  private static func texts(_ count: Int) -> [[UInt8]] {
    let words =
      [
        "말모이는 ", "말을 모은다. ", "the ", "tokenizer", " counts", "\n", "  ", "123", "é", "안녕하세요", "?!",
      ].map { Array($0.utf8) } + [[0xFF], [0xEA, 0xB0], [0]]
    var generator = SeededGenerator(seed: 5)
    return (0..<count).map { number in
      (0..<(number % 5 == 4 ? 3000 : 12)).flatMap { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }
    }
  }

  @Test(arguments: RandomVocabulary.Kind.allCases)
  func `a list of merges gives what merging by the book gives`(
    _ kind: RandomVocabulary.Kind
  ) throws {
    for seed in 0..<60 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let vocabulary = RandomVocabulary(kind, using: &generator)
      if vocabulary.merges == nil || vocabulary.takesWholePreTokens { continue }
      let tokenizer = try Tokenizer(
        SharedVocabulary(VocabularyCompiler.list(vocabulary.definition)))
      for _ in 0..<6 {
        let text = vocabulary.text(upTo: 40, using: &generator)
        let ids = try tokenizer.encode(text).map { $0.rawValue }
        #expect(ids == vocabulary.oracle.encode(text), "seed \(seed), \(text)")
      }
    }
  }

  @Test func `the first texts are merged by the list, the later ones are not`() throws {
    let definition = try Self.definition()
    let shared = try SharedVocabulary(definition)
    #expect(shared.image(forBytes: 100).isLast == false)
    #expect(shared.image(forBytes: 100).image.withTables { $0.strategy } == .mergingByList)
    #expect(shared.image(forBytes: 1 << 12).isLast)
    #expect(shared.image(forBytes: 1).image.withTables { $0.strategy } == .backtracking)
    let all = try Tokenizer(SharedVocabulary(VocabularyCompiler.compile(definition)))
    let tokenizer = try Tokenizer(definition)
    let session = EncodingSession(tokenizer)
    for text in Self.texts(40) {
      let expected = try all.encode(text)
      #expect(try tokenizer.encode(text) == expected)
      #expect(try session.tokenize(text).ids == expected)
      #expect(try Tokenizer(definition).encode(text) == expected)
      #expect(try Tokenizer(definition).decode(expected) == text)
    }
  }

  @Test func `threads that share a tokenizer find the same ids from its first text on`() throws {
    let definition = try Self.definition()
    let all = try Tokenizer(SharedVocabulary(VocabularyCompiler.compile(definition)))
    let texts = Self.texts(60)
    let batch = try Tokenizer(definition).encodeBatch(texts, threads: 8)
    for (number, text) in texts.enumerated() {
      #expect(try Array(batch[number]) == all.encode(text), "text \(number)")
    }
  }

  @Test func `what is compiled and asked for does not depend on what was encoded before`() throws {
    let definition = try Self.definition()
    let fresh = try Tokenizer(definition)
    let used = try Tokenizer(definition)
    _ = try used.encode(Self.texts(5).flatMap { $0 })
    #expect(fresh.idUpperBound == used.idUpperBound)
    #expect(fresh.mergeCount == used.mergeCount)
    #expect(fresh.isCompilable)
    let bytes = try fresh.compiled()
    #expect(try used.compiled() == bytes)
    #expect(fresh.definition == used.definition)
    #expect(try Tokenizer(compiled: bytes).compiled() == bytes)
  }

  @Test func `a list that contradicts itself is refused when it is loaded`() throws {
    var definition = try Self.definition()
    guard case .merges(var merges) = definition.model.bytePair?.mergeRule else {
      Issue.record("no list of merges")
      return
    }
    merges[9000].result = merges[8000].result
    definition.model.bytePair?.mergeRule = .merges(merges)
    #expect(throws: TokenizationError.badMerge(merges[9000], place: 9000)) {
      try Tokenizer(definition)
    }
  }
}
