import Synchronization
import TokenizerTraining
import VocabularyStore

/// What counting within a limit of memory has given.
enum LimitedCounts: ~Copyable {
  /// All words fit.
  case inMemory(WordCounts)
  /// They did not; what was read is said beside them.
  case onDisk(CountRuns, WordCounts.Totals)
}

extension BytePairTrainer {
  /// Counts the words of documents that a reader supplies. Where they exceed the memory allowed, they
  /// go to disk in sorted runs.
  func countWords(
    within limit: MemoryLimit?, control: TrainingControl = TrainingControl(),
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> LimitedCounts {
    // A mutex because the counting threads take turns at reading.
    let isComplete = Mutex(false)
    var runs: CountRuns?
    var totals = WordCounts.Totals()
    while true {
      let counts = try countWords(control: control, memoryLimit: limit?.forWords ?? .max) {
        let isFilled = try read(&$0)
        if !isFilled { isComplete.withLock { $0 = true } }
        return isFilled
      }
      let isLast = isComplete.withLock(\.self)
      guard let limit, !isLast || runs != nil else { return .inMemory(counts) }
      if runs == nil { runs = CountRuns(in: limit.temporaryFolder) }
      try totals.add(counts.totals)
      try runs?.add(counts)
      if isLast, let runs = runs.take() { return .onDisk(runs, totals) }
    }
  }

  /// Trains on words within a limit of memory.
  func train(
    within limit: MemoryLimit, control: TrainingControl,
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> TrainingResult {
    switch try countWords(within: limit, control: control, reading: read) {
    case .inMemory(let counts): return try train(counts, control: control)
    case .onDisk(let runs, let totals):
      var words = StoredWordsBuilder(try ScratchStore(in: limit.temporaryFolder))
      try runs.forEachSum { row in
        if case .word(let word) = try row.meaning { try words.add(word.span, count: row.count) }
      }
      return try train(try words.finish(totals), control: control)
    }
  }
}

/// Words in a scratch file.
struct ScratchStore: WordStore {
  private let file: ScratchFile

  /// A store on the file system of a folder.
  init(in folder: String) throws {
    file = try ScratchFile(in: folder)
  }

  func append(_ bytes: [UInt8]) throws { try file.append(bytes) }

  func read(at offset: Int, into bytes: inout [UInt8]) throws {
    guard try file.read(at: offset, into: &bytes) == bytes.count else {
      throw CommandFailure("the file for words on disk is shorter than what was written")
    }
  }
}
