import CorpusReading
import TokenizerTraining

/// The rows of one file of word counts, plain or packed; `-` is standard input.
struct CountFile: WordCountSource {
  private let path: String
  private let source: Source
  private var lastKey: [UInt8] = []

  /// The open file: a class, because sources of rows are kept in an array.
  private final class Source {
    var reader: CorpusReader
    var block = DocumentBlock()
    var next = 0

    init(_ path: String) throws {
      var options = CorpusReadingOptions()
      options.format = .text
      options.blockSize = 64 << 10
      options.documentLimit = 1 << 30
      reader = try CorpusReader(paths: [path], options: options)
    }
  }

  /// Opens a file.
  init(_ path: String) throws {
    self.path = path
    source = try Source(path)
  }

  /// The next row, checked to follow the one before it.
  ///
  /// - Throws: `CommandFailure` with the line, what reading throws, and `TrainingError.stopped` where a
  ///   training is asked to end.
  mutating func next() throws -> WordCountRow? {
    if source.next == source.block.documentEnds.count {
      source.next = 0
      if InterruptSignal.received != nil { throw TrainingError.stopped }
      guard try source.reader.next(into: &source.block) else {
        return nil
      }
    }
    let index = source.next
    source.next += 1
    let line = source.block.rangeWithoutLineEnd(ofDocument: index)
    do throws(TrainingError) {
      let row = try WordCountRow(source.block.bytes[line])
      guard lastKey.lexicographicallyPrecedes(row.key) else {
        throw .badCountRow(.outOfOrder)
      }
      _ = try row.meaning
      lastKey = row.key
      return row
    } catch {
      throw CommandFailure("\(path): line \(source.block.line(ofDocument: index)): \(error)")
    }
  }
}
