import Foundation
import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("Parity-aware merges")
struct ParityTests {
  @Test("equal those of the definition on random words")
  func onRandomWords() throws {
    for seed in 0..<90 as Range<UInt64> {
      let example = FuzzedLanguages(seed: seed)
      let expected = example.oracle.merges(of: example.languages, limit: example.limit)
      for threads in [1, 3] {
        var trainer = example.trainer
        trainer.threads = threads
        if seed % 2 == 1 { trainer.tuning.usesWideSymbols = true }
        let result = try trainer.train(
          parityOf: example.parityLanguages, globalMerges: example.oracle.globalMerges)
        #expect(result.merges == expected, "seed \(seed), \(threads) threads")
        guard result.merges == expected else { return }
        #expect(result.statistics.mergesMade == expected.count)
        #expect(result.statistics.weightedTokens == example.tokens(after: expected))
      }
    }
  }

  @Test("equal those of Hugging Face's ParityBpeTrainer")
  func equalTokenizers() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Goldens/parity-merges.json")
    let golden = try JSONDecoder().decode(ParityGolden.self, from: Data(contentsOf: file))
    #expect(golden.cases.count >= 4)
    for example in golden.cases {
      var trainer = BytePairTrainer(
        vocabularySize: 256 + example.numMerges, pattern: .gpt2, normalizer: .none)
      trainer.minFrequency = max(1, example.minFrequency)
      let languages = try zip(golden.languages, golden.development).map { text, development in
        ParityLanguage(
          words: try trainer.countWords(of: text.map(\.utf8)),
          development: try trainer.countWords(of: development.map(\.utf8)))
      }
      let result = try trainer.train(parityOf: languages, globalMerges: example.globalMerges)
      let merges = result.merges.map { pair in
        pair.map { String(decoding: ByteAlphabet.text(of: $0), as: UTF8.self) }
          .joined(separator: " ")
      }
      #expect(
        merges.map { Array($0.utf8) } == example.merges.map { Array($0.utf8) },
        "\(example.numMerges), \(example.globalMerges), \(example.minFrequency)")
    }
  }

  @Test("help the language whose parallel text is the most tokens")
  func helpsTheWorstCompressed() throws {
    var trainer = BytePairTrainer(vocabularySize: 258, normalizer: .none)
    func counts(_ word: String, _ count: UInt64) throws -> WordCounts {
      var builder = WordCountsBuilder()
      try builder.add(Array(word.utf8).span, count: count)
      return builder.finish()
    }
    let languages = [
      ParityLanguage(words: try counts("ab", 100), development: try counts("ab", 1)),
      ParityLanguage(words: try counts("cd", 3), development: try counts("cd", 9)),
    ]
    #expect(
      try trainer.train(parityOf: languages).merges
        == [[Array("c".utf8), Array("d".utf8)], [Array("a".utf8), Array("b".utf8)]])
    trainer.vocabularySize = 260
    let all = try trainer.train(parityOf: languages)
    #expect(all.warnings == [.vocabularySizeNotReached(wanted: 260, reached: 258)])
  }
}

/// The file that Scripts/goldens/parity_training.py writes.
private struct ParityGolden: Decodable {
  struct Case: Decodable {
    var numMerges: Int
    var globalMerges: Int
    var minFrequency: Int
    var merges: [String]
  }

  var languages: [[String]]
  var development: [[String]]
  var cases: [Case]
}

/// Small random languages with random options of a training, fixed by a seed.
private struct FuzzedLanguages {
  var languages: [(words: [[UInt8]: UInt64], development: [[UInt8]: UInt64])] = []
  var limit: Int
  var trainer: BytePairTrainer
  var oracle: ParityTrainerOracle

  init(seed: UInt64) {
    for number in 0..<(1 + seed % 3) {
      let words = FuzzedCorpus(seed: 3 * seed + number, tieBreak: .huggingFace).words
      let development = FuzzedCorpus(seed: 3 * seed + number + 1000, tieBreak: .huggingFace).words
      // Half of it from the words, so that merges matter to it.
      languages.append((words, words.merging(development) { $0 + $1 }))
    }
    let options = FuzzedCorpus(seed: seed, tieBreak: seed % 4 == 0 ? .bytes : .huggingFace)
    limit = options.limit
    trainer = options.trainer
    oracle = ParityTrainerOracle(options.oracle)
    oracle.globalMerges = seed % 5 == 0 ? 7 : 0
  }

  var parityLanguages: [ParityLanguage] {
    get throws {
      try languages.map {
        ParityLanguage(words: try counts($0.words), development: try counts($0.development))
      }
    }
  }

  private func counts(_ words: [[UInt8]: UInt64]) throws -> WordCounts {
    var builder = WordCountsBuilder()
    for word in sorted(words) { try builder.add(word.word.span, count: word.count) }
    return builder.finish()
  }

  /// How many tokens the words of all languages are after some merges.
  func tokens(after merges: [[[UInt8]]]) -> UInt64 {
    languages.reduce(0) { sum, language in
      var corpus = FuzzedCorpus(seed: 0, tieBreak: .huggingFace)
      corpus.words = language.words
      return sum + corpus.tokens(after: merges)
    }
  }
}
