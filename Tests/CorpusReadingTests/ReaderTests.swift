import Foundation
import Synchronization
import TestSupport
import Testing

@testable import CorpusReading

@Suite("A reader of many files")
struct ReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test("gives each document to one of several threads, each block from one file")
  func threads() async throws {
    var expected: [String: [[UInt8]]] = [:]
    for index in 0..<20 {
      let bytes = (0..<200).flatMap { Array("\(index) \($0)\n".utf8) }
      let path = try folder.write(
        index % 3 == 0 ? gzipped(bytes) : bytes,
        to: index % 3 == 0 ? "\(index).txt.gz" : "\(index).txt")
      expected[path] = naiveLines(bytes)
    }
    var options = CorpusReadingOptions()
    options.blockSize = 100
    let reader = SharedReader(try CorpusReader(paths: [folder.path], options: options))
    let parts = try await withThrowingTaskGroup(of: [(String, Int, [UInt8])].self) { group in
      for _ in 0..<4 { group.addTask { try reader.readPart() } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    var found: [String: [[UInt8]]] = [:]
    for (path, _, line) in parts.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) {
      found[path, default: []].append(line)
    }
    #expect(found == expected)
  }

  @Test("shows every byte as it lies on disk, and counts them")
  func observer() throws {
    var generator = SeededGenerator(seed: 3)
    let text = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let files = [
      ("a.txt", text), ("b.txt.gz", gzipped(text)), ("c.txt.zst", zstandard(text)), ("d.txt", []),
      ("e.txt.gz", gzipped([]) + gzipped(text)),
    ]
    for (name, bytes) in files { try folder.write(bytes, to: name) }
    let seen = Mutex([[UInt8]](repeating: [], count: files.count))
    var reader = try CorpusReader(paths: [folder.path]) { source, bytes in
      seen.withLock { seen in
        for index in bytes.indices { seen[source].append(bytes[index]) }
      }
    }
    let total = files.map(\.1.count).reduce(0, +)
    #expect(reader.totalBytes == total)
    #expect(reader.bytesRead == 0)
    var block = DocumentBlock()
    var before = 0
    while try reader.next(into: &block) {
      #expect(reader.bytesRead >= before)
      before = reader.bytesRead
    }
    #expect(reader.bytesRead == total)
    #expect(seen.withLock { $0 } == files.map(\.1))
    #expect(try !reader.next(into: &block))
    #expect(block.bytes.isEmpty && block.documentEnds.isEmpty)
  }

  @Test("fails with the same error for everyone who asks again")
  func failure() throws {
    let path = try folder.write(Array("{}\n".utf8), to: "a.jsonl")
    try folder.write([97], to: "b.txt")
    var reader = try CorpusReader(paths: [folder.path])
    var block = DocumentBlock()
    let error = CorpusReadingError.badLine(path: path, line: 1, offset: 0, .fieldMissing("text"))
    #expect(throws: error) { try reader.next(into: &block) }
    #expect(throws: error) { try reader.next(into: &block) }
  }

  @Test("reads no paths and empty files as no documents")
  func nothing() throws {
    #expect(try readAll([]).documents.isEmpty)
    let paths = [try folder.write([], to: "a.txt"), try folder.write([], to: "b.jsonl")]
    #expect(try readAll(paths).documents.isEmpty)
  }

  @Test("says what to do in one line, whatever a path holds")
  func messages() throws {
    let errors: [CorpusReadingError] = [
      .cannotOpen(path: "a\nb", errorNumber: ENOENT),
      .cannotRead(path: "a", offset: 1, errorNumber: EIO),
      .notAFile(path: "a", .folder), .noTextFiles(path: "a"), .folderLoop(path: "a"),
      .standardInputTwice, .badTextField(""), .lineTooLong(path: "a", line: 1, limit: 2),
      .fileTooLong(path: "a", limit: 2), .endMissing(path: "a", .gzip, offset: 1),
      .trailingBytes(path: "a", .zstd, offset: 1),
      .damaged(path: "a", .gzip, offset: 1, reason: "b"),
      .badLine(path: "a", line: 1, offset: 2, .controlCharacter(10)),
    ]
    for error in errors { #expect(!error.description.contains("\n")) }
    #expect(
      errors[0].description
        == "a\\nb: cannot be opened: No such file or directory; check the path and its permissions")
    #expect(
      errors[12].description
        == "a: line 1, byte 2: control character byte 0x0A in a string; write it as \\u and four digits"
    )
  }
}

/// A reader that several threads ask for blocks.
private final class SharedReader: Sendable {
  private let reader: Mutex<CorpusReader>

  init(_ reader: consuming sending CorpusReader) {
    self.reader = Mutex(reader)
  }

  /// Reads until there is no more: path, line and bytes of each document.
  func readPart() throws -> [(String, Int, [UInt8])] {
    var block = DocumentBlock()
    var part: [(String, Int, [UInt8])] = []
    while let path = try nextPath(into: &block) {
      for index in block.documentEnds.indices {
        part.append(
          (path, block.line(ofDocument: index), Array(block.bytes[block.range(ofDocument: index)])))
      }
    }
    return part
  }

  private func nextPath(into block: inout DocumentBlock) throws -> String? {
    try reader.withLock { reader in
      try reader.next(into: &block) ? reader.sources[block.source].path : nil
    }
  }
}
