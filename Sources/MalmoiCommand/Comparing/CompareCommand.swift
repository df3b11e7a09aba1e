import ArgumentParser
import TokenAnalysis
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi compare`: how tokenizers cut the same texts.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare how tokenizers cut texts, Korean ones above all.",
    discussion: """
      Each line of a text is encoded by itself, without the special tokens that some models want \
      around it. With --parallel, line n of the two files says the same, and the premium of Korean over \
      English is reported with it. Intervals hold 95 % of 1,000 bootstrap draws.

      Examples:
        malmoi compare --tokenizer o200k_base --tokenizer cl100k_base --text letter.txt
        malmoi compare --tokenizer a.json --tokenizer b.json --parallel news.ko news.en \\
          --report report.html --language ko
      """)

  @Option(
    help: ArgumentHelp("A tokenizer by path or name. Repeatable.", valueName: "path-or-name"))
  var tokenizer: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: "Texts to compare on; .gz and .zst files are unpacked.")
  var text: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "A Korean text and its English translation, line by line.", valueName: "ko en"))
  var parallel: [String] = []

  @Option(
    help: ArgumentHelp(
      "Sentences with marked particles and endings, to score token borders by.",
      valueName: "conllu"))
  var gold: String?

  @Option(help: "A report to write, by suffix: .html, .md, .csv or .json. Repeatable.")
  var report: [ReportTarget] = []

  @Option(help: "The language of reports: ko or en.")
  var language = ReportLanguage.korean

  @Option(
    help: ArgumentHelp(
      "Bill a tokenizer's tokens as this model's input. Repeatable.", valueName: "tokenizer=model"))
  var model: [BilledTokenizer] = []

  @OptionGroup(title: "Prices") var prices: PriceOptions

  @Flag(help: "Print JSON.") var json = false

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  func validate() throws {
    if tokenizer.isEmpty { throw ValidationError("Name the tokenizers with --tokenizer.") }
    if text.isEmpty == parallel.isEmpty {
      throw ValidationError("Give either --text FILE... or --parallel KO EN.")
    }
    if !parallel.isEmpty, parallel.count != 2 {
      throw ValidationError("--parallel takes two files, the Korean one first.")
    }
  }

  func run() throws {
    let texts =
      try parallel.isEmpty
      ? ComparedTexts.named(text)
      : [ComparedTexts.read(parallel[0], name: "ko"), ComparedTexts.read(parallel[1], name: "en")]
    let segmentation = try gold.map(ComparedTexts.segmentation)
    let subjects = ComparedTexts.distinctlyNamed(
      try tokenizer.map { name in
        let loaded = try overrides.load(name, applying: [.specialTokens])
        var subject = Comparison.Subject(
          name: loaded.name, path: loaded.path,
          sha256: try SHA256Digest.ofFile(loaded.path).sha256, tokenizer: loaded.tokenizer)
        subject.price = try model.first { [name, loaded.name].contains($0.tokenizer) }
          .map { try $0.price(prices) }
        return subject
      })
    let comparison: Comparison
    do {
      comparison = try Comparison(
        subjects, over: texts, isParallel: !parallel.isEmpty, gold: segmentation)
    } catch let error as TokenAnalysisError {
      throw CommandFailure("\(parallel.joined(separator: ", ")): \(error)")
    }
    let facts = ReportFacts(
      date: ProcessEnvironment.today, program: "malmoi \(malmoiVersion)",
      command: (["malmoi"] + CommandLine.arguments.dropFirst()).map(\.asShellWord)
        .joined(separator: " "))
    for target in report { try target.write(comparison, language, facts) }
    var data = DataOutput(path: nil)
    try data.write(json ? comparison.json : Array(ComparisonTable.text(comparison).utf8))
    try data.finish()
  }
}

extension ReportLanguage: ExpressibleByArgument {}
