public import ArgumentParser
import PreTokenization
import TextNormalization
import TokenizerModel
public import TokenizerTraining

/// `malmoi train wordpiece`: vocabularies for BERT.
struct TrainWordPieceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wordpiece", abstract: "Train a WordPiece vocabulary.",
    discussion: """
      Documents are read as by train bpe, then cleaned up and cut as BERT does. Hangul and accents stay \
      whole, in lower case too, unless --jamo is given.

      The name of the output says what is written:
        NAME.json  a Hugging Face tokenizer.json
        NAME.txt   a vocab.txt
        NAME       a folder: tokenizer.json, vocabulary.txt, training.json, CARD.md
      """)

  @Option(
    parsing: .upToNextOption, help: "The files or folders to train on; - is standard input.")
  var input: [String] = []

  @OptionGroup var counted: CountedInputOptions

  @Option(help: "The number of tokens to make; the alphabet and the special tokens count.")
  var vocabSize: Int

  @Option(name: .shortAndLong, help: "What to write.")
  var output: String

  @Option(help: "bert-cased, or bert-uncased for lower case.")
  var normalizer = NamedNormalizer.bertCased

  @Flag(help: "Strip accents, which also takes Hangul syllables apart into jamo.")
  var jamo = false

  @Option(
    help: "Which pair merges first: the most frequent, or the one that makes the text likelier.")
  var scoring = PairScoring.frequency

  @Option(help: "The most characters that become tokens; words with others become [UNK].")
  var alphabetLimit: Int?

  @Option(help: "The least frequency of a pair that merges.")
  var minFrequency = 1

  @Option(help: "What stands before a token that continues a word.")
  var continuingPrefix = "##"

  @Option(
    help: ArgumentHelp(
      "A special token; they get the first ids. Repeatable; BERT's five if none is given.",
      valueName: "text"))
  var specialToken: [String] = []

  @Option(
    help: ArgumentHelp(
      "How often the words of an input count, such as en.txt=1.5. Repeatable.",
      valueName: "input=number"))
  var weight: [String] = []

  @Option(help: "The member of a JSON object that holds the text.")
  var textField = "text"

  @Option(help: "Hold out every N-th line and measure compression on it.")
  var holdOut: Int?

  @Option(help: "A file whose text opens the CARD.md of a vocabulary folder.")
  var about: String?

  @OptionGroup var threads: ThreadsOption

  @Option(
    help: "How progress is shown on standard error; auto is a bar on a terminal.")
  var progress = ProgressStyle.auto

  func validate() throws {
    if let holdOut, holdOut < 2 { throw ValidationError("--hold-out takes a number from 2 on.") }
    if normalizer.bert == nil {
      throw ValidationError("--normalizer takes bert-cased or bert-uncased for WordPiece.")
    }
    if output.hasSuffix(".tiktoken") {
      throw ValidationError(
        "\(output): a rank file holds byte pairs; end the name in .json or .txt.")
    }
    let writesFile = output.hasSuffix(".json") || output.hasSuffix(".txt")
    if inputs.contains("-"), holdOut != nil || !writesFile {
      throw ValidationError(
        "Standard input can be read only once: a vocabulary folder and --hold-out need files.")
    }
    try counted.validate(besides: input)
    if counted.isUsed, holdOut != nil {
      throw ValidationError("--hold-out needs text; word counts have no lines.")
    }
    _ = try InputWeights(weight, inputs: inputs)
  }

  /// The files that are trained on: text or word counts.
  private var inputs: [String] { counted.isUsed ? counted.fromCounts : input }

  func run() throws {
    let target = try TrainingTarget(path: output, about: about)
    let options = TrainingOptions(
      vocabularySize: vocabSize, normalizer: .none, pattern: .none,
      specialTokens: WordPieceOptions.specialTokens(specialToken),
      minFrequency: minFrequency, tieBreak: .huggingFace,
      weights: try InputWeights(weight, inputs: inputs), textField: textField, holdOut: holdOut,
      wordPiece: WordPieceOptions(
        normalizer: normalizer, tearsHangul: jamo, scoring: scoring, alphabetLimit: alphabetLimit,
        continuingPrefix: continuingPrefix),
      counts: counted.inputs)
    let run = TrainingRun(
      inputs: inputs, options: options, threads: threads.count, progress: progress)
    let outcome = try run.train()
    try target.write(outcome, options: options, inputs: try run.inputRecords())
    outcome.summarize(wroteTo: output)
    try outcome.exitIfInterrupted(canResume: false)
  }
}

extension PairScoring: ExpressibleByArgument {}
