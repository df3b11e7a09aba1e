import Foundation
import TestSupport
import Testing

@Suite("Pulling vocabularies", .enabled(if: LoopbackServer.isPossible, "no python3 to serve"))
struct PullTests {
  let folder: TemporaryFolder
  let server: LoopbackServer

  /// A whole tokenizer to serve, and a registry that knows it by its digest.
  init() throws {
    folder = try TemporaryFolder()
    server = try LoopbackServer(folder: folder.path)
    let bytes = try Checkout.read("vocab/malmoi-ko-en-16k/tokenizer.json")
    try folder.write(bytes, to: "small.json")
    try folder.write(Array("x".utf8) + bytes, to: "other.json")
    let digest = try digest(of: "small.json")
    try folder.write(
      """
      {"vocabularies": [
        {"name": "small", "format": "tokenizer.json", "file": "small.json", "page": "https://page",
         "url": "\(server.address)/cut/400000/small.json", "bytes": \(bytes.count),
         "sha256": "\(digest)", "licence": "none"},
        {"name": "undigested", "format": "tokenizer.json", "file": "undigested.json",
         "page": "https://page", "url": "\(server.address)/file/small.json", "licence": "none"}]}
      """.utf8, to: "registry/registry.json")
  }

  private func digest(of file: String) throws -> String {
    try String(CommandRun.shell("sha256sum \(file)", in: folder.path).prefix(64))
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
    let cache = ["XDG_CACHE_HOME": folder.path + "/cache", "MALMOI_VOCAB_PATH": "registry"]
    return try CommandRun(
      arguments, input: Array("말모이".utf8), in: folder.path,
      environment: cache.merging(environment) { $1 })
  }

  var cached: [UInt8]? { try? folder.read("cache/malmoi/vocab/small.json") }

  @Test("a name is listed, pulled over cut connections, listed as cached, and used")
  func pull() throws {
    let listed = try run("vocab", "list").text.split(separator: "\n")
      .map { $0.split(separator: " ") }
    #expect(listed.contains(["small", "available", "https://page"]))
    #expect(listed.contains(["undigested", "published", "https://page"]))
    let count = try run("count", "--tokenizer", "small", "-")
    #expect(count.status == 1)
    #expect(count.errors.contains("malmoi vocab pull small fetches it"), "\(count.errors)")
    let pull = try run("vocab", "pull", "small")
    #expect(pull.status == 0, "\(pull.errors)")
    #expect(cached == (try folder.read("small.json")))
    #expect(try run("vocab", "list", "--local", "--json").text.contains("\"cached\""))
    #expect(try run("count", "--tokenizer", "small", "-").status == 0)
    #expect(try run("vocab", "pull", "small").errors.contains("here already"))
  }

  @Test("a mirror, a proxy and a file give the same, and are checked")
  func otherSources() throws {
    let small = try folder.read("small.json")
    func forget() { try? FileManager.default.removeItem(atPath: folder.path + "/cache") }
    #expect(try run("vocab", "pull", "small", "--base-url", server.address + "/file").status == 0)
    #expect(cached == small)
    forget()
    let proxied = try run(
      "vocab", "pull", "small", "--base-url", "http://mirror.invalid/file/",
      environment: ["http_proxy": server.address])
    #expect(proxied.status == 0, "\(proxied.errors)")
    #expect(cached == small)
    forget()
    #expect(try run("vocab", "pull", "small", "--from", "small.json").status == 0)
    #expect(cached == small)
    forget()
    for source in [["--from", "other.json"], ["--base-url", server.address + "/wrong"]] {
      let wrong = try CommandRun(
        ["vocab", "pull", "small"] + source, in: folder.path,
        environment: ["XDG_CACHE_HOME": folder.path + "/cache", "MALMOI_VOCAB_PATH": "registry"])
      #expect(wrong.status == 1)
      #expect(wrong.errors.contains("its SHA-256 is"), "\(wrong.errors)")
      #expect(wrong.errors.filter { $0 == "\n" }.count == 1)
      #expect(cached == nil)
    }
  }

  @Test("one without a recorded digest needs it said")
  func undigested() throws {
    let refused = try run("vocab", "pull", "undigested")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("https://page"), "\(refused.errors)")
    let said = try run("vocab", "pull", "undigested", "--sha256", digest(of: "small.json"))
    #expect(said.status == 0, "\(said.errors)")
    let contradicting = try run("vocab", "pull", "small", "--sha256", digest(of: "other.json"))
    #expect(contradicting.status == 1)
    #expect(try run("vocab", "pull", "small", "--sha256", "12").status == 64)
  }

  @Test("an unknown name is refused with the nearest, and the others are pulled")
  func unknown() throws {
    let run = try run("vocab", "pull", "smal", "small")
    #expect(run.status == 1)
    #expect(run.errors.contains("\"smal\" is known; the nearest names are small"), "\(run.errors)")
    #expect(cached != nil)
  }
}
