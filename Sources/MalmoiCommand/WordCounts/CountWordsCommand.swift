import ArgumentParser
import CorpusReading
import TokenizerTraining

/// `malmoi count-words`: a shard of a corpus into word counts that add up with those of others.
struct CountWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count-words", abstract: "Count the words of text, as rows that add up.",
    discussion: """
      Reads standard input where no file is named, so it is a filter for any engine. A row is a word \
      in Base64, a tab and its count, in the order of LC_ALL=C sort; the first row names the recipe, \
      the last ones say what was read. Rows of shards are added up by `malmoi merge-counts`, or by \
      any engine that sums by key; `malmoi train bpe --from-counts` trains on them, and `malmoi train \
      wordpiece` where the normalizer is bert-cased or bert-uncased.
      """)

  @Argument(help: "The files or folders to read; - or none is standard input.")
  var files: [String] = []

  @OptionGroup var words: WordOptions

  @Option(help: "What a line is: text, or a JSON object; by the name of the file if not given.")
  var format: LineFormat?

  @Option(help: "The member of a JSON object that holds the text.")
  var textField = "text"

  @OptionGroup var memory: MemoryOptions

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Flag(help: "Print the recipe, whose SHA-256 names it, and stop.")
  var recipe = false

  @OptionGroup var threads: ThreadsOption

  func validate() throws {
    let cuts =
      words.pretokenizer != nil || words.pattern != nil || words.koreanSplit != .none
    if words.normalizer.bert != nil, cuts {
      throw ValidationError("BERT's normalizer goes with BERT's way to cut text alone.")
    }
  }

  func run() throws {
    let recipeOfWords = self.recipeOfWords
    if recipe {
      var output = DataOutput(path: output)
      try output.write(recipeOfWords.canonicalJSON)
      return try output.finish()
    }
    var options = CorpusReadingOptions()
    options.format = format?.format
    options.textField = textField
    let limit = memory.limit(threads: threads.count)
    if let limit { options.blockSize = limit.blockSize }
    var counting = try WordCounting(
      recipe: recipeOfWords, threads: threads.count, limit: limit,
      output: try CountOutput(path: output))
    try counting.run(paths: files.isEmpty ? ["-"] : files, options: options)
    try counting.finish()
  }

  private var recipeOfWords: CountRecipe {
    guard words.normalizer.bert != nil else { return words.recipe }
    return CountRecipe(
      bert: WordPieceOptions.normalization(words.normalizer, tearsHangul: words.jamo),
      specialTokens: WordPieceOptions.specialTokens(words.specialToken))
  }
}

/// What the lines of a file are.
enum LineFormat: String, CaseIterable, ExpressibleByArgument {
  case text, jsonl

  var format: CorpusFormat { self == .text ? .text : .jsonLines }
}
