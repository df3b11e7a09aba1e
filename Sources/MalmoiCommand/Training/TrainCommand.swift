import ArgumentParser

/// `malmoi train`: vocabularies from text.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Train a vocabulary from text, or check one.",
    subcommands: [TrainBPECommand.self, TrainWordPieceCommand.self, TrainVerifyCommand.self])
}
