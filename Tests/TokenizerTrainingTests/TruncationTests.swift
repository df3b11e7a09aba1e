import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

/// Which pair merges next does not depend on how many are wanted, so a training holds all smaller ones.
@Suite("A vocabulary cut to a size is the one trained at that size")
struct TruncatedTrainingTests {
  @Test(arguments: TieBreak.allCases)
  func ofBytePairs(tieBreak: TieBreak) throws {
    for seed: UInt64 in 0..<60 {
      var corpus = FuzzedCorpus(seed: seed, tieBreak: tieBreak)
      corpus.trainer.specialTokens = seed.isMultiple(of: 2) ? [] : ["<|a|>", "<|b|>"]
      corpus.trainer.vocabularySize += corpus.trainer.specialTokens.count
      let largest = try corpus.trainer.train(wordCounts: sorted(corpus.words)).definition
      let smallest = 256 + corpus.trainer.specialTokens.count
      for size in smallest...largest.tokenCount {
        corpus.trainer.vocabularySize = size
        let trained = try corpus.trainer.train(wordCounts: sorted(corpus.words)).definition
        #expect(try largest.truncated(to: size) == trained, "seed \(seed), \(size) tokens")
      }
    }
  }

  @Test(arguments: PairScoring.allCases)
  func ofWordPieces(scoring: PairScoring) throws {
    let documents = ["말모이는 말을 모은다", "우리말을 모으던 사람들", "they gathered the words", "then gathering"]
    var trainer = WordPieceTrainer(vocabularySize: 100)
    trainer.scoring = scoring
    let largest = try trainer.train(documents: documents).definition
    for size in 60...largest.tokenCount {
      trainer.vocabularySize = size
      let trained = try trainer.train(documents: documents).definition
      #expect(try largest.truncated(to: size) == trained, "\(size) tokens")
    }
  }
}
