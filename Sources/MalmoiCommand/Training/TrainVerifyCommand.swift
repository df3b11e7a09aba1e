import ArgumentParser
import CorpusReading
import TokenizerModel
import TokenizerTraining
import VocabularyStore

/// `malmoi train verify`: a vocabulary folder rebuilt and compared.
struct TrainVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Train a vocabulary folder again from its inputs and compare every byte.",
    discussion: """
      The options are those of training.json; the inputs must be given in the order of the training. \
      An input whose hash differs is named before anything is trained. Exit status 3 means that the \
      inputs are the same and the vocabulary is not.
      """)

  @Argument(help: "The vocabulary folder.")
  var folder: String

  @Option(parsing: .upToNextOption, help: "The files or folders that it was trained on.")
  var input: [String]

  @Option(
    help: ArgumentHelp("The weight of an input, as in the training.", valueName: "input=number"))
  var weight: [String] = []

  @Option(
    help: ArgumentHelp("A parallel text, as in the training.", valueName: "input=text"))
  var parity: [String] = []

  @OptionGroup var threads: ThreadsOption

  func run() throws {
    let recordPath = "\(folder)/training.json"
    let recordBytes = try FileContents.read(recordPath, limit: 64 << 20)
    let record: TrainingRecord
    do {
      record = try TrainingRecord.read(recordBytes)
    } catch { throw CommandFailure("\(recordPath): \(error)") }
    var options = try TrainingOptions(record, weights: try InputWeights(weight, inputs: input))
    options.mixing = try LanguageMixing(record, parity: parity, inputs: input)
    let run = try TrainingRun(
      inputs: input, options: options, threads: threads.count, progress: .auto
    ).settingWeights()
    try compare(record.inputs, try run.inputRecords())
    let outcome = try run.train()
    let rebuilt = try TokenizerJSON.write(outcome.result.definition)
    let stored = try FileContents.read("\(folder)/tokenizer.json", limit: 256 << 20)
    guard rebuilt == stored else {
      let place =
        zip(rebuilt, stored).enumerated().first { $1.0 != $1.1 }?.offset
        ?? min(rebuilt.count, stored.count)
      let line = stored[..<place].count { $0 == 0x0A } + 1
      Talk.line("\(folder)/tokenizer.json: line \(line) differs from what the inputs give")
      throw ExitCode.gateFailed
    }
    Talk.line("\(folder): the same \(grouped(stored.count)) bytes again")
  }

  private func compare(
    _ recorded: [TrainingRecord.Input], _ found: [TrainingRecord.Input]
  ) throws {
    let present = Dictionary(found.map { ($0.name, $0) }) { first, _ in first }
    for input in recorded {
      guard let now = present[input.name] else {
        throw CommandFailure("\(input.name): was trained on, and is not among the inputs")
      }
      if now.sha256 != input.sha256 {
        throw CommandFailure(
          "\(input.name): not the file that was trained on; its SHA-256 is \(now.sha256), not "
            + input.sha256)
      }
      if now.weight != input.weight {
        throw CommandFailure(
          "\(input.name): its weight was \(input.weight), not \(now.weight); give --weight")
      }
    }
    let names = Set(recorded.map(\.name))
    if let extra = found.first(where: { !names.contains($0.name) }) {
      throw CommandFailure("\(extra.name): was not trained on")
    }
  }
}
