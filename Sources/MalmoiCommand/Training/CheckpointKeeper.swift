import ArgumentParser
import Synchronization
import TokenizerModel
import TokenizerTraining
import VocabularyStore

/// How a training by byte pairs is saved while it runs.
struct CheckpointOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How often to save how far it is, in OUT.checkpoint, which goes when the training is done.",
      valueName: "seconds"))
  var checkpointEvery = 600.0

  @Flag(help: "Go on from what an interrupted training of the same options has saved.")
  var resume = false

  func validate() throws {
    guard checkpointEvery > 0 else {
      throw ValidationError("--checkpoint-every takes a number of seconds above 0.")
    }
  }

  /// What saves a training with this output; nil where its inputs cannot be read again.
  func keeper(output: String, inputs: [String]) throws -> CheckpointKeeper? {
    if inputs.contains("-") {
      if resume {
        throw ValidationError("Standard input can be read only once: --resume needs files.")
      }
      return nil
    }
    return CheckpointKeeper(
      TrainingCheckpoint(besides: output), every: checkpointEvery, resumes: resume)
  }
}

/// Saves a training from time to time and when it is interrupted, and finds what was saved of it.
final class CheckpointKeeper: Sendable {
  private struct Progress {
    var training: TrainingRecord?
    var state = TrainingCheckpoint.State()
    var lastSaved = ProcessEnvironment.seconds
    /// Whether the folder is of this training.
    var isOpen = false
    /// The vocabulary that the interrupted training had reached.
    var found: TokenizerDefinition?
    var hasWarned = false
  }

  private let checkpoint: TrainingCheckpoint
  private let seconds: Double
  private let resumes: Bool
  // A mutex because counting threads ask in turn.
  private let progress = Mutex(Progress())

  init(_ checkpoint: TrainingCheckpoint, every seconds: Double, resumes: Bool) {
    self.checkpoint = checkpoint
    self.seconds = seconds
    self.resumes = resumes
  }

  /// How far counting is.
  var state: TrainingCheckpoint.State { progress.withLock(\.state) }

  /// The files of counts.
  var countPaths: [String] { (1...max(1, state.countFiles)).map(checkpoint.countsPath) }

  /// Whether it is time to save.
  var isDue: Bool {
    progress.withLock { ProcessEnvironment.seconds - $0.lastSaved >= seconds }
  }

  /// Begins with a training: finds what was saved of it, where it is to go on from that.
  func begin(_ training: TrainingRecord) throws {
    progress.withLock { $0.training = training }
    guard resumes else {
      if checkpoint.exists {
        Talk.line(
          "note: \(checkpoint.folder) is of an earlier training; --resume would go on from it")
      }
      return
    }
    guard checkpoint.exists else {
      return Talk.line("nothing is saved in \(checkpoint.folder): training from the start")
    }
    let (saved, state, found) = try read()
    if let difference = saved.firstDifference(from: training) {
      throw CommandFailure(
        "\(checkpoint.folder): of another training: \(difference); train without --resume")
    }
    progress.withLock {
      $0.state = state
      $0.isOpen = true
      $0.found = found
    }
    // A training on word counts has no documents to count.
    let counted =
      state.countFiles > 0 ? ["\(grouped(state.documents)) documents are counted"] : []
    let reached = found.map { ["\(grouped($0.tokenCount)) tokens were reached"] } ?? []
    Talk.line("resuming: \((counted + reached).joined(separator: ", "))")
  }

  private func read() throws -> (TrainingRecord, TrainingCheckpoint.State, TokenizerDefinition?) {
    do throws(VocabularyStoreError) {
      let (saved, state) = try checkpoint.read()
      return (saved, state, try checkpoint.vocabulary())
    } catch {
      throw CommandFailure("\(error); train without --resume")
    }
  }

  /// Puts the words of the documents that were read last away, and whether these were the last.
  func add(
    _ counts: WordCounts, recipe: CountRecipe, documents: Int, bytes: Int, isLast: Bool
  ) throws {
    try open()
    var state = state
    let rows: [(WordCountRow.Total, Int)] = [
      (.bytes, bytes - state.bytes), (.documents, documents - state.documents), (.end, 1),
    ]
    state.countFiles += 1
    (state.documents, state.bytes, state.isCounted) = (documents, bytes, isLast)
    var output = try CountOutput(path: checkpoint.countsPath(state.countFiles))
    try output.write(.recipe(sha256: recipe.sha256))
    try counts.forEachRow { try output.write($0) }
    for (total, count) in rows {
      try output.write(WordCountRow(key: Array(total.rawValue.utf8), count: UInt64(count)))
    }
    try output.finish()
    try save(state)
  }

