import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Every vocabulary is encoded as merging by the book encodes it")
struct ExactnessTests {
  @Test(arguments: RandomVocabulary.Kind.allCases)
  func `random vocabularies, random texts`(_ kind: RandomVocabulary.Kind) throws {
    for seed in 0..<160 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let vocabulary = RandomVocabulary(kind, using: &generator)
      let tokenizer = try Tokenizer(vocabulary.definition)
      let oracle = vocabulary.oracle
      let session = EncodingSession(tokenizer)
      for _ in 0..<6 {
        let text = vocabulary.text(upTo: 40, using: &generator)
        let expected = oracle.encode(text)
        let ids = try session.encode(text).map { $0.rawValue }
        if ids != expected { Issue.record("seed \(seed), text \(text): \(ids), not \(expected)") }
        if try tokenizer.decode(session.encode(text)) != text {
          Issue.record("seed \(seed): \(text) is lost")
        }
      }
    }
  }

  @Test(arguments: RandomVocabulary.Kind.allCases)
  func `which tokens can be neighbours`(_ kind: RandomVocabulary.Kind) throws {
    var (pairs, misfits, ruledOut) = (0, 0, 0)
    for seed in 0..<60 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let vocabulary = RandomVocabulary(kind, using: &generator)
      let compiled = try VocabularyCompiler.compile(vocabulary.definition)
      guard compiled.header.strategy == .backtracking else { continue }
      let oracle = vocabulary.oracle
      VocabularyImage(compiled).withTables { tables in
        let table = NeighbourTable(tables)
        let neighbours = table.view
        let ids = (0..<UInt32(tables.upperBound)).filter {
          tables.record($0).rank != TokenRecord.unreachable
            && vocabulary.tokens[Int($0)].allSatisfy { vocabulary.alphabet.contains($0) }
        }
        for left in ids {
          for right in ids {
            let text = vocabulary.tokens[Int(left)] + vocabulary.tokens[Int(right)]
            // A pre-token that is taken whole says nothing about merging.
            if vocabulary.takesWholePreTokens, vocabulary.tokens.contains(text) { continue }
            let joins = oracle.encode(text) != [left, right]
            var told = neighbours.joinsAcross(left, right, ownMerges: .max)
            let walked = neighbours.joinsAboveBytes(left, right, leftIsLongest: false, tables)
            #expect((told ?? walked) == joins)
            let longest = text.span.withTable { tables.longestToken($0, 0..<text.count).token }
            if longest == left {
              #expect(tables.joinsAcross(longest: left, right) == joins)
              told = neighbours.joinsAcross(left, right, ownMerges: 0)
              let walked = neighbours.joinsAboveBytes(left, right, leftIsLongest: true, tables)
              #expect((told ?? walked) == joins)
              let doubts = neighbours.hints(left).wanted & neighbours.hints(right).offered
              #expect(doubts != 0 || !joins)
            }
            pairs += 1
            misfits += joins ? 1 : 0
            ruledOut += told == false ? 1 : 0
          }
        }
      }
    }
    #expect(pairs == 0 || misfits > 100 && pairs > misfits)
    #expect(4 * ruledOut >= 3 * (pairs - misfits))
  }

  @Test func `trained vocabularies are encoded by backtracking, shuffled ones by merging`() throws {
    var strategies: [RandomVocabulary.Kind: Set<MergeStrategy>] = [:]
    for kind in RandomVocabulary.Kind.allCases {
      for seed in 0..<40 {
        var generator = SeededGenerator(seed: UInt64(seed))
        let vocabulary = RandomVocabulary(kind, using: &generator)
        let parts = try VocabularyCompiler.compile(vocabulary.definition)
        strategies[kind, default: []].insert(parts.header.strategy)
      }
    }
    #expect(strategies[.trained] == [.backtracking])
    #expect(strategies[.trainedWithShuffledIDs] == [.backtracking])
    #expect(strategies[.shuffledMerges] == [.backtracking, .mergingByList])
    #expect(strategies[.trainedRanks] == [.backtracking])
    #expect(strategies[.shuffledRanks] == [.backtracking, .mergingByRank])
  }
}
