import CorpusReading
import Synchronization
import TokenizerTraining

extension TrainingRun {
  /// The run with the weights that its temperature gives the inputs.
  func settingWeights() throws -> TrainingRun {
    guard let temperature = options.mixing.temperature else { return self }
    var options = options
    let weights = temperature.weights(ofSizes: try inputSizes())
    options.weights = try InputWeights(
      zip(inputs, weights).map { "\($0)=\($1)" }, inputs: inputs)
    return TrainingRun(
      inputs: inputs, options: options, threads: threads, memory: memory, progress: progress,
      keeper: keeper)
  }

  /// The bytes of text in each input, as far as they are trained on.
  private func inputSizes() throws -> [Int] {
    if options.counts != nil {
      return try inputs.map { path in
        var file = try CountFile(path)
        var bytes = 0
        while let row = try file.next() {
          if case .total(.bytes) = try row.meaning { bytes += Int(clamping: row.count) }
        }
        return bytes
      }
    }
    var sizes = inputs.map { _ in 0 }
    var reader = try reader(isHeldOut: false)
    let places = reader.sources.map(\.input)
    var block = CorpusReading.DocumentBlock()
    while try reader.next(into: &block) { sizes[places[block.source]] += block.bytes.count }
    return sizes
  }

  /// Trains with parity between languages.
  func trainWithParity(
    _ display: ProgressDisplay, _ control: TrainingControl
  ) throws -> TrainingResult {
    let trainer = options.trainer(threads: threads)
    let mixing = options.mixing
    var languages: [ParityLanguage] = []
    for text in mixing.languages {
      let development = try count(
        CorpusFeed(try textReader(text), weights: []), as: trainer, display, control)
      languages.append(
        ParityLanguage(
          words: try words(of: mixing.inputs(of: text), as: trainer, display, control),
          development: development))
      let lines = languages.map(\.development.totals.documents)
      if lines[lines.count - 1] != lines[0] {
        throw CommandFailure(
          "\(text) has \(grouped(lines[lines.count - 1])) lines and \(mixing.languages[0]) has "
            + "\(grouped(lines[0])): line n of each must say the same")
      }
    }
    return try trainer.train(
      parityOf: languages, globalMerges: mixing.globalMerges, control: control)
  }

  /// The words of some inputs, with their weights.
  private func words(
    of numbers: [Int], as trainer: BytePairTrainer, _ display: ProgressDisplay,
    _ control: TrainingControl
  ) throws -> WordCounts {
    let paths = numbers.map { inputs[$0] }
    let weights = options.weights.of(numbers)
    if let counts = options.counts {
      return try counts.read(paths, weights: weights, recipe: trainer.countRecipe)
    }
    return try count(
      CorpusFeed(try reader(of: paths, isHeldOut: false), weights: weights.units), as: trainer,
      display, control)
  }

  private func count(
    _ feed: consuming CorpusFeed, as trainer: BytePairTrainer, _ display: ProgressDisplay,
    _ control: TrainingControl
  ) throws -> WordCounts {
    // A mutex because the trainer's threads take turns at reading.
    let feed = Mutex(feed)
    return try trainer.countWords(control: control) { block in
      try feed.withLock { feed in
        let isFilled = try feed.fill(&block)
        display.show("reading", done: feed.bytesRead, total: feed.totalBytes)
        return isFilled
      }
    }
  }

  private func textReader(_ path: String) throws -> CorpusReader {
    var reading = CorpusReadingOptions()
    reading.format = .text
    return try CorpusReader(paths: [path], options: reading)
  }
}
