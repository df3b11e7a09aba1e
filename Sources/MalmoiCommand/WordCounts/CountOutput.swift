import TokenizerTraining
import VocabularyStore

/// Where rows of word counts go: a file that is whole or not there, or standard output as they come.
struct CountOutput: ~Copyable {
  /// Whether rows go to standard output.
  let isStandardOutput: Bool
  private var file: AtomicFileStream?
  private var output = DataOutput(path: nil)
  private var line: [UInt8] = []

  /// An output to a path, or to standard output where there is none.
  init(path: String?) throws {
    if let path, path != "-" {
      file = try AtomicFileStream(path)
      isStandardOutput = false
    } else {
      file = nil
      isStandardOutput = true
    }
  }

  /// Writes a row.
  mutating func write(_ row: WordCountRow) throws {
    line.removeAll(keepingCapacity: true)
    row.append(to: &line)
    if try file?.write(line) == nil { try output.write(line) }
  }

  /// Writes what is left; a file takes its name.
  consuming func finish() throws {
    if let file {
      try file.commit()
    } else {
      try output.finish()
    }
  }
}
