import PreTokenization
import TestSupport
import Testing
import TextNormalization
import TokenizerModel

@testable import TokenizerTraining

@Suite("Rows of word counts")
struct WordCountRowTests {
  private static let recipe = String(repeating: "0a", count: 32)

  @Test func sayAndReadTheSame() throws {
    var text: [UInt8] = []
    WordCountRow.recipe(sha256: Self.recipe).append(to: &text)
    WordCountRow(key: Array("66eQ".utf8), count: .max).append(to: &text)
    WordCountRow(key: Array("~docs".utf8), count: 0).append(to: &text)
    let lines = text.split(separator: 0x0A)
    let rows = try lines.map { try WordCountRow($0) }
    #expect(rows.map(\.count) == [1, .max, 0])
    #expect(
      try rows.map { try $0.meaning }
        == [.recipe(Self.recipe), .word(Array("말".utf8)), .total(.documents)])
  }

  @Test(arguments: [
    ("", CountRowProblem.noTab), ("YQ==", .noTab), ("\t1", .noTab), ("YQ==\t", .badCount),
    ("YQ==\t-1", .badCount), ("YQ==\t01", .badCount), ("YQ==\t1 ", .badCount),
    ("YQ==\t18446744073709551616", .badCount), ("YQ=\t1", .badWord), ("YR==\t1", .badWord),
    ("a b=\t1", .badWord), ("#recipe=12\t1", .unknownKey), ("~more\t1", .unknownKey),
  ])
  func thatSayNothingAreRefused(line: String, problem: CountRowProblem) {
    #expect(throws: TrainingError.badCountRow(problem)) {
      _ = try WordCountRow(Array(line.utf8)[...]).meaning
    }
  }

  /// In the order of `LC_ALL=C sort`, which is not that of the words' own bytes.
  @Test(arguments: [0xC3, 0x03, 0xFF] as [UInt8])
  func standInTheOrderOfTheirBytes(mask: UInt8) throws {
    var random = SeededGenerator(seed: 3)
    var words = WordCountsBuilder()
    for _ in 0..<2000 {
      let length = Int.random(in: 1...12, using: &random)
      let word = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) & mask }
      try words.add(word.span, count: 2)
    }
    var lines: [[UInt8]] = []
    let counts = words.finish()
    counts.forEachRow { row in
      var line: [UInt8] = []
      row.append(to: &line)
      lines.append(line)
    }
    #expect(lines.count == counts.uniqueWords)
    #expect(lines == lines.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// Rows of one shard in memory.
  private struct Rows: WordCountSource {
    var rows: ArraySlice<WordCountRow>

    mutating func next() -> WordCountRow? { rows.popFirst() }
  }

  @Test func addUpByKey() throws {
    var random = SeededGenerator(seed: 4)
    for sources in 0..<9 {
      var sums: [String: UInt64] = [:]
      let shards = (0..<sources).map { _ in
        let keys = (0..<30).filter { _ in Bool.random(using: &random) }.map { "k\($0)" }.sorted()
        let rows = keys.map { WordCountRow(key: Array($0.utf8), count: 1 << 33) }
        for key in keys { sums[key, default: 0] += 1 << 33 }
        return Rows(rows: rows[...])
      }
      var merge = try WordCountMerge(shards)
      var merged: [(key: String, count: UInt64)] = []
      while let row = try merge.next() {
        merged.append((String(decoding: row.key, as: UTF8.self), row.count))
      }
      #expect(merged.map(\.key) == sums.keys.sorted())
      #expect(merged.allSatisfy { sums[$0.key] == $0.count })
    }
  }

  @Test func beyond64BitsAreRefused() throws {
    let row = WordCountRow(key: Array("YQ==".utf8), count: 1 << 63)
    var merge = try WordCountMerge([Rows(rows: [row]), Rows(rows: [row])])
    #expect(throws: TrainingError.countsTooLarge(limit: .max)) { try merge.next() }
  }
}

@Suite("Shards of word counts")
struct CountShardTests {
  private func shards(
    _ rows: (WordCountRow.Meaning, UInt64)...
  ) throws -> CountShards {
    var shards = CountShards()
    for (meaning, count) in rows { try shards.add(meaning, count: count) }
    return shards
  }

  @Test func thatAreWholeMayBeTrainedOn() throws {
    let whole = try shards(
      (.recipe("a"), 7), (.word([1]), 1), (.total(.documents), 5), (.total(.end), 7))
    try whole.check(recipe: "a", documents: nil)
    try whole.check(recipe: "a", documents: 5)
    #expect(throws: TrainingError.documentsUnlike(found: 5, expected: 6)) {
      try whole.check(recipe: "a", documents: 6)
    }
    #expect(throws: TrainingError.recipeUnlike(found: "a", wanted: "b")) {
      try whole.check(recipe: "b", documents: nil)
    }
  }

  @Test func thatDiedOrDifferAreRefused() throws {
    let dead = try shards((.recipe("a"), 7), (.total(.end), 6))
    #expect(throws: TrainingError.shardsIncomplete(begun: 7, ended: 6)) {
      try dead.check(recipe: "a", documents: nil)
    }
    let mixed = try shards((.recipe("b"), 1), (.recipe("a"), 1), (.total(.end), 2))
    #expect(throws: TrainingError.recipesMixed(["a", "b"])) {
      try mixed.check(recipe: "a", documents: nil)
    }
    let nameless = try shards((.word([1]), 1))
    #expect(throws: TrainingError.recipeMissing) {
      try nameless.check(recipe: "a", documents: nil)
    }
  }
}

@Suite("A recipe of word counts")
struct CountRecipeTests {
  @Test func isCanonical() {
    let recipe = CountRecipe(normalizer: .none, pattern: .none, specialTokens: ["<b>", "<a>"])
    let same = CountRecipe(normalizer: .none, pattern: .none, specialTokens: ["<a>", "<b>"])
    #expect(recipe.canonicalJSON == same.canonicalJSON)
    let text = String(decoding: recipe.canonicalJSON, as: UTF8.self)
    #expect(
      text == """
        {"format":1,"normalizer":"none","normalizer_unicode":null,"pattern":\
        "[\\\\s\\\\S]+","special_tokens":["<a>","<b>"],\
        "unicode":"\(ScalarClassTable.unicodeVersion)"}
        """)
  }
}
