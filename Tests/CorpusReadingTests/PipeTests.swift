import Foundation
import TestSupport
import Testing

@testable import CorpusReading

@Suite("Pipes and standard input", .serialized)
struct PipeTests {
  /// How the lines come.
  enum Packing: String, CaseIterable, Sendable {
    case none, gzip, zstd

    func callAsFunction(_ bytes: [UInt8]) -> [UInt8] {
      switch self {
      case .none: bytes
      case .gzip: gzipped(bytes)
      case .zstd: zstandard(bytes)
      }
    }
  }

  /// More than what a pipe holds.
  private let lines = (0..<20_000).map { Array("line \($0)\n".utf8) }

  /// A pipe into which a thread writes.
  private func pipe(_ bytes: [UInt8]) -> Pipe {
    let pipe = Pipe()
    Thread {
      pipe.fileHandleForWriting.write(Data(bytes))
      try? pipe.fileHandleForWriting.close()
    }.start()
    return pipe
  }

  @Test("that are open already are read by their descriptor", arguments: Packing.allCases)
  func descriptor(_ packing: Packing) throws {
    let pipe = pipe(packing(lines.flatMap { $0 }))
    let path = "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)"
    #expect(try CorpusReader(paths: [path]).totalBytes == nil)
    #expect(try readAll([path]).texts == lines)
  }

  @Test("are read as standard input", arguments: Packing.allCases)
  func standardInput(_ packing: Packing) throws {
    let bytes = packing(lines.flatMap { $0 })
    try withStandardInput(from: pipe(bytes).fileHandleForReading) { () throws in
      #expect(try readAll(["-"]).texts == lines)
    }
    try withStandardInput(from: pipe(bytes).fileHandleForReading) { () throws in
      #expect(try readWholeFile("-", decompressing: true) == lines.flatMap { $0 })
    }
  }

  @Test("without an end within the limit are refused")
  func limit() throws {
    let pipe = pipe([UInt8](repeating: 97, count: 1000))
    try withStandardInput(from: pipe.fileHandleForReading) {
      #expect(throws: CorpusReadingError.fileTooLong(path: "-", limit: 999)) {
        try readWholeFile("-", limit: 999)
      }
    }
  }

  @Test("may be a file, read from where it stands")
  func redirected() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Array("first\nsecond\n".utf8), to: "a.txt")
    let file = try #require(FileHandle(forReadingAtPath: path))
    try file.seek(toOffset: 6)
    try withStandardInput(from: file) { () throws in
      #expect(try CorpusReader(paths: ["-"]).totalBytes == 7)
      #expect(try readAll(["-"]).texts == [Array("second\n".utf8)])
    }
  }

  private func withStandardInput(from file: FileHandle, _ body: () throws -> Void) throws {
    let saved = dup(STDIN_FILENO)
    defer {
      dup2(saved, STDIN_FILENO)
      close(saved)
    }
    dup2(file.fileDescriptor, STDIN_FILENO)
    try body()
  }
}
