public import ArgumentParser
import TextNormalization
import TokenizerModel
public import TokenizerTraining

/// `malmoi train bpe`: byte-level byte-pair encoding.
struct TrainBPECommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bpe", abstract: "Train a byte-level BPE vocabulary.",
    discussion: """
      A line of text with its line feed is one document; in .jsonl files a string of each object is. \
      Of a folder, every .txt, .md and .jsonl file below it is read; .gz and .zst are unpacked.

      The name of the output says what is written:
        NAME.json      a Hugging Face tokenizer.json
        NAME.tiktoken  a rank file (with --normalizer none)
        NAME           a folder: tokenizer.json, vocabulary.txt, training.json, CARD.md
      """)

  @Option(
    parsing: .upToNextOption, help: "The files or folders to train on; - is standard input.")
  var input: [String] = []

  @OptionGroup var counted: CountedInputOptions

  @Option(help: "The number of tokens to make; the 256 bytes and the special tokens count.")
  var vocabSize: Int

  @Option(name: .shortAndLong, help: "What to write.")
  var output: String

  @OptionGroup var words: WordOptions

  @Option(help: "The least frequency of a pair that merges.")
  var minFrequency = 1

  @Option(help: "End before a merge saves less, where a token is stored in 4 bytes.")
  var minSavedBytes = 0

  @Option(help: "The most bytes that a token may have.")
  var maxTokenLength: Int?

  @Flag(help: "Make no token that ends inside a Hangul syllable.")
  var wholeSyllables = false

  @Option(help: "Which of two pairs with the same count merges first.")
  var tieBreak = TieBreak.huggingFace

  @Option(
    help: ArgumentHelp(
      "How often the words of an input count, such as en.txt=1.5. Repeatable.",
      valueName: "input=number"))
  var weight: [String] = []

  @OptionGroup var mixing: MixingOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Report compression and the premium on a Korean text and its English translation, line by "
        + "line.", valueName: "ko en"))
  var parallel: [String] = []

  @Option(help: "The member of a JSON object that holds the text.")
  var textField = "text"

  @Option(help: "Hold out every N-th line and measure compression on it.")
  var holdOut: Int?

  @Option(help: "A file whose text opens the CARD.md of a vocabulary folder.")
  var about: String?

  @OptionGroup var memory: MemoryOptions

  @OptionGroup var checkpoints: CheckpointOptions

  @OptionGroup var threads: ThreadsOption

  @Option(
    help: "How progress is shown on standard error; auto is a bar on a terminal.")
  var progress = ProgressStyle.auto

  func validate() throws {
    if let holdOut, holdOut < 2 { throw ValidationError("--hold-out takes a number from 2 on.") }
    if output.hasSuffix(".txt") {
      throw ValidationError(
        "\(output): vocab.txt is a format for WordPiece; end the name in .json or .tiktoken.")
    }
    if words.normalizer.bert != nil {
      throw ValidationError("--normalizer \(words.normalizer.rawValue) is for WordPiece.")
    }
    if output.hasSuffix(".tiktoken"), words.form != .none {
      throw ValidationError(
        "\(output): a rank file has no place for a normalizer; add --normalizer none, or end the "
          + "name in .json.")
    }
    let writesFile = output.hasSuffix(".json") || output.hasSuffix(".tiktoken")
    if inputs.contains("-"), holdOut != nil || !writesFile {
      throw ValidationError(
        "Standard input can be read only once: a vocabulary folder and --hold-out need files.")
    }
    try counted.validate(besides: input)
    if counted.isUsed, holdOut != nil {
      throw ValidationError("--hold-out needs text; word counts have no lines.")
    }
    _ = try InputWeights(weight, inputs: inputs)
    try mixing.validate(inputs: inputs, weights: weight)
    if memory.memory != nil, !mixing.parity.isEmpty {
      throw ValidationError("--parity counts each language in memory: leave --memory out.")
    }
    if counted.expectDocs != nil, !mixing.parity.isEmpty {
      throw ValidationError("--expect-docs counts all inputs, and --parity takes each alone.")
    }
    if !parallel.isEmpty, parallel.count != 2 {
      throw ValidationError("--parallel takes two files, the Korean one first.")
    }
  }

  func run() throws {
    let target = try TrainingTarget(path: output, about: about)
    let options = try self.options
    let keeper = try checkpoints.keeper(output: output, inputs: inputs)
    let run = try TrainingRun(
      inputs: inputs, options: options, threads: threads.count,
      memory: memory.limit(threads: threads.count), progress: progress, keeper: keeper
    ).settingWeights()
    var outcome = try run.train()
    try target.write(outcome, options: options, inputs: try run.inputRecords())
    outcome.prices = try run.koreanPrices(of: outcome.result)
    outcome.summarize(wroteTo: output)
    try outcome.exitIfInterrupted(canResume: keeper != nil)
    keeper?.finish()
  }

  /// The files that are trained on: text or word counts.
  private var inputs: [String] { counted.isUsed ? counted.fromCounts : input }

  private var options: TrainingOptions {
    get throws {
      var options = TrainingOptions(
        vocabularySize: vocabSize, normalizer: words.form, pattern: words.recipe.pattern,
        specialTokens: words.specialToken, minFrequency: minFrequency,
        minSavedBytes: minSavedBytes, maxTokenLength: maxTokenLength,
        keepsSyllablesWhole: wholeSyllables, composes: words.jamo,
        tieBreak: tieBreak, weights: try InputWeights(weight, inputs: inputs),
        textField: textField, holdOut: holdOut, counts: counted.inputs)
      options.mixing = try mixing.mixing(inputs)
      options.parallel = parallel
      return options
    }
  }
}

extension TieBreak: ExpressibleByArgument {}

/// The option `--threads`.
struct ThreadsOption: ParsableArguments {
  @Option(
    help: "How many threads to use; MALMOI_THREADS or the number of processors if not given.")
  var threads: Int?

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads takes a number from 1 on.") }
  }

  var count: Int {
    threads ?? ProcessEnvironment.variables["MALMOI_THREADS"].flatMap(Int.init).map { max(1, $0) }
      ?? processorCount
  }
}
