/// How files become documents.
package struct CorpusReadingOptions: Sendable, Equatable {
  /// Which lines of each file are read. The first line of a file has number 1, blank lines count.
  ///
  /// `excludingEvery(100)` and `onlyEvery(100)` part a corpus into text for training and text held
  /// out from it, on which compression is measured.
  package enum Selection: Sendable, Equatable {
    /// Every line.
    case all
    /// The lines whose number is no multiple of this one, which is at least 1.
    case excludingEvery(Int)
    /// The lines whose number is a multiple of this one, which is at least 1.
    case onlyEvery(Int)
  }

  /// The format of all files, or nil to go by their names: `.jsonl` and `.ndjson` are JSON Lines,
  /// everything else is text, standard input too.
  package var format: CorpusFormat?
  /// The member of a JSON object that holds the text. `a.b` is member `b` of the object `a`, so a
  /// name that has a dot itself cannot be reached.
  package var textField = "text"
  /// Which lines are read.
  package var selection = Selection.all
  /// The size of a block in bytes; a longer document makes a longer block.
  package var blockSize = 1 << 20
  /// The length in bytes up to which a line is read, its LF included.
  package var documentLimit = 1 << 30

  /// Reads every line of every file, in the format that its name says.
  package init() {}
}

extension CorpusReadingOptions.Selection {
  /// Whether a line with this number (from 1) is read.
  func includes(line: Int) -> Bool {
    switch self {
    case .all: true
    case .excludingEvery(let step): !line.isMultiple(of: step)
    case .onlyEvery(let step): line.isMultiple(of: step)
    }
  }

  /// The number of the line that is read `count` read lines after the line `first`, itself read.
  func line(_ count: Int, after first: Int) -> Int {
    switch self {
    case .all:
      return first + count
    case .onlyEvery(let step):
      return first + count * step
    case .excludingEvery(let step):
      // `step - 1` lines are read of every `step`.
      let readBefore = first - 1 - (first - 1) / step + count
      return readBefore + readBefore / (step - 1) + 1
    }
  }
}
