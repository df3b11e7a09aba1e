import ArgumentParser
import Synchronization
import TokenizerTraining
import VocabularyStore

extension TrainingRun {
  /// Trains on text as it is counted; what is due to be saved, or exceeds the limit of memory, is put
  /// away, and documents that an interrupted training has counted are not counted again.
  func trainKept(
    by keeper: CheckpointKeeper, _ control: TrainingControl, _ display: ProgressDisplay
  ) throws -> TrainingResult {
    let trainer = options.trainer(threads: threads)
    // A mutex because the trainer's threads take turns at reading.
    let feed = Mutex(CorpusFeed(try reader(isHeldOut: false), weights: options.weights.units))
    var isCounted = keeper.state.isCounted
    if !isCounted { try feed.withLock { try $0.skip(documents: keeper.state.documents) } }
    // Words that could not be put away, because a disk is full, say.
    var unsaved: [WordCounts] = []
    while !isCounted {
      let saves = unsaved.isEmpty
      let counts = try trainer.countWords(
        memoryLimit: memory?.forWords ?? .max,
        pausingWhen: { InterruptSignal.received != nil || (saves && keeper.isDue) }
      ) { block in
        try feed.withLock { feed in
          let isFilled = try feed.fill(&block)
          display.show("reading", done: feed.bytesRead, total: feed.totalBytes)
          return isFilled
        }
      }
      let read = feed.withLock { ($0.documents, $0.bytes, isLast: $0.isComplete) }
      isCounted = read.isLast
      if isCounted, saves, keeper.state.countFiles == 0 {
        return try trainer.train(counts, control: control)
      }
      do {
        if saves {
          try keeper.add(
            counts, recipe: trainer.countRecipe, documents: read.0, bytes: read.1,
            isLast: read.isLast)
        } else {
          unsaved.append(counts)
        }
      } catch {
        // Where memory has a limit there is no other place for them.
        if memory != nil { throw error }
        keeper.warn(error)
        unsaved.append(counts)
      }
      if let signal = InterruptSignal.received, !isCounted { throw keeper.interrupted(by: signal) }
    }
    return try train(onKept: keeper, and: unsaved, trainer, control)
  }

  /// Trains on words that were put away, and on those that could not be.
  private func train(
    onKept keeper: CheckpointKeeper, and unsaved: [WordCounts], _ trainer: BytePairTrainer,
    _ control: TrainingControl
  ) throws -> TrainingResult {
    let paths = keeper.countPaths
    let inputs = CountedInputs(documents: UInt64(keeper.state.documents))
    let weights = try InputWeights([], inputs: paths)
    do {
      if unsaved.isEmpty {
        return try options.train(
          threads: threads, memory: memory, control: control, on: inputs, paths, weights: weights)
      }
      let saved =
        keeper.state.countFiles == 0
        ? [] : [try inputs.read(paths, weights: weights, recipe: trainer.countRecipe)]
      return try trainer.train(try WordCounts.sum(saved + unsaved), control: control)
    } catch let error as TrainingError where error.isOfCounts {
      throw keeper.damage(error)
    }
  }
}

extension TrainingError {
  /// Whether word counts are not what they should be.
  fileprivate var isOfCounts: Bool {
    switch self {
    case .badCountRow, .recipesMixed, .recipeMissing, .recipeUnlike, .shardsIncomplete,
      .documentsUnlike:
      true
    default: false
    }
  }
}
