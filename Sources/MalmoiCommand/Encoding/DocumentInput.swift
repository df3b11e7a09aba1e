import ArgumentParser
import CorpusReading

/// The files of a command, and how they become documents.
struct DocumentInput: ParsableArguments {
  @Flag(
    help: """
      Take each line, without its line feed, as one document; .gz and .zst files are unpacked.
      """)
  var lines = false

  @Argument(help: "The files to read; - or none is standard input.")
  var files: [String] = []

  /// The files, standard input where none is named.
  var paths: [String] { files.isEmpty ? ["-"] : files }

  /// Calls `body` with every document of every file, in order.
  func forEachDocument(_ body: ([UInt8]) throws -> Void) throws {
    for path in paths { try forEachDocument(of: path, body) }
  }

  /// Calls `body` with every document of one file, in order.
  func forEachDocument(of path: String, _ body: ([UInt8]) throws -> Void) throws {
    guard lines else { return try body(readWholeFile(path)) }
    var options = CorpusReadingOptions()
    options.format = .text
    var reader = try CorpusReader(paths: [path], options: options)
    var block = DocumentBlock()
    while try reader.next(into: &block) {
      for index in block.documentEnds.indices {
        try body(Array(block.bytes[block.rangeWithoutLineEnd(ofDocument: index)]))
      }
    }
  }
}
