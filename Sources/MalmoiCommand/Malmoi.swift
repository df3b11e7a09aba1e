import ArgumentParser

/// The command `malmoi`.
@main
struct Malmoi: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "malmoi",
    abstract: "Train, run and compare tokenizers for Korean and English.",
    discussion: """
      Examples:
        echo '말모이는 말을 모은다.' | malmoi encode --format pieces
        malmoi count README.md Sources
        malmoi train bpe --input corpora --vocab-size 8000 --output my.json
        malmoi encode --tokenizer my.json letter.txt | malmoi decode --tokenizer my.json

      A tokenizer is a path or a name; `malmoi vocab list` shows the names. FILE may be - for \
      standard input. Data goes to standard output, everything else to standard error.
      """,
    version: malmoiVersion,
    subcommands: [
      TrainCommand.self, CountWordsCommand.self, MergeCountsCommand.self,
      EncodeCommand.self, DecodeCommand.self, CountCommand.self,
      ChatCommand.self, CostCommand.self, FitCommand.self, PricesCommand.self,
      CompareCommand.self, VocabCommand.self, BenchCommand.self,
    ])

  /// Runs the command that the arguments name.
  ///
  /// Its first words lead straight to it, and it alone reads the others. The tree of all commands, which
  /// takes longer than many a command runs, is made for help and for completions, and to say what is wrong.
  static func main() {
    guard var command = namedCommand(CommandLine.arguments.dropFirst()) else { return main(nil) }
    do { try command.run() } catch { exit(withError: error) }
  }

  /// A command that can be run as it stands; nil where that takes more than its name and its arguments.
  private static func namedCommand(_ arguments: ArraySlice<String>) -> (any ParsableCommand)? {
    var arguments = arguments
    var named: any ParsableCommand.Type = Malmoi.self
    while !named.configuration.subcommands.isEmpty {
      guard let name = arguments.popFirst(),
        let next = named.configuration.subcommands.first(where: { $0._commandName == name })
      else { return nil }
      named = next
    }
    // Where help is asked for, it is another command that comes back.
    guard let command = try? named.parseAsRoot(Array(arguments)), type(of: command) == named
    else { return nil }
    return command
  }
}

/// The version of the command and the library.
let malmoiVersion = "0.1.0"
