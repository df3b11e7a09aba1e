import ArgumentParser
import CorpusReading
import TokenAnalysis
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi count`: how many tokens files have.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Count the tokens of files, folders or standard input.",
    discussion: """
      Each FILE is one document, with --lines each line is. Below a folder every file counts but \
      hidden ones and those that hold NUL bytes; a FILE with * is a pattern. A file that cannot be \
      read is named, the rest is counted, and the exit status is 1.

      With --chat each FILE, or with --lines each line, is the body of a request in the shape of \
      OpenAI, Anthropic or Gemini, messages and tools. The frame around messages is counted for the \
      models for which OpenAI published it, and after gpt-4o's for later ones.

      A budget file fails the run for every file that has more tokens than its first pattern allows:
        budgets:
          prompts/system.md: 2000
          "prompts/**/*.md": 500
      """)

  @Option(
    help: ArgumentHelp(
      "A tokenizer by path or name. Repeat it to compare several.", valueName: "path-or-name"))
  var tokenizer: [String] = []

  @Option(help: "A model whose tokenizer counts. Repeat it to compare several.")
  var model: [String] = []

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @OptionGroup var special: SpecialTokenOption

  @Flag(help: "Take what is counted as chats.") var chat = false

  @Flag(help: "Print JSON.") var json = false

  @Option(help: "Exit with status 3 if a total is larger than this many tokens.")
  var budget: Int?

  @Option(help: ArgumentHelp("Limits by pattern, in YAML.", valueName: "file"))
  var budgetFile: String?

  @OptionGroup(title: "Which files") var selection: FileSelection

  @OptionGroup var input: DocumentInput

  func validate() throws {
    if let budget, budget < 0 { throw ValidationError("--budget takes a number from 0 on.") }
  }

  func run() throws {
    let budgets = try budgetFile.map(TokenBudgets.init)
    let columns = try columns()
    var report = CountReport(columns: columns)
    var hasFailures = false
    var excesses: [String] = []
    for path in try selection.files(of: input.paths) {
      do {
        let file = try count(path, by: columns)
        report.add(file)
        if let limit = budgets?.limit(of: path), let worst = file.tokens.max(), worst > limit {
          excesses.append("\(path): \(grouped(worst)) tokens, over its limit of \(grouped(limit))")
        }
      } catch {
        Talk.line("Error: \(error)")
        hasFailures = true
      }
    }
    if json || !report.isEmpty {
      var data = DataOutput(path: nil)
      try data.write(json ? report.json : Array(report.table.utf8))
      try data.finish()
    }
    if hasFailures { throw ExitCode.failure }
    if let budget, let worst = report.totals.max(), worst > budget {
      excesses.append(
        "over budget: \(grouped(worst)) tokens, \(grouped(worst - budget)) more than "
          + "\(grouped(budget))")
    }
    for excess in excesses { Talk.line(excess) }
    if !excesses.isEmpty { throw ExitCode.gateFailed }
  }

  private func columns() throws -> [CountingColumn] {
    let names = tokenizer.isEmpty && model.isEmpty ? [defaultTokenizer] : tokenizer
    let loaded = try names.map { try overrides.load($0) }
    for tokenizer in loaded { try tokenizer.check(special.policy) }
    var counter = ModelCounter(overrides: overrides, standIn: nil)
    return try loaded.map(CountingColumn.init)
      + model.map { try CountingColumn(model: $0, asChats: chat, counter: &counter) }
  }

  private func count(_ path: String, by columns: [CountingColumn]) throws -> CountReport.File {
    var file = CountReport.File(
      path: path, bytes: 0, tokens: [Int](repeating: 0, count: columns.count))
    var line = 0
    try input.forEachDocument(of: path) { document in
      file.bytes += document.count
      line += 1
      if chat {
        let counts = try chatCounts(document, "\(path)\(input.lines ? ":\(line)" : "")", columns)
        for (index, count) in counts.enumerated() { file.tokens[index] += count.total }
        if !input.lines { file.chats = counts }
      } else {
        for (index, column) in columns.enumerated() {
          file.tokens[index] += try column.count(document, allowing: special.policy)
        }
      }
    }
    return file
  }

  private func chatCounts(_ json: [UInt8], _ place: String, _ columns: [CountingColumn]) throws
    -> [ChatCount]
  {
    do {
      let chat = try Chat(json: json)
      return try columns.map { try $0.count(chat) }
    } catch let error as TokenAnalysisError { throw CommandFailure("\(place): \(error)") }
  }
}
