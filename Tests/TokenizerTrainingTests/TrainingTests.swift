import PreTokenization
import Synchronization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("A training gives a tokenizer")
struct TrainingTests {
  @Test func withSpecialTokensThenBytesThenMerges() throws {
    var trainer = BytePairTrainer(vocabularySize: 260, pattern: .gpt2, normalizer: .nfc)
    trainer.specialTokens = ["<s>", "</s>"]
    let definition = try trainer.train(documents: ["low lower lowest<s>"]).definition
    #expect(definition.byteLevel?.normalizer == .nfc)
    #expect(definition.byteLevel?.preTokenizer == .gpt2)
    #expect(
      definition.addedTokens == [
        AddedToken(content: "<s>", id: TokenID(0)), AddedToken(content: "</s>", id: TokenID(1)),
      ])
    let vocabulary = definition.model.vocabulary
    #expect(vocabulary.upperBound == 260)
    #expect(vocabulary.count == 258)
    #expect(!vocabulary.contains(TokenID(0)) && !vocabulary.contains(TokenID(1)))
    let bytes = (2..<258).map { vocabulary[TokenID($0)]?.first ?? 0 }
    #expect(bytes == ByteAlphabet.bytesByCharacter)
    #expect(vocabulary[TokenID(258)].map(Array.init) == Array("lo".utf8))
    #expect(vocabulary[TokenID(259)].map(Array.init) == Array("low".utf8))
    guard case .merges(let merges) = definition.model.bytePair?.mergeRule else {
      Issue.record("the rule is a list of merges")
      return
    }
    #expect(merges.map(\.result) == [TokenID(258), TokenID(259)])
    #expect(merges[1].left == TokenID(258))
    #expect(vocabulary[merges[1].right].map(Array.init) == Array("w".utf8))
  }

  /// The first 256 ids by rule.
  @Test func withBytesInTheOrderOfTheTieBreak() throws {
    for tieBreak in TieBreak.allCases {
      var trainer = BytePairTrainer(vocabularySize: 256, normalizer: .none)
      trainer.tieBreak = tieBreak
      let vocabulary = try trainer.train(documents: ["text"]).definition.model.vocabulary
      let bytes = (0..<256).map { vocabulary[TokenID($0)]?.first ?? 0 }
      #expect(bytes == (tieBreak == .rawByte ? Array(0...255) : ByteAlphabet.bytesByCharacter))
    }
  }

  @Test func withStatistics() throws {
    let trainer = BytePairTrainer(vocabularySize: 258, pattern: .gpt2, normalizer: .none)
    let result = try trainer.train(documents: ["aaab aaab", "aaab"])
    #expect(
      result.statistics
        == TrainingStatistics(
          documents: 2, bytes: 13, preTokens: 3, uniqueWords: 2, longestPreToken: 5,
          mergesWanted: 2, mergesMade: 2, weightedBytes: 13, weightedTokens: 7))
    #expect(result.statistics.bytesPerToken == 13.0 / 7.0)
    #expect(result.warnings.isEmpty)
  }

  /// 28 million lines of 80 spaces lose the merge of two spaces where counts have 32 bits.
  @Test(arguments: [UInt64(1) << 33, 1 << 40, 1 << 58])
  func ofCountsBeyond32Bits(count: UInt64) throws {
    let words: [[UInt8]: UInt64] = [
      Array("  ".utf8): count, Array("ab".utf8): count - 1, Array("abc".utf8): 1,
      Array("cd".utf8): 1 << 32, Array("de".utf8): (1 << 32) + 1,
    ]
    let trainer = BytePairTrainer(vocabularySize: 261, normalizer: .none)
    let result = try trainer.train(wordCounts: sorted(words))
    #expect(result.merges == BytePairTrainerOracle(tieBreak: "hf").merges(of: words, limit: 5))
    // Both come to the same count; `ab` has the smaller ids, and the 32-bit ones follow.
    let joined = result.merges.map { String(decoding: $0[0] + $0[1], as: UTF8.self) }
    #expect(joined == ["ab", "  ", "de", "cd", "abc"])
    #expect(result.statistics.weightedTokens == count * 2 + (2 << 32) + 1)
  }

  /// Weights only scale counts: the least frequency scales with them, and merges stay.
  @Test func withScaledWeights() throws {
    let documents = (0..<40).map { "word\($0 % 7) 낱말\($0 % 5) the the\n" }
    for minFrequency in [1, 5, 6] {
      var trainer = BytePairTrainer(vocabularySize: 400, pattern: .gpt2, normalizer: .none)
      trainer.minFrequency = minFrequency
      let expected = try trainer.train(documents: documents)
      for scale in [3, 1_000_000, 1 << 40] {
        trainer.weightScale = scale
        let reader = BlockReader(documents, upTo: 4, seed: 2, weight: scale)
        #expect(try trainer.train { reader.read(&$0) }.merges == expected.merges)
      }
    }
  }

  /// The same vocabulary whatever the threads, the blocks and the order of documents.
  @Test(arguments: TieBreak.allCases)
  func thatIsTheSameInEveryRun(tieBreak: TieBreak) throws {
    var random = SeededGenerator(seed: 11)
    let syllables = ["말", "모", "이", "낱", "를", "the", "ing", "er", " "]
    var documents = (0..<400).map { _ in
      (0..<12).reduce("") { text, _ in text + (syllables.randomElement(using: &random) ?? "") }
    }
    var trainer = BytePairTrainer(vocabularySize: 700)
    trainer.tieBreak = tieBreak
    trainer.specialTokens = ["<|endoftext|>"]
    let expected = try trainer.train(documents: documents)
    for threads in 1...8 {
      documents.shuffle(using: &random)
      trainer.threads = threads
      let reader = BlockReader(documents, upTo: threads * 9, seed: UInt64(threads))
      #expect(try trainer.train { reader.read(&$0) } == expected, "\(threads) threads")
    }
  }

  @Test func ofBytesThatAreNoText() throws {
    let bytes: [[UInt8]] = [[0xFF, 0xFE, 0xFF, 0xFE], [0x00, 0x00], [0xEA, 0xB0], []]
    let trainer = BytePairTrainer(vocabularySize: 257, pattern: .none, normalizer: .nfc)
    let result = try trainer.train(bytes: bytes)
    #expect(result.merges == [[[0xFF], [0xFE]]])
  }
}

