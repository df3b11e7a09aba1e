import Foundation
import TestSupport
import Testing

@testable import VocabularyStore

@Suite("Downloads", .enabled(if: LoopbackServer.isPossible, "no python3 to serve"))
struct DownloadTests {
  let folder: TemporaryFolder
  let target: TemporaryFolder
  let server: LoopbackServer
  static let content = WebTransferTests.content
  static let digest = SHA256Digest.text(of: content)

  init() throws {
    folder = try TemporaryFolder()
    target = try TemporaryFolder()
    try folder.write(Self.content, to: "a.bin")
    server = try LoopbackServer(folder: folder.path)
  }

  func problem(
    _ path: String, sha256: String = digest, bytes: Int? = content.count
  ) throws -> String? {
    let request = WebRequest(try WebAddress(server.address + path))
    do throws(VocabularyStoreError) {
      try Download(request, sha256: sha256, bytes: bytes).run(to: "\(target.path)/a") { _ in }
      return nil
    } catch {
      guard case .transfer(_, let problem) = error else { return "\(error)" }
      return problem
    }
  }

  func isWhole() throws -> Bool {
    try target.names == ["a"] && target.read("a") == Self.content
  }

  var part: String { ".a.\(Self.digest.prefix(12)).part" }

  func log() throws -> String {
    let log = try WebTransfer.fetch(
      WebRequest(WebAddress(server.address + "/log")), limit: 1 << 20)
    return String(decoding: log, as: UTF8.self)
  }

  @Test(
    "a file comes whole, whatever the server does on the way",
    arguments: [
      "/file/a.bin", "/whole/a.bin", "/cut/70000/a.bin", "/cut/199999/a.bin", "/cut/1/small",
    ])
  func whole(_ path: String) throws {
    let isSmall = path.hasSuffix("small")
    let content = isSmall ? Array(Self.content[..<5]) : Self.content
    try folder.write(content, to: "small")
    let problem = try problem(path, sha256: SHA256Digest.text(of: content), bytes: content.count)
    #expect(problem == nil)
    #expect(target.names == ["a"])
    #expect(try target.read("a") == content)
  }

  @Test("what was fetched before is not fetched again")
  func resumed() throws {
    try target.write(Self.content[..<150_000], to: part)
    #expect(try problem("/file/a.bin") == nil)
    #expect(try isWhole())
    #expect(try log().contains("bytes=150000-"))
  }

  @Test("a part whose server ignores ranges is begun anew")
  func rangeIgnored() throws {
    try target.write(Self.content[..<150_000], to: part)
    #expect(try problem("/whole/a.bin") == nil)
    #expect(try isWhole())
  }

  @Test("a part of other bytes, or a longer one, is begun anew")
  func foreignPart() throws {
    for size in [150_000, 200_000, 300_000] {
      try target.write([UInt8](repeating: 7, count: size), to: part)
      #expect(try problem("/file/a.bin") == nil)
      #expect(try isWhole())
    }
  }

  @Test("a whole part needs no server")
  func wholePart() throws {
    try target.write(Self.content, to: part)
    #expect(try problem("/status/500") == nil)
    #expect(try isWhole())
  }

  @Test("what a server lied together is fetched once more, whole")
  func shiftedRange() throws {
    #expect(try problem("/shifted/70000/a.bin") == nil)
    #expect(try isWhole())
    #expect(try log().contains("bytes=70000-"))
  }

  @Test("without a known size the digest alone decides")
  func unknownSize() throws {
    #expect(try problem("/cut/70000/a.bin", bytes: nil) == nil)
    #expect(try isWhole())
    try target.write(Self.content, to: part)
    #expect(try problem("/file/a.bin", bytes: nil) == nil)
  }

  @Test(
    "wrong bytes and lies about lengths leave the target as it was and nothing beside it",
    arguments: [
      ("/wrong/a.bin", "its SHA-256 is"), ("/more/9/a.bin", "more than the 200000 bytes"),
      ("/status/404", "status 404"),
    ])
  func wrong(_ path: String, _ message: String) throws {
    try target.write("kept".utf8, to: "a")
    let problem = try #require(try problem(path))
    #expect(problem.contains(message), "\(problem)")
    #expect(try target.read("a") == Array("kept".utf8))
    #expect(target.names == ["a"])
  }

  @Test("what came of a transfer that does not go on is kept for the next")
  func kept() throws {
    let problem = try #require(try problem("/under/50000/a.bin"))
    #expect(problem.hasSuffix("bytes that came are kept for a next try"), "\(problem)")
    let kept = try target.read(part)
    #expect(!kept.isEmpty)
    #expect(kept == Array(Self.content[..<kept.count]))
    #expect(try self.problem("/file/a.bin") == nil)
    #expect(try isWhole())
  }

  @Test("two processes do not write one part")
  func locked() throws {
    let descriptor = SystemCall.openForAppending("\(target.path)/\(part)")
    #expect(SystemCall.lockFile(descriptor))
    #expect(try problem("/file/a.bin") == "another process is fetching it just now")
    _ = SystemCall.closeFile(descriptor)
    #expect(try problem("/file/a.bin") == nil)
  }
}
