import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("WordPiece training")
struct WordPieceTrainingTests {
  /// The texts of all tokens in the order of their ids.
  private static func tokens(_ result: TrainingResult) -> [String] {
    let vocabulary = result.definition.model.vocabulary
    return (0..<vocabulary.upperBound).compactMap { id in
      vocabulary[TokenID(id)].map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static func corpus(_ random: inout SeededGenerator) -> [(word: String, count: Int)] {
    let letters = Array("aaab가각나")
    var words: [(word: String, count: Int)] = []
    var seen = Set<String>()
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let word = String(
        (0..<Int.random(in: 1...7, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        })
      if seen.insert(word).inserted { words.append((word, Int.random(in: 1...9, using: &random))) }
    }
    return words
  }

  @Test(arguments: PairScoring.allCases, 0..<40)
  func `tokens are those of the textbook`(_ scoring: PairScoring, _ seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let corpus = Self.corpus(&random)
    var oracle = WordPieceTrainerOracle(byLikelihood: scoring == .likelihood)
    oracle.minCount = 1 + seed % 3
    let expected = oracle.tokens(of: corpus, limit: 30)
    let alphabet = oracle.tokens(of: corpus, limit: 0).count
    var trainer = WordPieceTrainer(vocabularySize: 5 + alphabet + 30)
    trainer.scoring = scoring
    trainer.minFrequency = oracle.minCount
    let documents = corpus.flatMap { Array(repeating: $0.word, count: $0.count) }
    let result = try trainer.train(documents: documents.shuffled(using: &random))
    #expect(Self.tokens(result) == expected)
    #expect(result.statistics.mergesMade == expected.count - alphabet)
  }

  @Test(arguments: PairScoring.allCases)
  func `threads, blocks and the order of documents make no difference`(
    _ scoring: PairScoring
  ) throws {
    var random = SeededGenerator(seed: 7)
    let documents = (0..<3000).map { _ in
      Self.corpus(&random).prefix(4).map(\.word).joined(separator: " ")
    }
    var first: [String]?
    for threads in 1...8 {
      var trainer = WordPieceTrainer(vocabularySize: 120)
      trainer.scoring = scoring
      trainer.threads = threads
      let shuffled = documents.shuffled(using: &random)
      let supply = Supply(shuffled, size: 100 * threads)
      let tokens = Self.tokens(try trainer.train(reading: { supply.fill(&$0) }))
      #expect(tokens == first ?? tokens)
      first = tokens
    }
    #expect(first?.count == 115)
  }

  @Test func `the alphabet is the most frequent characters, and the rest is reported`() throws {
    var trainer = WordPieceTrainer(vocabularySize: 50)
    trainer.alphabetLimit = 2
    let result = try trainer.train(documents: ["가나", "가나", "가", "다"])
    #expect(Self.tokens(result) == ["가", "나", "##나", "가나"])
    #expect(
      result.warnings.contains(
        .charactersLeftOut(count: 1, share: 1.0 / 6, mostFrequent: [0xB2E4])))
  }

  @Test func `texts are cleaned up and cut as BERT does, and Hangul stays whole in lower case`()
    throws
  {
    let trainer = WordPieceTrainer(vocabularySize: 13, normalization: .lowercased)
    let result = try trainer.train(documents: ["A\u{0}가,中É\tA가"])
    #expect(Self.tokens(result) == [",", "a", "é", "中", "가", "##가", "a가"])
    #expect(result.definition.normalizer == [.bert(.lowercased)])
  }

  @Test(arguments: [
    WordPieceTrainer(vocabularySize: 5), WordPieceTrainer(vocabularySize: 7),
  ])
  func `a vocabulary with no room for the alphabet is refused`(_ trainer: WordPieceTrainer) {
    #expect(throws: TrainingError.self) { try trainer.train(documents: ["가나다"]) }
  }
}

/// Hands out documents in blocks to several threads, which take turns.
private final class Supply: @unchecked Sendable {
  private var documents: ArraySlice<String>
  private let size: Int

  init(_ documents: [String], size: Int) {
    self.documents = documents[...]
    self.size = size
  }

  func fill(_ block: inout TrainingBlock) -> Bool {
    if documents.isEmpty { return false }
    for document in documents.prefix(size) { block.append(contentsOf: document.utf8) }
    documents = documents.dropFirst(size)
    return true
  }
}
