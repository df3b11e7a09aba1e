import Foundation
import TestSupport
import Testing

@Suite("Prices from a server", .enabled(if: LoopbackServer.isPossible, "no python3 to serve"))
struct PriceTransferTests {
  let folder: TemporaryFolder
  let server: LoopbackServer

  init() throws {
    folder = try TemporaryFolder()
    let list = """
      {"gpt-4o": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 2.5e-06,
        "output_cost_per_token": 1e-05}}
      """
    try folder.write(list.utf8, to: "list.json")
    try folder.write("kept".utf8, to: "prices.json")
    server = try LoopbackServer(folder: folder.path)
  }

  func update(_ path: String, _ more: String...) throws -> CommandRun {
    try CommandRun(
      ["prices", "update", "--output", "prices.json", "--from", server.address + path] + more,
      in: folder.path)
  }

  @Test("a list that is fetched gives the snapshot of the same list in a file")
  func fetched() throws {
    let fetched = try update("/file/list.json", "--date", "2026-11-20")
    #expect(fetched.status == 0, "\(fetched.errors)")
    let snapshot = try folder.read("prices.json")
    let local = try CommandRun(
      ["prices", "update", "--from", "list.json", "--date", "2026-11-20", "--output", "-"],
      in: folder.path)
    #expect(local.output == snapshot)
    #expect(try update("/file/list.json").status == 0)
    let day = Date.now.formatted(.iso8601.year().month().day())
    #expect(String(decoding: try folder.read("prices.json"), as: UTF8.self).contains(day))
  }

  @Test(
    "a list that does not come whole leaves the snapshot as it was",
    arguments: [
      "/cut/50/list.json", "/under/9/list.json", "/file/none", "/status/500", "/over/1/list.json",
    ])
  func broken(_ path: String) throws {
    let run = try update(path)
    #expect(run.status == 1)
    #expect(run.errors.hasPrefix("Error: \(server.address)\(path): "), "\(run.errors)")
    #expect(run.errors.filter { $0 == "\n" }.count == 1)
    #expect(try folder.read("prices.json") == Array("kept".utf8))
    #expect(folder.names == ["list.json", "prices.json"])
  }

  @Test("a file without a day is bad usage, and http:// to elsewhere is refused")
  func refused() throws {
    let file = try CommandRun(
      ["prices", "update", "--from", "list.json", "--output", "-"], in: folder.path)
    #expect(file.status == 64)
    let plain = try CommandRun(
      ["prices", "update", "--from", "http://example.org/list.json", "--output", "-"],
      in: folder.path)
    #expect(plain.status == 1)
    #expect(plain.errors.contains("https://"))
  }
}
