import TokenizerTraining
import VocabularyStore

/// Words that do not fit in memory: runs of sorted rows in scratch files, which are added up in the end.
///
/// Runs are merged in levels, so that few are open at a time and none is read often:
/// ```
/// level 0   ▪ ▪ ▪ …    up to 127 runs as they were put away
/// level 1   ■ ■ …      each of 128 runs of level 0
/// ```
struct CountRuns: ~Copyable {
  /// How many sources are added up at a time.
  static let fanIn = 128

  private let folder: String
  private var levels: [[ScratchFile]] = []

  /// No runs; there will be scratch files on the file system of a folder.
  init(in folder: String) {
    self.folder = folder
  }

  /// Puts counted words away.
  mutating func add(_ counts: borrowing WordCounts) throws {
    try add(try CountRun.write(in: folder, counts.forEachRow), to: 0)
  }

  private mutating func add(_ run: ScratchFile, to level: Int) throws {
    if level == levels.count { levels.append([]) }
    levels[level].append(run)
    guard levels[level].count == Self.fanIn else { return }
    let merged = try merged(levels[level])
    levels[level] = []
    try add(merged, to: level + 1)
  }

  private func merged(_ runs: [ScratchFile]) throws -> ScratchFile {
    try CountRun.write(in: folder) { try Self.forEachSum(of: runs.map(CountRun.init), $0) }
  }

  /// Calls `body` with the sums of all runs, in the order of keys.
  consuming func forEachSum(_ body: (WordCountRow) throws -> Void) throws {
    var runs = levels.flatMap(\.self)
    let excess = runs.count - Self.fanIn
    if excess > 0 {
      // Those that are merged once more are of the lowest level, the small ones.
      let merged = try merged(Array(runs[...excess]))
      runs.replaceSubrange(...excess, with: [merged])
    }
    try Self.forEachSum(of: runs.map(CountRun.init), body)
  }

  /// Calls `body` with the sums of any number of sources, in the order of keys. `source` opens one, given
  /// by its number; where they are many, sums between go to the file system of a folder.
  static func forEachSum<Source: WordCountSource>(
    of count: Int, in folder: String, _ source: (Int) throws -> Source,
    _ body: (WordCountRow) throws -> Void
  ) throws {
    if count <= fanIn { return try forEachSum(of: (0..<count).map(source), body) }
    var runs = CountRuns(in: folder)
    for start in stride(from: 0, to: count, by: fanIn) {
      let sources = start..<min(start + fanIn, count)
      let run = try CountRun.write(in: folder) { try forEachSum(of: sources.map(source), $0) }
      try runs.add(run, to: 0)
    }
    try runs.forEachSum(body)
  }

  private static func forEachSum<Source: WordCountSource>(
    of sources: [Source], _ body: (WordCountRow) throws -> Void
  ) throws {
    var merge = try WordCountMerge(sources)
    while let row = try merge.next() { try body(row) }
  }
}
