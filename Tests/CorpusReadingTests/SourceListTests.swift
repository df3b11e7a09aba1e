import Foundation
import TestSupport
import Testing

@testable import CorpusReading

@Suite("What paths stand for")
struct SourceListTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func list(_ paths: [String]) throws -> [String] {
    let reader = try CorpusReader(paths: paths)
    return reader.sources.map { $0.path.replacingOccurrences(of: folder.path + "/", with: "") }
  }

  @Test("a folder: its text files in byte order of their paths, nothing hidden")
  func folders() throws {
    let names = [
      "b.txt", "B.TXT", "a/z.txt", "a-b.md", "a.text", "가.txt", "a/b/c.jsonl.gz", "z.ndjson.zst",
      "é.txt", "z.md.GZ", "c.txt/d.txt",
    ]
    for name in names { try folder.write([], to: name) }
    for name in ["MANIFEST.json", ".hidden.txt", ".git/a.txt", "a.json", "b.gz", "c", "txt"] {
      try folder.write([1], to: name)
    }
    let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    #expect(try list([folder.path]) == sorted)
    #expect(try list([folder.path + "/"]) == sorted)
    #expect(sorted.prefix(4) == ["B.TXT", "a-b.md", "a.text", "a/b/c.jsonl.gz"])
  }

  @Test("several paths: in the order given, each file with the place of its path")
  func order() throws {
    for name in ["x/b.txt", "x/a.txt", "c"] { try folder.write([97], to: name) }
    let reader = try CorpusReader(
      paths: ["c", "x", "c"].map { folder.path + "/" + $0 })
    #expect(reader.sources.map(\.input) == [0, 1, 1, 2])
    #expect(reader.totalBytes == 4)
  }

  @Test("a file whose name is no UTF-8")
  func names() throws {
    let name = Array(folder.path.utf8) + [0x2F, 0xFF, 0x2E, 0x74, 0x78, 0x74, 0]
    guard let file = unsafe fopen(name.map { CChar(bitPattern: $0) }, "w") else {
      Issue.record("the file cannot be made: \(errno)")
      return
    }
    unsafe fputs("b", file)
    unsafe fclose(file)
    #expect(try readAll([folder.path]).texts == [[98]])
  }

  @Test("links to files and folders: what they lead to")
  func links() throws {
    let elsewhere = try TemporaryFolder()
    try elsewhere.write([97], to: "inner/a.txt")
    let manager = FileManager.default
    try manager.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: elsewhere.path + "/inner")
    try manager.createSymbolicLink(
      atPath: folder.path + "/link.txt", withDestinationPath: elsewhere.path + "/inner/a.txt")
    #expect(try list([folder.path]) == ["link.txt", "link/a.txt"].sorted())
    try manager.createSymbolicLink(
      atPath: folder.path + "/lost.txt", withDestinationPath: elsewhere.path + "/lost")
    #expect(
      throws: CorpusReadingError.cannotOpen(path: folder.path + "/lost.txt", errorNumber: ENOENT)
    ) {
      try list([folder.path])
    }
  }

  @Test("links that lead in a circle are refused")
  func loop() throws {
    try folder.write([97], to: "a/b/c.txt")
    let link = folder.path + "/a/b/up"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: folder.path + "/a")
    #expect(throws: CorpusReadingError.folderLoop(path: link)) { try list([folder.path]) }
    let itself = folder.path + "/self.txt"
    try FileManager.default.createSymbolicLink(atPath: itself, withDestinationPath: itself)
    #expect(throws: CorpusReadingError.cannotOpen(path: itself, errorNumber: ELOOP)) {
      try list([itself])
    }
  }

  @Test("a folder without text is refused")
  func noText() throws {
    try folder.write([1], to: "a.bin")
    #expect(throws: CorpusReadingError.noTextFiles(path: folder.path)) { try list([folder.path]) }
  }

  @Test("standard input, once")
  func standardInput() throws {
    #expect(try list(["-"]) == ["-"])
    #expect(throws: CorpusReadingError.standardInputTwice) { try list(["-", "-"]) }
  }

  @Test("nothing that is missing")
  func missing() throws {
    let path = folder.path + "/none.txt"
    #expect(throws: CorpusReadingError.cannotOpen(path: path, errorNumber: ENOENT)) {
      try list([path])
    }
    #expect(throws: CorpusReadingError.cannotOpen(path: "", errorNumber: ENOENT)) { try list([""]) }
    let file = try folder.write([97], to: "a.txt")
    #expect(throws: CorpusReadingError.cannotOpen(path: file + "/b", errorNumber: ENOTDIR)) {
      try list([file + "/b"])
    }
    #expect(throws: CorpusReadingError.cannotOpen(path: file + "\0b", errorNumber: EINVAL)) {
      try list([file + "\0b"])
    }
  }

  @Test("nothing that may not be read", .enabled(if: geteuid() != 0, "root may read everything"))
  func forbidden() throws {
    let path = try folder.write([97], to: "a.txt")
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
    #expect(throws: CorpusReadingError.cannotOpen(path: path, errorNumber: EACCES)) {
      try list([path])
    }
  }

  @Test("no device, and no pipe without a writer, not even for a moment")
  func obstacles() throws {
    let pipe = folder.path + "/pipe.txt"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let cases: [(String, CorpusReadingError.Obstacle)] = [
      ("/dev/zero", .device), ("/dev/null", .device), (pipe, .pipe),
    ]
    for (path, obstacle) in cases {
      #expect(throws: CorpusReadingError.notAFile(path: path, obstacle)) { try list([path]) }
      #expect(throws: CorpusReadingError.notAFile(path: path, obstacle)) { try readWholeFile(path) }
    }
    #expect(throws: CorpusReadingError.notAFile(path: pipe, .pipe)) { try list([folder.path]) }
  }
}
