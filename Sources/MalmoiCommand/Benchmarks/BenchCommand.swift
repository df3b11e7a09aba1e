import ArgumentParser

/// `malmoi bench`: measurements that other programs can be held against.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure encoding and loading.",
    subcommands: [BenchEncodeCommand.self, BenchLoadCommand.self])
}
