import PreTokenization
import Synchronization
import TestSupport
import TextNormalization
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Hangul taken by syllables gives what merging by the book gives")
struct SyllableTests {
  /// Syllables that share bytes, some of them never in a token, and what is none.
  private static let alphabet =
    ["가", "각", "갂", "나", "낡", "다", "힝", "ㅋ", "ㅠ", "쫭", "a", "é", "漢"].map { Array($0.utf8) }
    + [[0xEA, 0xB0], [0x80]]

  @Test(arguments: [4, 30, 120])
  func `random vocabularies, random words`(_ size: Int) throws {
    var byWhole = 0
    for seed in 0..<24 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let vocabulary = Self.vocabulary(size, using: &generator)
      let oracle = BytePairOracle(
        tokens: vocabulary.tokens, merges: vocabulary.merges, takesWholePreTokens: false)
      let image = VocabularyImage(try VocabularyCompiler.compile(vocabulary.definition))
      try image.withTables { tables in
        try #require(tables.strategy == .backtracking)
        let neighbours = NeighbourTable(tables)
        let paths = try #require(SyllablePaths(tables))
        let encoder = SyllableEncoder(SyllableTrie(paths, neighbours), neighbours)
        let memo = NeighbourMemo(bits: 8)
        var backtracking = BacktrackingEncoder(memoBits: 8)
        backtracking.use(try #require(SharedEncodingAids()(tables)))
        for round in 0..<300 {
          // Now and then one that is longer than any path of the automaton.
          let word = (0..<(round % 50 == 0 ? 16 : 1)).flatMap { _ in
            Self.word(using: &generator)
          }
          let expected = oracle.encode(word)
          var ids = IDBuffer()
          let cells = ids.reserve(word.count + 6)
          let (matches, count) = word.span.withTable { bytes in
            (
              encoder.encode(bytes, 0..<word.count, tables, memo, into: cells),
              backtracking.encode(bytes, 0..<word.count, tables, into: cells)
            )
          }
          if matches.count > 0, matches.misfit == TokenRecord.none {
            byWhole += 1
            #expect(matches.count == expected.count)
            #expect(matches.end == word.count)
          }
          if (0..<count).map({ cells[$0] }) != expected {
            Issue.record("seed \(seed), word \(String(decoding: word, as: UTF8.self))")
          }
        }
      }
    }
    // Most words have neighbours that fit.
    #expect(byWhole > 24 * 150)
  }

  @Test func `sessions give the same before and after they take syllables`() throws {
    var generator = SeededGenerator(seed: 77)
    let vocabulary = Self.vocabulary(200, using: &generator)
    let tokenizer = try Tokenizer(vocabulary.definition)
    let session = EncodingSession(tokenizer)
    for _ in 0..<6000 {
      let word = Self.word(using: &generator)
      #expect(try session.encode(word) == tokenizer.encode(word))
    }
  }

  @Test func `threads that make aids together make what one makes`() throws {
    var generator = SeededGenerator(seed: 5)
    let image = VocabularyImage(
      try VocabularyCompiler.compile(Self.vocabulary(200, using: &generator).definition))
    try image.withTables { tables in
      let alone = try #require(SharedEncodingAids()(tables))
      for _ in 0..<40 {
        let shared = SharedEncodingAids()
        let found = Mutex<[ObjectIdentifier]>([])
        onThreads(2) { _ in
          // The others make what is left.
          var aids = shared(tables)
          while aids == nil { aids = shared(tables) }
          if let aids { found.withLock { $0.append(ObjectIdentifier(aids)) } }
        }
        let aids = try #require(shared(tables))
        #expect(found.withLock { $0 } == [ObjectIdentifier(aids), ObjectIdentifier(aids)])
        for token in 0..<UInt32(tables.upperBound) {
          let (hints, expected) = (
            aids.neighbours.view.hints(token), alone.neighbours.view.hints(token)
          )
          #expect(hints.wanted == expected.wanted && hints.offered == expected.offered)
        }
        #expect(aids.syllables.roots.count > 2)
      }
    }
  }

