import ArgumentParser
import TokenizerTraining

/// `malmoi merge-counts`: word counts of many shards as one.
struct MergeCountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge-counts", abstract: "Add up word counts, key by key.",
    discussion: """
      The files are those of `malmoi count-words`, packed or not, each sorted as by LC_ALL=C sort. \
      They are read side by side, so memory does not grow with their sizes. The sum may be merged \
      again; what shards are missing or of another recipe shows when it is trained on.
      """)

  @Argument(help: "The files to add up; - is standard input.")
  var files: [String]

  @Option(
    help: "Leave out words that were counted less often, all files together; for the last merging.")
  var minCount: UInt64 = 1

  @Option(name: .shortAndLong, help: "The file to write; standard output if not given.")
  var output: String?

  @Option(help: "The folder for sums between, where there are many files.")
  var temporaryFolder = ProcessEnvironment.variable("TMPDIR") ?? "/tmp"

  func run() throws {
    var output = try CountOutput(path: output)
    var leftOut = 0
    try CountRuns.forEachSum(of: files.count, in: temporaryFolder, { try CountFile(files[$0]) }) {
      if $0.count < minCount, $0.isWord {
        leftOut += 1
      } else {
        try output.write($0)
      }
    }
    try output.finish()
    if leftOut > 0 {
      Talk.line("left out \(leftOut) words that were counted less than \(minCount) times")
    }
  }
}
