import PreTokenization
import Synchronization
import TestSupport
import Testing
import TextNormalization

@testable import TokenizerTraining

/// Gives documents in blocks, a random number of them each, from several threads one after another.
final class BlockReader: Sendable {
  private let rest: Mutex<(blocks: [[String]], weights: [Int])>

  /// Blocks of at most `limit` documents.
  init(_ documents: [String], upTo limit: Int, seed: UInt64, weight: Int = 1) {
    var random = SeededGenerator(seed: seed)
    var blocks: [[String]] = []
    var rest = documents[...]
    while !rest.isEmpty {
      let block = rest.prefix(Int.random(in: 1...limit, using: &random))
      blocks.append(Array(block))
      rest = rest.dropFirst(block.count)
    }
    self.rest = Mutex((blocks, blocks.map { _ in weight }))
  }

  func read(_ block: inout TrainingBlock) -> Bool {
    rest.withLock { rest in
      guard !rest.blocks.isEmpty else { return false }
      for document in rest.blocks.removeFirst() { block.append(contentsOf: document.utf8) }
      block.weight = rest.weights.removeFirst()
      return true
    }
  }
}

@Suite("Documents become word counts")
struct CountingTests {
  /// What a trainer counts in documents.
  func counts(_ documents: [String], by trainer: BytePairTrainer) throws -> [String: UInt64] {
    let reader = BlockReader(documents, upTo: 3, seed: 5)
    var words: [String: UInt64] = [:]
    try trainer.countWords { reader.read(&$0) }.forEach { word, count in
      words[String(decoding: (0..<word.count).map { word[$0] }, as: UTF8.self)] = count
    }
    return words
  }

  @Test func acrossDocumentsAndBlocks() throws {
    let trainer = BytePairTrainer(vocabularySize: 300, pattern: .gpt2, normalizer: .none)
    let documents = ["the cat\n", "the", "", "cat the\n", " the the"]
    #expect(
      try counts(documents, by: trainer)
        == ["the": 2, " cat": 1, "\n": 2, "cat": 1, " the": 3])
  }

  /// As a splitter of one document at a time counts, whatever blocks and threads there are.
  @Test(arguments: [1, 2, 5, 8], [SplitPattern.gpt2, .o200k, .none])
  func asOneByOne(threads: Int, pattern: SplitPattern) throws {
    var random = SeededGenerator(seed: UInt64(threads))
    let pieces = ["말", "모이", " ", "  ", "word", "'s", "12", "345", "\n", "é", "🙂", "!?", " 낱말"]
    let documents = (0..<300).map { _ in
      (0..<Int.random(in: 0...200, using: &random)).reduce("") { text, _ in
        text + (pieces.randomElement(using: &random) ?? "")
      }
    }
    let splitter = try PreTokenizer(pattern)
    var expected: [[UInt8]: UInt64] = [:]
    for document in documents {
      let bytes = Array(document.utf8)
      for range in try splitter.preTokens(of: bytes) {
        expected[Array(bytes[range]), default: 0] += 1
      }
    }
    var trainer = BytePairTrainer(vocabularySize: 300, pattern: pattern, normalizer: .none)
    trainer.threads = threads
    let reader = BlockReader(documents, upTo: 40, seed: 7)
    let counted = try trainer.countWords { reader.read(&$0) }
    var words: [[UInt8]: UInt64] = [:]
    counted.forEach { word, count in words[(0..<word.count).map { word[$0] }] = count }
    #expect(words == expected)
    #expect(counted.totals.documents == 300)
    #expect(counted.totals.bytes == documents.reduce(0) { $0 + $1.utf8.count })
    #expect(counted.totals.preTokens == expected.values.reduce(0, +))
  }

  @Test func withTheTextNormalizedFirst() throws {
    let trainer = BytePairTrainer(vocabularySize: 300, pattern: .gpt2, normalizer: .nfc)
    // Decomposed and composed Hangul count as one word.
    let documents = ["\u{1112}\u{1161}\u{11AB}", "\u{D55C}"]
    #expect(try counts(documents, by: trainer) == ["\u{D55C}": 2])
  }

  @Test func withSpecialTokensCutOut() throws {
    var trainer = BytePairTrainer(vocabularySize: 300, pattern: .gpt2, normalizer: .none)
    trainer.specialTokens = ["<s>", "<s>>", "<end>"]
    let documents = ["<s>a<s>>b<end", "<end><s", "x<end>", "<s><s>>"]
    // The longest at a place wins; what looks like the start of one stays text.
    let words = try counts(documents, by: trainer)
    #expect(words == ["a": 1, "b": 1, "<": 2, "end": 1, "s": 1, "x": 1])
  }

  /// Special tokens are cut out of the text as it is: no normalizer makes one.
  @Test func withSpecialTokensCutOutBeforeNormalization() throws {
    var trainer = BytePairTrainer(vocabularySize: 300, pattern: .none, normalizer: .nfkc)
    trainer.specialTokens = ["<s>"]
    #expect(try counts(["a＜ｓ＞b<s>c"], by: trainer) == ["a<s>b": 1, "c": 1])
  }

  @Test func eachAsOftenAsItsBlockWeighs() throws {
    var trainer = BytePairTrainer(vocabularySize: 300, pattern: .gpt2, normalizer: .none)
    trainer.weightScale = 2
    let heavy = BlockReader(["a a", "b"], upTo: 1, seed: 1, weight: 3)
    let light = BlockReader(["a", "c"], upTo: 1, seed: 1, weight: 2)
    let counted = try trainer.countWords { heavy.read(&$0) || light.read(&$0) }
    var words: [String: UInt64] = [:]
    counted.forEach { word, count in
      words[String(decoding: (0..<word.count).map { word[$0] }, as: UTF8.self)] = count
    }
    #expect(words == ["a": 5, " a": 3, "b": 3, "c": 2])
    #expect(counted.totals.weightedBytes == 3 * 4 + 2 * 2)
    #expect(counted.totals.preTokens == 5)
  }

  @Test(arguments: [0, -1])
  func refusingWeightsBelowOne(weight: Int) {
    let trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    let reader = BlockReader(["a"], upTo: 1, seed: 1, weight: weight)
    #expect(throws: TrainingError.weightOutOfRange(weight)) {
      try trainer.train { reader.read(&$0) }
    }
  }

  struct ReadingFailure: Error, Equatable {
    var block: Int
  }

  /// What the reader throws comes out, from whichever thread it was thrown in.
  @Test(arguments: [1, 2, 8])
  func untilTheReaderFails(threads: Int) {
    var trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    trainer.threads = threads
    let blocks = Mutex(0)
    #expect(throws: ReadingFailure(block: 20)) {
      try trainer.train { block in
        let number = blocks.withLock {
          $0 += 1
          return $0
        }
        if number >= 20 { throw ReadingFailure(block: number) }
        block.append(contentsOf: "text".utf8)
        return true
      }
    }
  }

  @Test func untilTheCallerStopsIt() {
    let trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    let control = TrainingControl(shouldStop: { true })
    #expect(throws: TrainingError.stopped) {
      try trainer.train(control: control) { block in
        block.append(contentsOf: "text".utf8)
        return true
      }
    }
  }
}
