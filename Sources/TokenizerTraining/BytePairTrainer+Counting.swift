import PreTokenization
import Synchronization
import TextNormalization

extension BytePairTrainer {
  /// Counts the words of documents that several threads take from one reader.
  ///
  /// - Parameters:
  ///   - control: Receives the bytes read after each block.
  ///   - memoryLimit: The bytes of memory for words, and for putting them in order: before they would
  ///     be exceeded no more blocks are read, so that the caller can put the counts away and go on. At
  ///     least one block is read.
  ///   - pause: Asked before each block but the first whether to end in the same way.
  ///   - read: Fills a block that comes empty; false when there are no more.
  /// - Returns: The distinct words with their counts.
  /// - Throws: What `read` throws, and `TrainingError`: `badPattern`, `weightOutOfRange`,
  ///   `countsTooLarge`, `tooManyDistinctWords`, `stopped`. Of several errors, that of the block
  ///   which was read first.
  package func countWords(
    control: TrainingControl = TrainingControl(), memoryLimit: Int = .max,
    pausingWhen pause: @escaping @Sendable () -> Bool = { false },
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> WordCounts {
    try validate()
    let preparation = try preparation()
    var generator = SystemRandomNumberGenerator()
    let hash = WordHash(using: &generator)
    let supply = Mutex(BlockSupply(memoryLimit: memoryLimit, pause: pause))
    let counters = mapOnThreads(threads) { _ in
      let counter = WordCounter(preparation, hash: hash)
      var block = TrainingBlock()
      var memory = 0
      while let number = supply.withLock({ $0.next(&block, control, read) }) {
        do throws(TrainingError) {
          try counter.count(block)
          let needed = counter.table.memoryNeeded(afterAnother: block.bytes.count)
          supply.withLock { $0.memoryNeeded += needed - memory }
          memory = needed
        } catch {
          supply.withLock { $0.fail(error, inBlock: number) }
        }
      }
      return counter
    }
    if let failure = supply.withLock({ $0.failure }) { throw failure.error }
    return try BytePairTrainer.join(counters)
  }

  /// What is done to documents before their words are counted.
  func preparation() throws(TrainingError) -> DocumentPreparation {
    do {
      return DocumentPreparation(
        specialTokens: SpecialTokenCutter(specialTokens), normalizer: Normalizer(normalizer),
        preTokenizer: try PreTokenizer(pattern), bert: bert.map { BertWordCutter($0) })
    } catch {
      throw .badPattern(error)
    }
  }

  /// The counts of all threads as one.
  static func join(_ counters: [WordCounter]) throws(TrainingError) -> WordCounts {
    var totals = WordCounts.Totals()
    for counter in counters { try totals.add(counter.totals) }
    return WordCounts(folding: counters.map(\.table), totals: totals)
  }
}

/// The one place from which threads take their blocks.
private struct BlockSupply: Sendable {
  private var blocksRead = 0
  private var bytesRead = 0
  private var isExhausted = false
  private let memoryLimit: Int
  private let pause: @Sendable () -> Bool
  /// The bytes of memory that all threads will need once each has counted another block.
  var memoryNeeded = 0
  /// The error of the block that was read first, if any had one.
  private(set) var failure: (block: Int, error: any Error)?

  init(memoryLimit: Int, pause: @escaping @Sendable () -> Bool) {
    self.memoryLimit = memoryLimit
    self.pause = pause
  }

  /// Reads the next block; its number, or nil when there are no more.
  mutating func next(
    _ block: inout TrainingBlock, _ control: TrainingControl,
    _ read: (inout TrainingBlock) throws -> Bool
  ) -> Int? {
    guard !isExhausted, blocksRead == 0 || (memoryNeeded <= memoryLimit && !pause()) else {
      return nil
    }
    let number = blocksRead
    block.removeAll()
    block.weight = 1
    do {
      guard control.goesOn(.counting, done: bytesRead) else { throw TrainingError.stopped }
      isExhausted = try !read(&block)
    } catch {
      fail(error, inBlock: number)
    }
    guard !isExhausted else { return nil }
    blocksRead += 1
    bytesRead += block.bytes.count
    return number
  }

  /// Remembers an error and ends the reading.
  mutating func fail(_ error: any Error, inBlock number: Int) {
    isExhausted = true
    if failure.map({ number < $0.block }) ?? true { failure = (number, error) }
  }
}
