import ArgumentParser

/// `malmoi vocab`: vocabularies as files.
struct VocabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocab", abstract: "List, fetch, inspect, convert and check vocabularies.",
    subcommands: [
      VocabListCommand.self, VocabPullCommand.self, VocabInspectCommand.self,
      VocabCompileCommand.self,
      VocabConvertCommand.self, VocabDiffCommand.self, VocabLintCommand.self,
    ])
}
