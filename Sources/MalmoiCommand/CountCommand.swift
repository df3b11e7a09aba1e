import ArgumentParser
import CorpusReading
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi count`: how many tokens files have.
struct CountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: "Count the tokens of files, folders or standard input.",
    discussion: """
      Each FILE is one document, with --lines each line is. Below a folder every file counts but \
      hidden ones and those that hold NUL bytes. A file that cannot be read is named, the rest is \
      counted, and the exit status is 1.
      """)

  @Option(
    help: ArgumentHelp(
      "A tokenizer by path or name. Repeat it to compare several.", valueName: "path-or-name"))
  var tokenizer: [String] = []

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @OptionGroup var special: SpecialTokenOption

  @Flag(help: "Print JSON.") var json = false

  @Option(help: "Exit with status 3 if a total is larger than this many tokens.")
  var budget: Int?

  @OptionGroup var input: DocumentInput

  func validate() throws {
    if let budget, budget < 0 { throw ValidationError("--budget takes a number from 0 on.") }
  }

  func run() throws {
    let names = tokenizer.isEmpty ? [defaultTokenizer] : tokenizer
    let loaded = try names.map { try overrides.load($0) }
    for tokenizer in loaded { try tokenizer.check(special.policy) }
    let sessions = loaded.map { EncodingSession($0.tokenizer) }
    var report = CountReport(tokenizers: loaded.map(\.name))
    var hasFailures = false
    for path in input.paths.flatMap(TextFiles.below) {
      do {
        report.add(try count(path, with: sessions))
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
      Talk.line(
        "over budget: \(grouped(worst)) tokens, \(grouped(worst - budget)) more than "
          + "\(grouped(budget))")
      throw ExitCode.gateFailed
    }
  }

  private func count(_ path: String, with sessions: [EncodingSession]) throws -> CountReport.File {
    var file = CountReport.File(
      path: path, bytes: 0, tokens: [Int](repeating: 0, count: sessions.count))
    try input.forEachDocument(of: path) { document in
      file.bytes += document.count
      for (index, session) in sessions.enumerated() {
        file.tokens[index] += try session.count(document, allowedSpecial: special.policy)
      }
    }
    return file
  }
}