@Suite("A training warns and reports")
struct TrainingReportTests {
  @Test func thatTheSizeWasNotReached() throws {
    let trainer = BytePairTrainer(vocabularySize: 1000, normalizer: .none)
    #expect(
      try trainer.train(documents: ["abc"]).warnings
        == [.vocabularySizeNotReached(wanted: 1000, reached: 258)])
  }

  /// A size beyond all reach takes no memory for it.
  @Test func thatTheLargestSizeWasNotReached() throws {
    let trainer = BytePairTrainer(vocabularySize: Int(Int32.max), normalizer: .none)
    #expect(
      try trainer.train(documents: ["abab"]).warnings
        == [.vocabularySizeNotReached(wanted: Int(Int32.max), reached: 258)])
  }

  @Test func ofLongPreTokens() throws {
    let trainer = BytePairTrainer(vocabularySize: 256, pattern: .gpt2, normalizer: .none)
    let long = String(repeating: "한", count: 2000)
    let shorter = String(repeating: "가", count: 1500)
    let result = try trainer.train(documents: [shorter, long, "short", long])
    #expect(
      result.warnings == [
        .longPreTokens(count: 2, longest: 6000, prefix: Array(long.utf8.prefix(48)))
      ])
    #expect(result.statistics.longestPreToken == 6000)
  }

  @Test func ofScalarsThatTheNormalizerDoesNotKnow() throws {
    // Among the Greek letters, and in no version of Unicode so far.
    let unassigned = "\u{0378}"
    for (normalizer, warns) in [(NormalizationForm.nfc, true), (.none, false)] {
      let trainer = BytePairTrainer(vocabularySize: 256, normalizer: normalizer)
      let warnings = try trainer.train(documents: ["a", unassigned, "b"]).warnings
      #expect(warnings == (warns ? [.scalarUnknownToNormalizer(0x0378)] : []))
    }
  }

  @Test func itsProgress() throws {
    let seen = Mutex<[TrainingProgress]>([])
    let control = TrainingControl(progress: { progress in seen.withLock { $0.append(progress) } })
    let trainer = BytePairTrainer(vocabularySize: 20_000, pattern: .none, normalizer: .none)
    let reader = BlockReader([randomText(length: 60_000), "ab"], upTo: 1, seed: 1)
    _ = try trainer.train(control: control) { reader.read(&$0) }
    let progress = seen.withLock(\.self)
    #expect(progress.prefix(3).map(\.done) == [0, 60_000, 60_002])
    #expect(progress.prefix(3).allSatisfy { $0.phase == .counting && $0.total == nil })
    let merging = progress.dropFirst(3)
    #expect(!merging.isEmpty)
    #expect(merging.allSatisfy { $0.phase == .merging && $0.total == 19_744 })
    #expect(zip(merging, merging.dropFirst()).allSatisfy { $0.done < $1.done })
  }

  /// A stopped training keeps what it has: the first merges of the whole one.
  @Test func thatItWasStopped() throws {
    var trainer = BytePairTrainer(vocabularySize: 20_000, pattern: .none, normalizer: .none)
    trainer.threads = 2
    let words = [WordCount(Array(randomText(length: 60_000).utf8), count: 1)]
    let whole = try trainer.train(wordCounts: words)
    let stopped = try trainer.train(
      wordCounts: words, control: TrainingControl(shouldStop: { true }))
    let made = stopped.merges.count
    #expect(made > 0 && made < whole.merges.count)
    #expect(stopped.merges[...] == whole.merges.prefix(made))
    #expect(stopped.warnings.contains(.stopped(wanted: 20_000, reached: 256 + made)))
  }
}

/// A random text of bytes below 0x80.
func randomText(length: Int, seed: UInt64 = 1) -> String {
  var random = SeededGenerator(seed: seed)
  return String(
    decoding: (0..<length).map { _ in UInt8.random(in: 0..<0x80, using: &random) }, as: UTF8.self)
}
