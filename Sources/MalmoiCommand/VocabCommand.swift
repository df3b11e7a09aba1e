import ArgumentParser

/// `malmoi vocab`: vocabularies as files.
struct VocabCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vocab", abstract: "List, inspect, convert and check vocabularies.",
    subcommands: [
      VocabListCommand.self, VocabInspectCommand.self, VocabConvertCommand.self,
      VocabLintCommand.self,
    ])
}