  /// Saves the vocabulary that merging has reached. A disk that is full ends no training: it is warned of.
  func save(_ vocabulary: TokenizerDefinition) {
    let found = progress.withLock(\.found)
    do {
      try open()
      // What an earlier process has reached is kept until this one is further.
      if let found, found.tokenCount >= vocabulary.tokenCount { return touch() }
      try save(state)
      try checkpoint.write(vocabulary)
    } catch {
      warn(error)
      touch()
    }
  }

  /// Says, once, that nothing more can be saved.
  func warn(_ error: any Error) {
    let hasWarned = progress.withLock { progress in
      defer { progress.hasWarned = true }
      return progress.hasWarned
    }
    if !hasWarned { Talk.line("warning: no checkpoint is saved: \(error)") }
  }

  /// Says what is left of a training that ends while it counts; returns how the process ends.
  func interrupted(by signal: Int32) -> ExitCode {
    let state = state
    Talk.line(
      "interrupted while counting: "
        + (state.countFiles > 0
          ? "\(grouped(state.documents)) documents are saved; --resume goes on"
          : "nothing is written"))
    return ExitCode(128 + signal)
  }

  /// What ends a training whose saved counts are not what they were.
  func damage(_ error: TrainingError) -> CommandFailure {
    CommandFailure("\(checkpoint.folder): damaged: \(error); train without --resume")
  }

  /// Makes sure that a training which went on gave again what had been reached.
  func check(_ vocabulary: TokenizerDefinition) throws {
    guard let found = progress.withLock(\.found), found.tokenCount <= vocabulary.tokenCount else {
      return
    }
    guard try vocabulary.truncated(to: found.tokenCount) == found else {
      throw CommandFailure(
        "\(checkpoint.folder): the tokens that were reached do not come out again, so the inputs have "
          + "changed; train without --resume")
    }
  }

  /// The training is done: nothing has to be kept, of earlier ones with this output neither.
  func finish() { checkpoint.remove() }

  private func open() throws {
    if progress.withLock(\.isOpen) { return }
    checkpoint.remove()
    try checkpoint.makeFolder()
    progress.withLock { $0.isOpen = true }
  }

  private func save(_ state: TrainingCheckpoint.State) throws {
    guard let training = progress.withLock(\.training) else {
      preconditionFailure("a checkpoint of a training that has not begun")
    }
    try checkpoint.write(state, of: training)
    progress.withLock { $0.state = state }
    touch()
  }

  private func touch() { progress.withLock { $0.lastSaved = ProcessEnvironment.seconds } }
}

extension TrainingRecord {
  /// What another training has otherwise, in words; nil where both are the same but for their results.
  fileprivate func firstDifference(from other: TrainingRecord) -> String? {
    if malmoiVersion != other.malmoiVersion { return "malmoi was \(malmoiVersion)" }
    for (name, value) in options {
      guard let now = other.options.first(where: { $0.name == name })?.value else {
        return "it had the option \(name)"
      }
      if !value.utf8.elementsEqual(now.utf8) { return "\(name) was \(value), not \(now)" }
    }
    let isNew = { name in !options.contains { $0.name == name } }
    if let (name, value) = other.options.first(where: { isNew($0.name) }) {
      return "it had no option \(name) (now \(value))"
    }
    for (input, now) in zip(inputs, other.inputs) where input != now {
      return "an input was \(input.name) with \(input.bytes) bytes and weight \(input.weight), not "
        + "\(now.name) with \(now.bytes) and \(now.weight)"
    }
    if inputs.count != other.inputs.count {
      return "its inputs were \(inputs.count), not \(other.inputs.count)"
    }
    let isSameUnicode =
      unicodeVersion == other.unicodeVersion
      && normalizerUnicodeVersion == other.normalizerUnicodeVersion
    return isSameUnicode ? nil : "it had another version of Unicode"
  }
}
