import Foundation
import TestSupport
import Testing

@testable import CorpusReading

@Suite("Whole files")
struct WholeFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(
    "are read up to the limit and refused beyond it", arguments: [0, 1, 999, 1000, 1001, 200_000])
  func limit(_ count: Int) throws {
    let bytes = [UInt8](repeating: 97, count: count)
    let path = try folder.write(bytes, to: "a.bin")
    #expect(try readWholeFile(path) == bytes)
    #expect(try readWholeFile(path, limit: count) == bytes)
    if count > 0 {
      #expect(throws: CorpusReadingError.fileTooLong(path: path, limit: count - 1)) {
        try readWholeFile(path, limit: count - 1)
      }
    }
  }

  @Test("take room for their size and little more")
  func room() throws {
    let path = try folder.write([UInt8](repeating: 97, count: 3_000_000), to: "a.bin")
    #expect(try readWholeFile(path).capacity < 3_100_000)
  }

  @Test("longer than a gibibyte are refused before memory is taken")
  func sparse() throws {
    let path = try folder.write([], to: "a.txt")
    #expect(unsafe truncate(path, (1 << 30) + 1) == 0)
    #expect(throws: CorpusReadingError.fileTooLong(path: path, limit: 1 << 30)) {
      try readWholeFile(path)
    }
  }

  @Test("of the system that claim no size are read to their end")
  func system() throws {
    let path = "/proc/self/status"
    guard FileManager.default.fileExists(atPath: path) else { return }
    #expect(try readWholeFile(path).count > 100)
  }

  @Test("are not folders")
  func notAFolder() throws {
    #expect(throws: CorpusReadingError.notAFile(path: folder.path, .folder)) {
      try readWholeFile(folder.path)
    }
  }
}
