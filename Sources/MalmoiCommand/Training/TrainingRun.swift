import ArgumentParser
import CorpusReading
import Synchronization
import Tokenization
import TokenizerModel
import TokenizerTraining
import VocabularyStore

/// One training: its inputs are read, counted, merged, and the held-out lines are measured.
struct TrainingRun {
  let inputs: [String]
  let options: TrainingOptions
  let threads: Int
  var memory: MemoryLimit?
  let progress: ProgressStyle
  /// What saves the training while it runs, by byte pairs only.
  var keeper: CheckpointKeeper?

  /// Trains, and stops at the size reached when the process is asked to end.
  func train() throws -> TrainingOutcome {
    let display = ProgressDisplay(progress)
    defer { display.finish() }
    try options.validate(threads: threads)
    InterruptSignal.watch()
    try keeper?.begin(options.record(inputs: try sizedInputs(), results: []))
    let result = try train(display)
    try keeper?.check(result.definition)
    var outcome = TrainingOutcome(result: result, seconds: 0)
    if outcome.isInterrupted {
      keeper?.save(result.definition)
    } else {
      if options.holdOut != nil { outcome.heldOut = try measureHeldOut(result.definition) }
      outcome.parallel = try ParallelMeasure(options, result.definition)
    }
    outcome.seconds = display.elapsed
    return outcome
  }

  func train(_ display: ProgressDisplay) throws -> TrainingResult {
    let control = TrainingControl(
      progress: { progress in
        if progress.phase == .merging {
          display.show("merging", done: progress.done, total: progress.total)
        }
      },
      shouldStop: { InterruptSignal.received != nil },
      checkpoints: keeper.map { keeper in
        TrainingCheckpoints(isDue: { keeper.isDue }, save: { keeper.save($0.definition) })
      })
    do {
      if options.mixing.hasParity { return try trainWithParity(display, control) }
      if let keeper, options.counts == nil {
        return try trainKept(by: keeper, control, display)
      }
      if let counts = options.counts {
        return try options.train(
          threads: threads, memory: memory, control: control, on: counts, inputs,
          weights: options.weights)
      }
      // A mutex because the trainer's threads take turns at reading.
      let feed = Mutex(CorpusFeed(try reader(isHeldOut: false), weights: options.weights.units))
      return try options.train(threads: threads, memory: memory, control: control) { block in
        try feed.withLock { feed in
          let isFilled = try feed.fill(&block)
          display.show("reading", done: feed.bytesRead, total: feed.totalBytes)
          return isFilled
        }
      }
    } catch let error as TrainingError {
      if case .emptyCorpus = error {
        throw CommandFailure("\(inputs.joined(separator: ", ")): \(error)")
      }
      if error == .stopped, let signal = InterruptSignal.received {
        if let keeper { throw keeper.interrupted(by: signal) }
        Talk.line("interrupted while counting: nothing is written")
        throw ExitCode(128 + signal)
      }
      throw error
    }
  }

  /// Name, size, hash and weight of every file that was read, by name.
  func inputRecords() throws -> [TrainingRecord.Input] {
    try reader(isHeldOut: false).sources.map { source in
      let digest = try SHA256Digest.ofFile(source.path)
      return TrainingRecord.Input(
        name: recordedName(source), bytes: digest.bytes, sha256: digest.sha256,
        weight: options.weights.texts[source.input])
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Name, size and weight of every file, in the order in which they are read.
  private func sizedInputs() throws -> [TrainingRecord.Input] {
    try reader(isHeldOut: false).sources.map { source in
      TrainingRecord.Input(
        name: recordedName(source), bytes: source.size ?? 0, sha256: "",
        weight: options.weights.texts[source.input])
    }
  }

  /// The name of a file without the folders of one machine: the path as it was given where that leads
  /// down from the current folder, otherwise from the last part of the input on.
  private func recordedName(_ source: CorpusSource) -> String {
    var input = inputs[source.input]
    while input.count > 1, input.hasSuffix("/") { input.removeLast() }
    let parts = input.split(separator: "/")
    let leadsDown = !input.hasPrefix("/") && !parts.contains("..")
    let base = leadsDown ? input : parts.last.map(String.init) ?? input
    return base + source.path.dropFirst(input.count)
  }

  func reader(isHeldOut: Bool) throws -> CorpusReader {
    try reader(of: inputs, isHeldOut: isHeldOut)
  }

  /// Reads some inputs, without the lines that are held out or these alone.
  func reader(of paths: [String], isHeldOut: Bool) throws -> CorpusReader {
    var reading = CorpusReadingOptions()
    reading.textField = options.textField
    if options.counts != nil { reading.format = .text }
    if let memory { reading.blockSize = memory.blockSize }
    if let every = options.holdOut {
      reading.selection = isHeldOut ? .onlyEvery(every) : .excludingEvery(every)
    }
    return try CorpusReader(paths: paths, options: reading)
  }

  private func measureHeldOut(_ definition: TokenizerDefinition) throws -> [HeldOutMeasure] {
    let session = EncodingSession(try Tokenizer(definition))
    var measures = inputs.map { HeldOutMeasure(input: $0, bytes: 0, tokens: 0) }
    var reader = try reader(isHeldOut: true)
    let places = reader.sources.map(\.input)
    var block = CorpusReading.DocumentBlock()
    while try reader.next(into: &block) {
      let input = places[block.source]
      for index in block.documentEnds.indices {
        let document = block.range(ofDocument: index)
        measures[input].bytes += document.count
        measures[input].tokens += try session.count(block.bytes[document])
      }
    }
    return measures
  }
}

/// Gives a trainer the blocks of a corpus, each with the weight of its input.
///
/// Without weights, every input counts once.
struct CorpusFeed: ~Copyable {
  private var reader: CorpusReader
  private let weightOfSource: [Int]
  private var block = CorpusReading.DocumentBlock()
  let totalBytes: Int?
  /// The documents that were given, and their bytes.
  private(set) var documents = 0
  private(set) var bytes = 0
  /// Whether there are no more.
  private(set) var isComplete = false

  init(_ reader: consuming CorpusReader, weights: [Int]) {
    weightOfSource = reader.sources.map { weights.isEmpty ? 1 : weights[$0.input] }
    totalBytes = reader.totalBytes
    self.reader = reader
  }

  var bytesRead: Int { reader.bytesRead }

  /// Fills a block with the next documents; false when there are no more.
  mutating func fill(_ target: inout TrainingBlock) throws -> Bool {
    // The arrays change owners, so that nothing is copied and their memory is used again.
    swap(&block.bytes, &target.bytes)
    swap(&block.documentEnds, &target.documentEnds)
    let isFilled = try reader.next(into: &block)
    swap(&block.bytes, &target.bytes)
    swap(&block.documentEnds, &target.documentEnds)
    isComplete = !isFilled
    if isFilled { target.weight = weightOfSource[block.source] }
    documents += target.documentEnds.count
    bytes += target.bytes.count
    return isFilled
  }

  /// Leaves out documents that were counted before; they end where a block does.
  mutating func skip(documents count: Int) throws {
    var block = TrainingBlock()
    while documents < count, try fill(&block) {}
    guard documents == count else {
      throw CommandFailure(
        "the inputs or --memory have changed: document \(grouped(count)) ended a block of text, and does "
          + "not now; train without --resume")
    }
  }
}
