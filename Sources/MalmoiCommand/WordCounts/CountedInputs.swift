import ArgumentParser
import TokenizerTraining

/// The options of a training on words that were counted before.
struct CountedInputOptions: ParsableArguments {
  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Train on word counts of `malmoi count-words`; - is standard input.", valueName: "file"))
  var fromCounts: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --from-counts, how many documents the counts must be of.", valueName: "number"))
  var expectDocs: UInt64?

  /// Whether the inputs are word counts.
  var isUsed: Bool { !fromCounts.isEmpty }

  /// What the inputs have to be, where they are word counts.
  var inputs: CountedInputs? { isUsed ? CountedInputs(documents: expectDocs) : nil }

  /// Makes sure that there is text or word counts to train on, and not both.
  func validate(besides input: [String]) throws {
    if input.isEmpty != isUsed {
      throw ValidationError("Give either --input with text or --from-counts with word counts.")
    }
    if expectDocs != nil, !isUsed {
      throw ValidationError("--expect-docs goes with --from-counts.")
    }
  }
}

/// Word counts that stand for the text that they were counted from.
struct CountedInputs {
  /// How many documents they must be of, where somebody knows.
  var documents: UInt64?

  /// Reads files of word counts, in any order and with keys in several of them, into memory.
  func read(
    _ paths: [String], weights: InputWeights, recipe: CountRecipe
  ) throws -> WordCounts {
    var builder = WordCountsBuilder()
    var shards = CountShards()
    for (path, weight) in zip(paths, weights.units) {
      var file = try CountFile(path)
      while let row = try file.next() {
        let meaning = try row.meaning
        try shards.add(meaning, count: row.count)
        if case .word(let word) = meaning {
          try builder.add(word.span, count: row.count, weight: UInt64(weight))
        }
      }
    }
    try shards.check(recipe: recipe.sha256, documents: documents)
    return builder.finish(
      documents: Int(clamping: shards[total: .documents]),
      bytes: Int(clamping: shards[total: .bytes]))
  }

  /// Reads files of word counts side by side, and puts the sums away on disk.
  func store(
    _ paths: [String], weights: InputWeights, recipe: CountRecipe, in folder: String
  ) throws -> StoredWords {
    let account = CountAccount()
    var words = StoredWordsBuilder(try ScratchStore(in: folder))
    let open = { index in
      try WeightedCountFile(paths[index], weight: UInt64(weights.units[index]), account)
    }
    try CountRuns.forEachSum(of: paths.count, in: folder, open) { row in
      if case .word(let word) = try row.meaning { try words.add(word.span, count: row.count) }
    }
    return try words.finish(try account.check(self, recipe: recipe))
  }
}

/// What several files of word counts say beside their words, while they are read side by side.
private final class CountAccount {
  var shards = CountShards()
  var totals = WordCounts.Totals()

  /// What was read, if it may be trained on.
  func check(_ inputs: CountedInputs, recipe: CountRecipe) throws -> WordCounts.Totals {
    try shards.check(recipe: recipe.sha256, documents: inputs.documents)
    totals.documents = Int(clamping: shards[total: .documents])
    totals.bytes = Int(clamping: shards[total: .bytes])
    return totals
  }
}

/// The words of a file of word counts, as often as the file weighs. Its other rows go to an account.
private struct WeightedCountFile: WordCountSource {
  private var file: CountFile
  private let weight: UInt64
  private let account: CountAccount

  init(_ path: String, weight: UInt64, _ account: CountAccount) throws {
    file = try CountFile(path)
    self.weight = weight
    self.account = account
  }

  mutating func next() throws -> WordCountRow? {
    while var row = try file.next() {
      let meaning = try row.meaning
      try account.shards.add(meaning, count: row.count)
      if case .word(let word) = meaning {
        row.count = try account.totals.add(
          wordOf: word.count, count: row.count, weight: weight)
        return row
      }
    }
    return nil
  }
}
