import TestSupport
import Testing

@testable import TokenizerTraining

@Suite("Word tables count words")
struct WordTableTests {
  /// All words of some counts, with how often they were counted.
  func contents(_ counts: WordCounts) -> [[UInt8]: UInt64] {
    var contents: [[UInt8]: UInt64] = [:]
    counts.forEach { word, count in
      let bytes = (0..<word.count).map { word[$0] }
      #expect(contents[bytes] == nil, "\(bytes) has two counts")
      contents[bytes] = count
    }
    return contents
  }

  /// Words around the lengths at which the hash, the comparison and the record change their ways.
  @Test(arguments: [1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 254, 255, 256, 70_000])
  func ofAnyLength(length: Int) {
    var builder = WordCountsBuilder()
    let first = [UInt8](repeating: 7, count: length)
    var expected: [[UInt8]: UInt64] = [first: 3]
    #expect(throws: Never.self) {
      try builder.add(first.span, count: 1)
      // Words that differ in one byte only, at the front, in the middle and at the end.
      for place in Set([0, length / 2, length - 1]) {
        var word = first
        word[place] = 8
        expected[word, default: 0] += 5
        try builder.add(word.span, count: 5)
      }
      try builder.add(first.span, count: 2)
    }
    #expect(contents(builder.finish()) == expected)
  }

  @Test func throughManyGrowths() throws {
    var random = SeededGenerator(seed: 1)
    var expected: [[UInt8]: UInt64] = [:]
    var builder = WordCountsBuilder()
    for _ in 0..<60_000 {
      let length = Int.random(in: 1...6, using: &random)
      let word = (0..<length).map { _ in UInt8.random(in: 0..<12, using: &random) }
      expected[word, default: 0] += 1
      try builder.add(word.span, count: 1)
    }
    let counts = builder.finish()
    #expect(counts.uniqueWords == expected.count)
    #expect(contents(counts) == expected)
  }

  @Test func withCountsOf64Bits() throws {
    var builder = WordCountsBuilder()
    try builder.add([1].span, count: 1 << 63)
    try builder.add([1].span, count: 1 << 62)
    try builder.add([2, 3].span, count: 1 << 33)
    #expect(contents(builder.finish()) == [[1]: 3 << 62, [2, 3]: 1 << 33])
  }

  @Test func refusingMoreThan64Bits() throws {
    var builder = WordCountsBuilder()
    try builder.add([1, 2].span, count: 1 << 62)
    #expect(throws: TrainingError.countsTooLarge(limit: .max)) {
      try builder.add([3, 4].span, count: 1 << 63)
    }
    #expect(throws: TrainingError.countsTooLarge(limit: .max)) {
      try builder.add([3].span, count: 1 << 63)
    }
  }

  /// Words at the very end of a text, where eight bytes can no longer be read.
  @Test func atTheEndOfAText() {
    var generator = SeededGenerator(seed: 2)
    let hash = WordHash(using: &generator)
    for length in 1...20 {
      let text = (0..<length).map { UInt8($0 % 3) }
      let table = WordTable(hash: hash)
      var pipeline = WordPipeline(to: table.view)
      text.span.withText {
        table.add(
          $0, from: 0, origin: 0, ends: Array(1...length), count: length, weight: 1,
          through: &pipeline)
        table.empty(&pipeline, $0, weight: 1)
      }
      let expected = Dictionary(grouping: text) { [$0] }.mapValues { UInt64($0.count) }
      #expect(contents(WordCounts(folding: [table], totals: WordCounts.Totals())) == expected)
    }
  }

  /// Each word of several tables has one count afterwards, whichever tables it was in.
  @Test(arguments: [1, 2, 3, 8])
  func foldedFromSeveral(tableCount: Int) {
    var random = SeededGenerator(seed: 3)
    let hash = WordHash(using: &random)
    let tables = (0..<tableCount).map { _ in WordTable(hash: hash) }
    var expected: [[UInt8]: UInt64] = [:]
    for _ in 0..<4000 {
      let word = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        UInt8.random(in: 0..<9, using: &random)
      }
      expected[word, default: 0] += 1
      let table = tables[Int.random(in: 0..<tableCount, using: &random)]
      word.span.withText { table.add($0, weight: 1) }
    }
    let counts = WordCounts(folding: tables, totals: WordCounts.Totals())
    #expect(counts.uniqueWords == expected.count)
    #expect(contents(counts) == expected)
  }
}
