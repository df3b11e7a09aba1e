import Synchronization
import TestSupport
import Testing
import TextNormalization

@testable import TokenizerTraining

@Suite("Words in a store")
struct StoredWordsTests {
  /// Bytes in memory, which may be cut off.
  private final class Store: WordStore {
    private let bytes = Mutex<[UInt8]>([])

    struct Lost: Error {}

    func append(_ more: [UInt8]) { bytes.withLock { $0 += more } }

    func read(at offset: Int, into bytes: inout [UInt8]) throws {
      let all = self.bytes.withLock(\.self)
      guard offset + bytes.count <= all.count else { throw Lost() }
      bytes = Array(all[offset..<offset + bytes.count])
    }

    func lose() { bytes.withLock { $0.removeLast() } }
  }

  private func stored(
    _ words: [(word: [UInt8], count: UInt64)], in store: Store = Store()
  ) throws -> StoredWords {
    var builder = StoredWordsBuilder(store)
    var totals = WordCounts.Totals()
    for (word, count) in words {
      try builder.add(
        word.span, count: try totals.add(wordOf: word.count, count: count, weight: 1))
    }
    return try builder.finish(totals)
  }

  @Test("train what the same words in memory train", arguments: 0..<40 as Range<UInt64>)
  func same(seed: UInt64) throws {
    let corpus = FuzzedCorpus(seed: seed, tieBreak: .huggingFace)
    // Some counts are beyond those that have places of their own.
    let words = corpus.words.map { (word: $0.key, count: $0.value * $0.value * $0.value * 100) }
    var builder = WordCountsBuilder()
    for (word, count) in words { try builder.add(word.span, count: count) }
    let inMemory = try corpus.trainer.train(builder.finish())
    let fromStore = try corpus.trainer.train(try stored(words))
    #expect(fromStore.definition == inMemory.definition)
    #expect(fromStore.statistics == inMemory.statistics)
    #expect(fromStore.warnings == inMemory.warnings)
  }

  @Test("may be longer than a piece, and more than one")
  func pieces() throws {
    let long = [UInt8](repeating: 0x61, count: 1 << 19)
    let words = (0..<40_000).map { (word: Array("w\($0)".utf8), count: 1 as UInt64) }
    let trainer = BytePairTrainer(vocabularySize: 300, normalizer: .none)
    let supply = try stored(words + [(long, 3)] + [(Array("end".utf8), 2)])
    #expect(supply.uniqueWords == 40_002)
    var found = 0
    try supply.forEachWord { if $0.count == long.count { found += 1 } }
    #expect(found == 1)
    let result = try trainer.train(supply)
    #expect(result.statistics.longestPreToken == long.count)
  }

  @Test("that are lost are no vocabulary")
  func lost() throws {
    let store = Store()
    let words = try stored([(Array("abc".utf8), 2)], in: store)
    store.lose()
    #expect(throws: TrainingError.wordStoreFailed("Lost()")) {
      try BytePairTrainer(vocabularySize: 300).train(words)
    }
  }
}
