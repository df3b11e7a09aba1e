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

  /// Reads files of word counts, in any order and with keys in several of them.
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
}
