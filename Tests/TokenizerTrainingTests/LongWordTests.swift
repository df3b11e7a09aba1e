import TestSupport
import Testing
import TextNormalization

@testable import TokenizerTraining

/// One corrupt, very long word stalls trainers that scan words (tokenizers #86). Here the work is in
/// proportion to the places where merges apply.
@Suite("A giant word is a word like any other")
struct LongWordTests {
  @Test(arguments: TieBreak.allCases)
  func ofOneLetter(tieBreak: TieBreak) throws {
    var trainer = BytePairTrainer(vocabularySize: 1000, normalizer: .none)
    trainer.tieBreak = tieBreak
    trainer.threads = 2
    let length = 1 << 20
    let result = try trainer.train(
      wordCounts: [WordCount([UInt8](repeating: 0x61, count: length), count: 1)])
    #expect(result.merges.map { $0[0].count } == (0..<20).map { 1 << $0 })
    #expect(result.merges.allSatisfy { $0[0] == $0[1] })
    #expect(result.statistics.weightedTokens == 1)
  }

  @Test(arguments: TieBreak.allCases)
  func ofRandomBytes(tieBreak: TieBreak) throws {
    var random = SeededGenerator(seed: 4)
    let word = (0..<1 << 20).map { _ in UInt8.random(in: 0...255, using: &random) }
    var trainer = BytePairTrainer(vocabularySize: 3000, normalizer: .none)
    trainer.tieBreak = tieBreak
    trainer.maxTokenLength = 64
    let result = try trainer.train(wordCounts: [WordCount(word, count: 1)])
    #expect(result.statistics.mergesMade == 2744)
  }

  /// Down to a single token: as many merges as bytes, less the repetitions.
  @Test func untilOneTokenIsLeft() throws {
    var random = SeededGenerator(seed: 5)
    let word = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    let trainer = BytePairTrainer(vocabularySize: 1 << 20, normalizer: .none)
    let result = try trainer.train(wordCounts: [WordCount(word, count: 7)])
    #expect(result.statistics.weightedTokens == 7)
    #expect(result.merges.last.map { $0[0] + $0[1] } == word)
  }

  /// By bytes, the smallest token grows step by step at its end, and each step adds a longer token.
  @Test func exceptWhereItsTokensOutgrowAVocabulary() {
    var random = SeededGenerator(seed: 6)
    let word = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    var trainer = BytePairTrainer(vocabularySize: 1 << 20, normalizer: .none)
    trainer.tieBreak = .bytes
    trainer.tuning.vocabularyBytesLimit = 1 << 20
    #expect(throws: TrainingError.vocabularyBytesTooMany(limit: 1 << 20)) {
      _ = try trainer.train(wordCounts: [WordCount(word, count: 1)])
    }
  }
}
