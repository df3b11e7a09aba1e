import Synchronization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("A training is saved and interrupted")
struct CheckpointTests {
  /// A word long enough that progress is reported again and again.
  private static let words = {
    var random = SeededGenerator(seed: 21)
    return [
      WordCount((0..<1 << 19).map { _ in UInt8.random(in: 0...40, using: &random) }, count: 3)
    ]
  }()

  private static func trainer() -> BytePairTrainer {
    BytePairTrainer(vocabularySize: 3000, normalizer: .none)
  }

  @Test("what is saved is the vocabulary of that size, and the end is the same", arguments: [1, 2])
  func saved(threads: Int) throws {
    var trainer = Self.trainer()
    trainer.threads = threads
    let expected = try trainer.train(wordCounts: Self.words)
    let saved = Mutex<[TrainingResult]>([])
    let checkpoints = TrainingCheckpoints(
      isDue: { true }, save: { result in saved.withLock { $0.append(result) } })
    let control = TrainingControl(checkpoints: checkpoints)
    #expect(try trainer.train(wordCounts: Self.words, control: control) == expected)
    let results = saved.withLock(\.self)
    #expect(results.count > 1)
    for result in results {
      let size = result.definition.tokenCount
      #expect(try expected.definition.truncated(to: size) == result.definition)
      trainer.vocabularySize = size
      #expect(
        try trainer.train(wordCounts: Self.words).statistics.weightedTokens
          == result.statistics.weightedTokens)
    }
  }

  @Test("what is interrupted is the vocabulary of the size reached")
  func interrupted() throws {
    let trainer = Self.trainer()
    let expected = try trainer.train(wordCounts: Self.words)
    for limit in [1, 2] {
      let asked = Atomic(0)
      let control = TrainingControl(shouldStop: {
        asked.add(1, ordering: .relaxed).newValue >= limit
      })
      let result = try trainer.train(wordCounts: Self.words, control: control)
      let size = result.definition.tokenCount
      #expect(size < 3000)
      #expect(result.warnings.first == .stopped(wanted: 3000, reached: size))
      #expect(try expected.definition.truncated(to: size) == result.definition)
    }
  }

  @Test("counting that pauses after every block counts the same")
  func paused() throws {
    let documents = (0..<300).map { "낱말 \($0 % 7) the \($0 % 11)ing" }
    let expected = try Self.trainer().train(documents: documents)
    let reader = BlockReader(documents, upTo: 5, seed: 3)
    var builder = WordCountsBuilder()
    var rounds = 0
    while true {
      let counts = try Self.trainer().countWords(pausingWhen: { true }) { reader.read(&$0) }
      if counts.totals.documents == 0 { break }
      rounds += 1
      try counts.forEach { word, count throws in try builder.add(word, count: count) }
    }
    #expect(rounds >= 60)
    #expect(try Self.trainer().train(builder.finish()).merges == expected.merges)
  }
}

@Suite("A training ends before merges save too little")
struct LeastSavingTests {
  private static let words = (1...9).map { number in
    WordCount([UInt8(0x60 + number), 0x2D], count: UInt64(number))
  }

  /// The pair of letter n occurs n times and saves 4n bytes.
  @Test(arguments: [(0, 9), (4, 9), (5, 8), (8, 8), (9, 7), (36, 1), (37, 0)])
  func below(bytes: Int, merges: Int) throws {
    var trainer = BytePairTrainer(vocabularySize: 1000, normalizer: .none)
    trainer.minSavedBytes = bytes
    for scale in [1, 3] {
      trainer.weightScale = scale
      let words = Self.words.map { WordCount($0.word, count: $0.count * UInt64(scale)) }
      let result = try trainer.train(wordCounts: words)
      #expect(result.statistics.mergesMade == merges)
      #expect(
        result.warnings == [
          bytes > 4
            ? .savingTooSmall(wanted: 1000, reached: 256 + merges, leastBytes: bytes)
            : .vocabularySizeNotReached(wanted: 1000, reached: 256 + merges)
        ])
    }
  }

  @Test(arguments: [-1, Int.max])
  func refused(bytes: Int) {
    var trainer = BytePairTrainer(vocabularySize: 1000)
    trainer.minSavedBytes = bytes
    trainer.weightScale = 2
    #expect(throws: TrainingError.minSavedBytesOutOfRange(bytes)) { try trainer.validate() }
  }
}
