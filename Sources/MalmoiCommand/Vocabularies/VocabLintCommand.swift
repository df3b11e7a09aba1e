import ArgumentParser
import TokenAnalysis
import Tokenization
import TokenizerModel
import VocabularyStore

/// `malmoi vocab lint`: what is in a vocabulary, and what should not be.
struct VocabLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check a vocabulary and print its report card.",
    discussion: """
      Exit status 3 if there are findings of the level --fail-on names or worse. Rules:
      \(LintRule.allCases.map { "  \($0.rawValue) (\($0.level.rawValue)): \($0.summary)" }
        .joined(separator: "\n"))
      """)

  @OptionGroup(title: "What a file cannot say") var overrides: OverrideOptions

  @Option(help: "The mildest finding that fails the check: note, warning, error or never.")
  var failOn = FailureLevel.error

  @Option(help: ArgumentHelp("Leave a rule out. Repeatable.", valueName: "rule"))
  var ignore: [LintRule] = []

  @Flag(help: "Print JSON.") var json = false

  @Option(help: ArgumentHelp("Write the findings as SARIF too.", valueName: "file"))
  var sarif: String?

  @Argument(help: "A tokenizer by path or name.")
  var tokenizer = defaultTokenizer

  /// From which level on findings fail the check.
  enum FailureLevel: String, CaseIterable, ExpressibleByArgument {
    case note, warning, error, never
  }

  func run() throws {
    let stored = try StoredTokenizer.load(
      tokenizer, search: .ofProcess, overrides: overrides.overrides)
    let card: VocabularyReportCard
    do {
      card = try VocabularyReportCard(stored.definition, Tokenizer(stored.definition))
        .ignoring(ignore)
    } catch { throw CommandFailure("\(stored.path): \(error)") }
    if let sarif {
      try AtomicFile.write(card.sarif(path: stored.path, version: malmoiVersion), to: sarif)
    }
    var data = DataOutput(path: nil)
    try data.write(json ? card.json(name: stored.name) : Array(LintTable.text(card).utf8))
    try data.finish()
    guard let limit = LintRule.Level(rawValue: failOn.rawValue) else { return }
    let count = card.findings.count { $0.rule.level >= limit }
    if count > 0 {
      Talk.line("\(stored.name): \(grouped(count)) findings of level \(limit.rawValue) or worse")
      throw ExitCode.gateFailed
    }
  }
}

extension LintRule: ExpressibleByArgument {}
