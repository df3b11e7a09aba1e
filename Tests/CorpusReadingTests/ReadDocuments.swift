@testable import CorpusReading

/// All that a reader gave.
struct ReadDocuments {
  struct Document: Equatable {
    var path: String
    var line: Int
    var bytes: [UInt8]
  }
  var documents: [Document] = []
  var blockSizes: [Int] = []

  var texts: [[UInt8]] { documents.map(\.bytes) }
}

/// Reads to the end, into one block that is used again and again.
func readAll(
  _ paths: [String], _ options: CorpusReadingOptions = CorpusReadingOptions()
) throws(CorpusReadingError) -> ReadDocuments {
  var reader = try CorpusReader(paths: paths, options: options)
  var block = DocumentBlock()
  var result = ReadDocuments()
  while try reader.next(into: &block) {
    result.blockSizes.append(block.bytes.count)
    for index in block.documentEnds.indices {
      result.documents.append(
        ReadDocuments.Document(
          path: reader.sources[block.source].path, line: block.line(ofDocument: index),
          bytes: Array(block.bytes[block.range(ofDocument: index)])))
    }
  }
  return result
}

/// Lines with their line ends, byte by byte: what blocks of any size must give.
func naiveLines(_ bytes: [UInt8]) -> [[UInt8]] {
  var lines: [[UInt8]] = []
  var line: [UInt8] = []
  for byte in bytes {
    line.append(byte)
    if byte == 0x0A {
      lines.append(line)
      line = []
    }
  }
  return line.isEmpty ? lines : lines + [line]
}
