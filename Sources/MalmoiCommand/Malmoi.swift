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
}

/// The version of the command and the library.
let malmoiVersion = "0.1.0"