  @Test func `what begins with no syllable is left alone`() throws {
    var generator = SeededGenerator(seed: 3)
    let image = VocabularyImage(
      try VocabularyCompiler.compile(Self.vocabulary(30, using: &generator).definition))
    try image.withTables { tables in
      let neighbours = NeighbourTable(tables)
      let paths = try #require(SyllablePaths(tables))
      let encoder = SyllableEncoder(SyllableTrie(paths, neighbours), neighbours)
      let memo = NeighbourMemo(bits: 8)
      let texts: [[UInt8]] = [
        [0x20], [0xEA, 0xB0],
        Array("a".utf8), Array("  가".utf8), Array("漢".utf8), [0xED, 0xA0, 0x80],
        [0xEA, 0xB0, 0x20], [0xFF, 0xB0, 0x80],
      ]
      for text in texts {
        var ids = IDBuffer()
        let cells = ids.reserve(text.count + 6)
        let matches = text.span.withTable { bytes in
          encoder.encode(bytes, 0..<text.count, tables, memo, into: cells)
        }
        #expect(matches.count == 0, "\(text)")
      }
    }
  }

  @Test func `hints never say that neighbours fit which do not`() throws {
    var generator = SeededGenerator(seed: 9)
    let image = VocabularyImage(
      try VocabularyCompiler.compile(Self.vocabulary(200, using: &generator).definition))
    image.withTables { tables in
      let table = NeighbourTable(tables)
      let neighbours = table.view
      var ruledOut = 0
      for left in 0..<UInt32(tables.upperBound) {
        for right in 0..<UInt32(tables.upperBound)
        where neighbours.hints(left).wanted & neighbours.hints(right).offered == 0 {
          ruledOut += 1
          #expect(neighbours.joinsAcross(left, right, ownMerges: 0) == false)
          // No piece of the right edge of the left token, but itself, merges in time with one of the left.
          if tables.joinsAcross(longest: left, right) { Issue.record("\(left), \(right)") }
        }
      }
      #expect(ruledOut > tables.upperBound * tables.upperBound / 2)
    }
  }

  private static func word(using generator: inout SeededGenerator) -> [UInt8] {
    var word: [UInt8] = Bool.random(using: &generator) ? [0x20] : []
    for _ in 0..<Int.random(in: 1...9, using: &generator) {
      word += alphabet.randomElement(using: &generator) ?? []
    }
    return word
  }

  /// A vocabulary trained on random words, with some random merges of tokens between.
  private static func vocabulary(
    _ size: Int, using generator: inout SeededGenerator
  ) -> (tokens: [[UInt8]], merges: [BytePairOracle.Merge], definition: TokenizerDefinition) {
    var counts: [[UInt8]: UInt64] = [:]
    for _ in 0..<60 { counts[word(using: &generator), default: 0] += 1 }
    let pairs = BytePairTrainerOracle(tieBreak: "raw").merges(of: counts, limit: size)
    var tokens = (0...255).map { [UInt8($0)] }
    var merges: [BytePairOracle.Merge] = []
    for pair in pairs {
      let joined = pair[0] + pair[1]
      guard !tokens.contains(joined), let left = tokens.firstIndex(of: pair[0]),
        let right = tokens.firstIndex(of: pair[1])
      else { continue }
      merges.append(.init(UInt32(left), UInt32(right), UInt32(tokens.count)))
      tokens.append(joined)
    }
    var vocabulary = Vocabulary()
    for token in tokens { vocabulary.append(token) }
    let definition = TokenizerDefinition(
      normalizer: .none, preTokenizer: .none,
      model: BytePairModel(
        vocabulary: vocabulary,
        mergeRule: .merges(
          merges.map {
            Merge(
              left: TokenID(rawValue: $0.left), right: TokenID(rawValue: $0.right),
              result: TokenID(rawValue: $0.result))
          }), takesWholePreTokens: false))
    return (tokens, merges, definition)
  }
}
