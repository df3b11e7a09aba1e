import TokenizerTraining
import VocabularyStore

/// Files of word counts that are added up into one, in memory that does not grow with their sizes.
struct CountRuns: ~Copyable {
  /// How many files are open at a time; more are added up in rounds.
  static let fanIn = 128

  private var files: TemporaryFiles
  private var paths: [String] = []

  /// No files yet; temporary ones are made in a folder.
  init(in folder: String) throws {
    files = try TemporaryFiles(in: folder)
  }

  /// Whether there is no file.
  var isEmpty: Bool { paths.isEmpty }

  /// Puts counted words away as a file of sorted rows.
  mutating func add(_ counts: borrowing WordCounts) throws {
    let path = files.newPath()
    var file = try AtomicFileStream(path)
    var line: [UInt8] = []
    try counts.forEachRow { row in
      line.removeAll(keepingCapacity: true)
      row.append(to: &line)
      try file.write(line)
    }
    try file.commit()
    paths.append(path)
    if paths.count == Self.fanIn { paths = [try mergeIntoFile(paths)] }
  }

  /// Calls `body` with the sums of all files and of some more, in the order of keys.
  mutating func forEachSum(
    with others: [String] = [], _ body: (WordCountRow) throws -> Void
  ) throws {
    var remaining = paths + others
    while remaining.count > Self.fanIn {
      let merged = try mergeIntoFile(Array(remaining.prefix(Self.fanIn)))
      for path in remaining.prefix(Self.fanIn) where paths.contains(path) { files.remove(path) }
      paths.append(merged)
      remaining = remaining.dropFirst(Self.fanIn) + [merged]
    }
    try Self.merge(remaining, body)
  }

  private mutating func mergeIntoFile(_ inputs: [String]) throws -> String {
    let path = files.newPath()
    var file = try AtomicFileStream(path)
    var line: [UInt8] = []
    try Self.merge(inputs) { row in
      line.removeAll(keepingCapacity: true)
      row.append(to: &line)
      try file.write(line)
    }
    try file.commit()
    return path
  }

  private static func merge(
    _ paths: [String], _ body: (WordCountRow) throws -> Void
  ) throws {
    var merge = try WordCountMerge(paths.map { try CountFile($0) })
    while let row = try merge.next() { try body(row) }
  }
}
