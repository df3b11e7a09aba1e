import ArgumentParser

/// `malmoi prices`: price lists.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Show price lists, and keep snapshots of them.",
    subcommands: [PricesShowCommand.self, PricesUpdateCommand.self])
}
