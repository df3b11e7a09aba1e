import TestSupport
import Testing

@testable import CorpusReading

@Suite("Packed files")
struct CompressedFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A way to pack, and the end of the file's name.
  enum Packing: String, CaseIterable, Sendable {
    case gz, zst

    func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
      self == .gz ? gzipped(bytes) : zstandard(bytes)
    }

    var compression: CorpusCompression { self == .gz ? .gzip : .zstd }
  }

  /// Text that does not pack well, longer than a chunk from disk.
  private func text(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  @Test("give what was packed", arguments: Packing.allCases, [0, 1, 1000, 300_000])
  func whole(_ packing: Packing, _ count: Int) throws {
    let bytes = text(count)
    let path = try folder.write(packing(bytes), to: "a.txt.\(packing.rawValue)")
    for blockSize in [100, 4096, 1 << 20] {
      var options = CorpusReadingOptions()
      options.blockSize = blockSize
      #expect(try readAll([path], options).texts == naiveLines(bytes))
    }
  }

  @Test(
    "may be packed so well that they are longer than a block by far", arguments: Packing.allCases)
  func zeros(_ packing: Packing) throws {
    let bytes = [UInt8](repeating: 97, count: 3_000_000) + [10, 98]
    let path = try folder.write(packing(bytes), to: "a.txt.\(packing.rawValue)")
    #expect(try readAll([path]).texts == naiveLines(bytes))
    var options = CorpusReadingOptions()
    options.documentLimit = 1_000_000
    #expect(throws: CorpusReadingError.lineTooLong(path: path, line: 1, limit: 1_000_000)) {
      try readAll([path], options)
    }
    #expect(throws: CorpusReadingError.fileTooLong(path: path, limit: 3_000_001)) {
      try readWholeFile(path, limit: 3_000_001, decompressing: true)
    }
    #expect(try readWholeFile(path, limit: 3_000_002, decompressing: true) == bytes)
  }

  @Test("may have many members, empty ones too", arguments: Packing.allCases)
  func members(_ packing: Packing) throws {
    let parts: [[UInt8]] = [[97, 10, 98], [], [99, 10], Array("말모이".utf8), []]
    let path = try folder.write(parts.flatMap { packing($0) }, to: "a.txt.\(packing.rawValue)")
    #expect(try readAll([path]).texts == naiveLines(parts.flatMap { $0 }))
  }

  @Test("of zstd may have skippable frames")
  func skippable() throws {
    let skipped: [UInt8] = [0x51, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let path = try folder.write(skipped + zstandard([97]) + skipped, to: "a.zst")
    #expect(try readAll([path]).texts == [[97]])
    let unnamed = try folder.write(skipped + zstandard([97]), to: "a")
    #expect(try readAll([unnamed]).texts == [[97]])
  }

  @Test("that stop anywhere within a member lack their end", arguments: Packing.allCases)
  func truncated(_ packing: Packing) throws {
    let member = packing(Array("말모이\n조선어\n".utf8))
    for length in 0..<member.count {
      for before in [[], member] where !(length == 0 && !before.isEmpty) {
        let bytes = before + member.prefix(length)
        let path = try folder.write(bytes, to: "a.txt.\(packing.rawValue)")
        #expect(
          throws: CorpusReadingError.endMissing(
            path: path, packing.compression, offset: bytes.count)
        ) { try readAll([path]) }
      }
    }
  }

  @Test("may not have other bytes behind their end", arguments: Packing.allCases)
  func trailing(_ packing: Packing) throws {
    let member = packing([97, 10])
    for garbage: [UInt8] in [[0], [10], Array("more text\n".utf8)] {
      let path = try folder.write(member + garbage, to: "a.txt.\(packing.rawValue)")
      #expect(
        throws: CorpusReadingError.trailingBytes(
          path: path, packing.compression, offset: member.count)
      ) { try readAll([path]) }
    }
  }

  @Test("that were changed anywhere are refused or give the same", arguments: Packing.allCases)
  func damaged(_ packing: Packing) throws {
    let text = Array("말모이, 말모이, 조선어\n".utf8)
    let member = packing(text)
    var refused = 0
    for index in member.indices {
      var bytes = member
      bytes[index] ^= 0x10
      let path = try folder.write(bytes, to: "a.txt.\(packing.rawValue)")
      do {
        let read = try readAll([path]).texts
        // Zstandard frames need no checksum; gzip has one, but not over its header.
        #expect(packing == .zst || read == [text])
      } catch {
        refused += 1
        #expect(error.description.hasPrefix(path))
      }
    }
    #expect(refused > 0)
  }

  @Test("by name that are not packed are refused", arguments: Packing.allCases)
  func foreign(_ packing: Packing) throws {
    let path = try folder.write(Array("plain\n".utf8), to: "a.txt.\(packing.rawValue)")
    #expect(
      throws: CorpusReadingError.damaged(
        path: path, packing.compression, offset: 0, reason: "it does not begin like such data")
    ) { try readAll([path]) }
  }

  @Test("are known by their first bytes where the name says nothing", arguments: Packing.allCases)
  func sniffed(_ packing: Packing) throws {
    let bytes = text(200_000)
    let path = try folder.write(packing(bytes), to: "corpus")
    #expect(try readAll([path]).texts == naiveLines(bytes))
    #expect(try readWholeFile(path, decompressing: true) == bytes)
    #expect(try readWholeFile(path) == packing(bytes))
    // The name of a text says that it is one.
    let named = try folder.write(packing([97]), to: "a.txt")
    #expect(try readAll([named]).texts == naiveLines(packing([97])))
  }

  @Test("of a few bytes without a telling name are text", arguments: 0...5)
  func short(_ count: Int) throws {
    let bytes = Array([UInt8]([0x1F, 0x8B, 0x00, 0x2A, 0x4D]).prefix(count))
    let path = try folder.write(bytes, to: "corpus")
    #expect(try readAll([path]).texts == naiveLines(bytes))
  }
}
