import Foundation
import TestSupport
import Testing

@testable import VocabularyStore

@Suite("Transfers", .enabled(if: LoopbackServer.isPossible, "no python3 to serve"))
struct WebTransferTests {
  let folder: TemporaryFolder
  let server: LoopbackServer
  static let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.content, to: "a.bin")
    server = try LoopbackServer(folder: folder.path)
  }

  func request(_ path: String) throws -> WebRequest {
    WebRequest(try WebAddress(server.address + path))
  }

  func problem(_ request: WebRequest, limit: Int = 1 << 20) -> String? {
    do throws(VocabularyStoreError) {
      _ = try WebTransfer.fetch(request, limit: limit)
      return nil
    } catch {
      guard case .transfer(_, let problem) = error else { return "\(error)" }
      return problem
    }
  }

  @Test("brings what stands there, and follows where it is sent")
  func fetches() throws {
    #expect(try WebTransfer.fetch(request("/file/a.bin"), limit: 1 << 20) == Self.content)
    let sentOn = try request("/to/\(server.address)/file/a.bin")
    #expect(try WebTransfer.fetch(sentOn, limit: 200_000) == Self.content)
  }

  @Test("takes no more than the limit")
  func limit() throws {
    #expect(
      problem(try request("/file/a.bin"), limit: 199_999)
        == "longer than 199999 bytes; nothing was kept")
  }

  @Test(
    "says in one line why nothing came",
    arguments: [
      ("/file/b.bin", "the server answers with status 404"),
      ("/status/503", "the server answers with status 503"),
      ("/cut/1000/a.bin", "transfer closed with 199000 bytes remaining to read"),
      ("/over/7/a.bin", "transfer closed with 7 bytes remaining to read"),
      ("/to/file:///etc/hostname", "Protocol \"file\" not supported or disabled in libcurl"),
      ("/to/ftp://127.0.0.1/a", "Protocol \"ftp\" not supported or disabled in libcurl"),
    ])
  func failures(_ path: String, _ message: String) throws {
    let problem = try #require(problem(try request(path)))
    // The wording is libcurl's and differs a little between its versions.
    #expect(problem.hasPrefix(message.prefix(20)), "\(problem)")
    #expect(!problem.contains("\n"))
  }

  @Test("gives a stalled connection up")
  func stall() throws {
    var request = try request("/stall/a.bin")
    request.stallSeconds = 1
    #expect(problem(request)?.contains("too slow") == true)
  }

  @Test("is sent round in circles only so often")
  func circle() throws {
    var path = "/file/a.bin"
    for _ in 0..<6 { path = "/to/" + server.address + path }
    #expect(problem(try request(path))?.contains("redirects") == true)
    #expect(problem(try request(String(path.dropFirst(4 + server.address.count)))) == nil)
  }

  @Test("sends a posted request on to nobody")
  func postIsNotSentOn() throws {
    var request = try request("/to/\(server.address)/v1/messages/count_tokens")
    request.body = Array("{}".utf8)
    request.headers = ["x-api-key: a test"]
    let answer = try WebTransfer.exchange(request, limit: 1000)
    #expect(answer.status == 307)
    let log = try WebTransfer.fetch(self.request("/log"), limit: 1 << 16)
    #expect(!String(decoding: log, as: UTF8.self).contains("\"/v1/messages"))
  }

  @Test(
    "asks https:// anywhere and http:// on this machine only",
    arguments: [
      ("https://example.org/a", true), ("HTTPS://example.org/a", true),
      ("http://localhost/a", true), ("http://127.0.0.1:80/a", true), ("http://[::1]:8/a", true),
      ("http://example.org/a", false), ("http://127.0.0.1.example.org/a", false),
      ("http://127.0.0.1@example.org/a", false), ("http://localhost:80@example.org/", false),
      ("http://127.0.0.1\\@example.org/", false), ("file:///etc/passwd", false),
      ("ftp://example.org/", false), ("https://example.org/a b", false), ("a.json", false),
    ])
  func addresses(_ text: String, _ isAllowed: Bool) {
    #expect(((try? WebAddress(text)) != nil) == isAllowed)
  }

  @Test("a name and password in an address are in no message")
  func secrets() throws {
    let address = server.address.replacing("http://", with: "https://me:secret@")
    #expect(try WebAddress(address).shown == server.address.replacing("http:", with: "https:"))
    #expect(try WebAddress("https://example.org/a@b").shown == "https://example.org/a@b")
    let error = #expect(throws: VocabularyStoreError.self) {
      try WebAddress("ftp://me:secret@example.org/")
    }
    #expect(error?.description.contains("secret") == false)
  }

  @Test("trusts no certificate but those it is told to trust", .enabled(if: Certificate.isPossible))
  func certificates() throws {
    try Certificate.make(in: folder)
    let server = try LoopbackServer(
      folder: folder.path, certificate: folder.path + "/cert.pem", key: folder.path + "/key.pem")
    var request = WebRequest(try WebAddress(server.address + "/file/a.bin"))
    #expect(problem(request)?.contains("certificate") == true)
    request.certificates = folder.path + "/cert.pem"
    #expect(try WebTransfer.fetch(request, limit: 1 << 20) == Self.content)
    let plain = self.server.address.replacing("/", with: "%2F")
    request.address = try WebAddress("\(server.address)/to/\(plain)%2Ffile%2Fa.bin")
    let refusal = try #require(problem(request))
    #expect(refusal.contains("\"http\""), "\(refusal)")
  }
}

/// A certificate for this machine that nobody has signed.
enum Certificate {
  private static let tool = "/usr/bin/openssl"
  static let isPossible = FileManager.default.isExecutableFile(atPath: tool)

  static func make(in folder: TemporaryFolder) throws {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments =
      ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
      + ["-addext", "subjectAltName=IP:127.0.0.1"]
      + ["-keyout", folder.path + "/key.pem", "-out", folder.path + "/cert.pem"]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }
}
