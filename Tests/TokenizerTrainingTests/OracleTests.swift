import TestSupport
import Testing
import TextNormalization

@testable import TokenizerTraining

@Suite("Merges equal those of the textbook algorithm")
struct OracleTests {
  /// Small random corpora for each rule, with all options; each in several ways that must not matter.
  @Test(arguments: TieBreak.allCases)
  func onRandomWords(tieBreak: TieBreak) throws {
    for seed in 0..<220 as Range<UInt64> {
      let example = FuzzedCorpus(seed: seed, tieBreak: tieBreak)
      let expected = example.oracle.merges(of: example.words, limit: example.limit)
      let tokens = example.tokens(after: expected)
      for (number, threads) in [1, 2, 8].enumerated() {
        var trainer = example.trainer
        trainer.threads = threads
        for tuning in [MergeTuning(), .unusual[(number + Int(seed)) % MergeTuning.unusual.count]] {
          trainer.tuning = tuning
          let result = try trainer.train(wordCounts: sorted(example.words))
          #expect(result.merges == expected, "seed \(seed), \(threads) threads, \(tuning)")
          #expect(result.statistics.weightedTokens == tokens, "seed \(seed)")
          guard result.merges == expected else { return }
        }
      }
    }
  }

  /// Where a pair overlaps itself, the left one merges.
  @Test(arguments: TieBreak.allCases)
  func onRunsOfOneLetter(tieBreak: TieBreak) throws {
    for length in 1...48 {
      for tail in ["", "b", "ab"] {
        let words = [
          Array((String(repeating: "a", count: length) + tail).utf8): UInt64(1),
          Array((tail + String(repeating: "a", count: length / 2)).utf8): 2,
        ].filter { !$0.key.isEmpty }
        var trainer = BytePairTrainer(vocabularySize: 400, normalizer: .none)
        trainer.tieBreak = tieBreak
        let expected = BytePairTrainerOracle(tieBreak: tieBreak.rawValue)
          .merges(of: words, limit: 144)
        #expect(try trainer.train(wordCounts: sorted(words)).merges == expected)
      }
    }
  }
}

extension MergeTuning {
  /// Wide symbols, and schedules that need many phases on small corpora.
  static let unusual: [MergeTuning] = [
    MergeTuning(
      schedule: ThresholdSchedule(
        firstDivisor: 1, divisor: 1, pairsForEachMerge: 0, pairsAtLeast: 0)),
    MergeTuning(
      schedule: ThresholdSchedule(
        firstDivisor: 2, divisor: 2, pairsForEachMerge: 0, pairsAtLeast: 6),
      usesWideSymbols: true),
    MergeTuning(
      schedule: ThresholdSchedule(
        firstDivisor: 1, divisor: 100, pairsForEachMerge: 0, pairsAtLeast: 2)),
    MergeTuning(usesWideSymbols: true),
  ]
}
