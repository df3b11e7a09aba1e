import CorpusReading
import Synchronization
import TokenizerTraining

/// Counts the words of a shard into rows. Words beyond the memory allowed go to sorted files, which are
/// added up at the end, so the rows are the same.
struct WordCounting: ~Copyable {
  private let trainer: BytePairTrainer
  private let limit: MemoryLimit?
  private var output: CountOutput

  init(
    recipe: CountRecipe, threads: Int, limit: MemoryLimit?, output: consuming CountOutput
  ) throws {
    var trainer = BytePairTrainer(
      vocabularySize: 256 + recipe.specialTokens.count, pattern: recipe.pattern,
      normalizer: recipe.normalizer)
    trainer.bert = recipe.bert
    trainer.specialTokens = recipe.specialTokens
    trainer.threads = threads
    try trainer.validate()
    self.trainer = trainer
    self.limit = limit
    self.output = output
  }

  /// Reads the files and writes their rows; no byte of input gives no row.
  mutating func run(paths: [String], options: CorpusReadingOptions) throws {
    let firstRow = WordCountRow.recipe(sha256: trainer.countRecipe.sha256)
    let start = ShardStart(output.isStandardOutput ? firstRow : nil)
    let reader = try CorpusReader(paths: paths, options: options) { _, _ in start.seeBytes() }
    // A mutex because the counting threads take turns at reading.
    let feed = Mutex(ShardFeed(reader))
    let counted = try trainer.countWords(within: limit) { block in
      try feed.withLock { try $0.fill(&block) }
    }
    guard start.hasSeenBytes else { return }
    if !output.isStandardOutput { try output.write(firstRow) }
    switch consume counted {
    case .inMemory(let counts): try counts.forEachRow { try output.write($0) }
    case .onDisk(let runs, _): try runs.forEachSum { try output.write($0) }
    }
    try write(feed.withLock { $0.totals })
  }

  /// Writes what is left.
  consuming func finish() throws { try output.finish() }

  private mutating func write(_ totals: ShardFeed.Totals) throws {
    let rows: [(WordCountRow.Total, Int)] = [
      (.bytes, totals.bytes), (.characters, totals.characters), (.documents, totals.documents),
      // A document that cannot be read ends the counting, so none is dropped.
      (.dropped, 0), (.end, 1),
    ]
    for (total, count) in rows {
      try output.write(WordCountRow(key: Array(total.rawValue.utf8), count: UInt64(count)))
    }
  }
}

/// Writes the first row of a shard at its first byte, so that whoever adds shards up sees that it was
/// begun, though its counting may die at any moment after.
private final class ShardStart: Sendable {
  private let row: WordCountRow?
  // A mutex because the counting threads take turns at reading.
  private let isBegun = Mutex(false)

  /// - Parameter row: What to write to standard output at the first byte.
  init(_ row: WordCountRow?) {
    self.row = row
  }

  /// Whether there was a byte.
  var hasSeenBytes: Bool { isBegun.withLock(\.self) }

  /// Takes note of bytes.
  func seeBytes() {
    isBegun.withLock { isBegun in
      guard !isBegun, let row else { return isBegun = true }
      isBegun = true
      var output = DataOutput(path: nil)
      var line: [UInt8] = []
      row.append(to: &line)
      // A standard output that is gone fails again, and is reported, at the next row.
      try? output.write(line)
      try? output.finish()
    }
  }
}

/// Gives a counter the blocks of a shard, and keeps account of them.
private struct ShardFeed: ~Copyable {
  /// What was read.
  struct Totals {
    var bytes = 0
    var characters = 0
    var documents = 0
  }

  private(set) var totals = Totals()
  private var feed: CorpusFeed

  init(_ reader: consuming CorpusReader) {
    feed = CorpusFeed(reader, weights: [])
  }

  /// Fills a block with the next documents; false when there are no more.
  mutating func fill(_ block: inout TrainingBlock) throws -> Bool {
    guard try feed.fill(&block) else { return false }
    totals.bytes += block.bytes.count
    totals.documents += block.documentEnds.count
    // Every scalar of UTF-8 has one byte that continues none.
    for byte in block.bytes.span.indices where block.bytes.span[byte] & 0xC0 != 0x80 {
      totals.characters += 1
    }
    return true
  }
}
