import TestSupport
import Testing

@testable import CorpusReading

@Suite("Lines of plain text")
struct TextLineTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A text and the lines in it, by hand.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]
    var lines: [[UInt8]]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "empty file", bytes: [], lines: []),
    Case(name: "one LF", bytes: [10], lines: [[10]]),
    Case(name: "no LF at the end", bytes: [97, 10, 98], lines: [[97, 10], [98]]),
    Case(
      name: "CR is text", bytes: [97, 13, 10, 13, 98, 13, 10],
      lines: [[97, 13, 10], [13, 98, 13, 10]]),
    Case(
      name: "a BOM is text", bytes: [0xEF, 0xBB, 0xBF, 97, 10], lines: [[0xEF, 0xBB, 0xBF, 97, 10]]),
    Case(name: "NUL is text", bytes: [0, 10, 0], lines: [[0, 10], [0]]),
    Case(
      name: "no UTF-8", bytes: [0xFF, 0xC0, 10, 0xED, 0xA0],
      lines: [[0xFF, 0xC0, 10], [0xED, 0xA0]]),
    Case(
      name: "other line ends of Unicode are text", bytes: Array("a\u{2028}b\u{85}c\u{0B}\n".utf8),
      lines: [Array("a\u{2028}b\u{85}c\u{0B}\n".utf8)]),
    Case(name: "blank lines", bytes: [10, 10, 10], lines: [[10], [10], [10]]),
  ]

  @Test("are documents with their line ends, whatever the block size", arguments: cases)
  func lines(_ example: Case) throws {
    let path = try folder.write(example.bytes, to: "a.txt")
    for size in 1...12 {
      var options = CorpusReadingOptions()
      options.blockSize = size
      let read = try readAll([path], options)
      #expect(read.texts == example.lines)
      #expect(read.documents.map(\.line) == Array(1..<1 + example.lines.count))
    }
  }

  @Test("come whole and once from blocks of every size", arguments: [1, 2, 3, 5, 7, 16, 64, 1000])
  func blockSizes(_ size: Int) throws {
    var generator = SeededGenerator(seed: UInt64(size))
    let bytes = (0..<3000).map { _ in UInt8.random(in: 0...30, using: &generator) }
    let path = try folder.write(bytes, to: "a.txt")
    var options = CorpusReadingOptions()
    options.blockSize = size
    let read = try readAll([path], options)
    #expect(read.texts == naiveLines(bytes))
    let longest = naiveLines(bytes).map(\.count).max() ?? 0
    // A block is no longer than asked for, one read more, and the line that needs more.
    #expect(read.blockSizes.allSatisfy { $0 <= 2 * size + longest })
  }

  @Test("longer than a block make one longer block")
  func longLine() throws {
    let long = [UInt8](repeating: 97, count: 5000) + [10]
    let path = try folder.write([98, 10] + long + [99, 10], to: "a.txt")
    var options = CorpusReadingOptions()
    options.blockSize = 64
    #expect(try readAll([path], options).texts == [[98, 10], long, [99, 10]])
  }

  @Test("are refused beyond the limit, by line", arguments: [1, 4, 64])
  func limit(_ blockSize: Int) throws {
    let path = try folder.write(Array("ab\nabcd\nabcde\na\n".utf8), to: "a.txt")
    var options = CorpusReadingOptions()
    options.blockSize = blockSize
    options.documentLimit = 6
    #expect(try readAll([path], options).documents.count == 4)
    options.documentLimit = 5
    #expect(throws: CorpusReadingError.lineTooLong(path: path, line: 3, limit: 5)) {
      try readAll([path], options)
    }
    let endless = try folder.write(Array("a\nabcdef".utf8), to: "b.txt")
    #expect(throws: CorpusReadingError.lineTooLong(path: endless, line: 2, limit: 5)) {
      try readAll([endless], options)
    }
  }

  @Test("lose their LF and nothing else where that is asked for")
  func withoutLineEnd() throws {
    let path = try folder.write(Array("a\r\n\nb".utf8), to: "a.txt")
    var reader = try CorpusReader(paths: [path])
    var block = DocumentBlock()
    #expect(try reader.next(into: &block))
    let lines = block.documentEnds.indices.map {
      Array(block.bytes[block.rangeWithoutLineEnd(ofDocument: $0)])
    }
    #expect(lines == [Array("a\r".utf8), [], [98]])
  }

  @Test("use a block's memory again")
  func memory() throws {
    let path = try folder.write(Array("0123456789\n".utf8), to: "a.txt")
    var reader = try CorpusReader(paths: [path, path])
    var block = DocumentBlock()
    _ = try reader.next(into: &block)
    let first = unsafe block.bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    _ = try reader.next(into: &block)
    let second = unsafe block.bytes.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
    #expect(first == second)
    #expect(block.source == 1)
  }
}

@Suite("Lines held out")
struct SelectionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "are every Nth of each file, and the rest is all others", arguments: [1, 2, 3, 100],
    [4, 50, 4096])
  func parts(_ step: Int, _ blockSize: Int) throws {
    let bytes = (1...450).flatMap { Array("line \($0)\n".utf8) }
    let paths = [
      try folder.write(bytes, to: "a.txt"), try folder.write(bytes.dropLast(), to: "b.txt"),
    ]
    var options = CorpusReadingOptions()
    options.blockSize = blockSize
    let all = try readAll(paths, options).documents
    options.selection = .onlyEvery(step)
    #expect(try readAll(paths, options).documents == all.filter { $0.line % step == 0 })
    options.selection = .excludingEvery(step)
    #expect(try readAll(paths, options).documents == all.filter { $0.line % step != 0 })
  }

  @Test("count in JSON Lines too")
  func json() throws {
    let path = try folder.write(
      (1...10).flatMap { Array("{\"text\": \"line \($0)\"}\n".utf8) }, to: "a.jsonl")
    var options = CorpusReadingOptions()
    options.selection = .excludingEvery(5)
    let read = try readAll([path], options)
    #expect(read.documents.map(\.line) == [1, 2, 3, 4, 6, 7, 8, 9])
    #expect(read.texts.last == Array("line 9".utf8))
  }
}
