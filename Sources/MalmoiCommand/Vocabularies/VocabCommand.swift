import ArgumentParser

/// `malmoi vocab`: vocabularies as files.
struct VocabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocab", abstract: "List, fetch, inspect, convert, cut and check vocabularies.",
    subcommands: [
      VocabListCommand.self, VocabPullCommand.self, VocabInspectCommand.self,
      VocabCompileCommand.self,
      VocabConvertCommand.self, VocabTruncateCommand.self, VocabCurveCommand.self,
      VocabDiffCommand.self, VocabLintCommand.self,
    ])
}
