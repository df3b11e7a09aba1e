import ArgumentParser

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

  @OptionGroup var counting: CountingOptions
  @OptionGroup var gates: CountGates
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup(title: "Which files") var selection: FileSelection
  @OptionGroup var input: DocumentInput

  func run() throws {
    let budgets = try gates.budgetFile.map(TokenBudgets.init)
    let counter = try FileCounter(counting, input)
    var report = CountReport(columns: counter.columns)
    var hasFailures = false
    for path in try selection.files(of: input.paths) {
      do {
        report.add(try counter.count(path))
      } catch let failure as VendorCounter.Failure {
        throw failure
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
    let excesses = gates.excesses(of: report, budgets)
    for excess in excesses { Talk.line(excess) }
    if !excesses.isEmpty { throw ExitCode.gateFailed }
  }
}
