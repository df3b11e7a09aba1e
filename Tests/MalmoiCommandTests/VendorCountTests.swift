import Foundation
import TestSupport
import Testing

@Suite("Asking vendors", .enabled(if: LoopbackServer.isPossible, "no python3 to serve"))
struct VendorCountTests {
  let folder: TemporaryFolder
  let server: LoopbackServer

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("서울은 맑음".utf8, to: "a.txt")
    try folder.write("부산은 흐리고 비".utf8, to: "b.txt")
    server = try LoopbackServer(folder: folder.path)
    // A vocabulary under the name of the one that stands in for Claude's and Gemini's.
    let bytes = try Checkout.read("vocab/malmoi-ko-en-16k/tokenizer.json")
    try folder.write(bytes, to: "vocab/cl100k_base.json")
    try folder.write(bytes, to: "vocab/gemma-3.json")
  }

  func count(_ arguments: String..., key: String = "a test") throws -> CommandRun {
    try CommandRun(
      ["count", "--ask-vendor"] + arguments, in: folder.path,
      environment: [
        "ANTHROPIC_BASE_URL": server.address, "GOOGLE_GEMINI_BASE_URL": server.address + "/",
        "ANTHROPIC_API_KEY": key, "GEMINI_API_KEY": key, "XDG_DATA_HOME": folder.path + "/data",
      ])
  }

  func records() throws -> [[String: Any]] {
    let log = try folder.read("data/malmoi/vendor-counts.jsonl").split(separator: 0x0A)
    return try log.compactMap {
      try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any]
    }
  }

  @Test("a vendor's count stands beside the estimate, and is recorded without the text")
  func texts() throws {
    let run = try count(
      "--model", "claude-sonnet-4-5", "--model", "gemini-3-flash-preview", "--json", "a.txt",
      "b.txt")
    #expect(run.status == 0, "\(run.errors)")
    let columns = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [[String: Any]])
    #expect(
      columns.map { $0["tokenizer"] as? String }
        == ["cl100k_base", "Anthropic", "gemma-3", "Google"])
    let certainties = columns.map { $0["certainty"] as? String }
    #expect(certainties == ["estimated", "estimated", "estimated", "exact"])
    // Two words and three words, three tokens each.
    #expect(columns[1]["total_tokens"] as? Int == 15)
    #expect(columns[3]["total_tokens"] as? Int == 15)
    let records = try records()
    #expect(records.count == 4)
    #expect(records.map { $0["vendor"] as? Int } == [6, 6, 9, 9])
    #expect(records[0]["model"] as? String == "claude-sonnet-4-5")
    #expect(records[0]["bytes"] as? Int == 16)
    let uncorrected = try #require(records[0]["uncorrected"] as? Int)
    let estimate = try #require(records[0]["estimate"] as? Int)
    #expect(uncorrected > 0 && estimate > uncorrected)
    let log = try String(decoding: folder.read("data/malmoi/vendor-counts.jsonl"), as: UTF8.self)
    #expect(!log.contains("서울"))
    #expect(!log.contains("a test"))
  }

  @Test("chats go out in the vendor's own shape")
  func chats() throws {
    try folder.write(
      #"{"max_tokens": 5, "system": "짧게", "messages": [{"role": "user", "content": "안녕 하세요"}]}"#
        .utf8,
      to: "claude.json")
    try folder.write(
      #"{"model": "x", "contents": [{"role": "user", "parts": [{"text": "안녕 하세요"}]}]}"#.utf8,
      to: "gemini.json")
    let claude = try count("--chat", "--model", "claude-opus-5", "claude.json")
    #expect(claude.status == 0, "\(claude.errors)")
    #expect(claude.text.contains("claude-opus-5 by Anthropic"))
    let gemini = try count("--chat", "--model", "gemini/gemini-2.5-pro", "gemini.json", "--json")
    #expect(gemini.status == 0, "\(gemini.errors)")
    #expect(try records().map { $0["vendor"] as? Int } == [9, 6])
    #expect(try records().map { $0["kind"] as? String } == ["chat", "chat"])
    let wrong = try count("--chat", "--model", "gemini-2.5-pro", "claude.json")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("claude.json: the chat: it has no contents"), "\(wrong.errors)")
  }

  @Test("what is known of no tokenizer is still counted by its vendor")
  func withoutEstimate() throws {
    let run = try count("--model", "gemini-4-argon", "a.txt")
    #expect(run.status == 0)
    #expect(run.errors.contains("note: no estimate beside the vendor's count"))
    #expect(run.text.contains(" 6"))
  }

  @Test("a refusal ends the run with the vendor's reason, and nobody is asked unbidden")
  func refusals() throws {
    let run = try count("--model", "claude-sonnet-4-5", "a.txt", "b.txt", key: "wrong")
    #expect(run.status == 1)
    #expect(run.errors == "Error: Anthropic answers with status 401: invalid x-api-key\n")
    #expect(run.output.isEmpty)
    let keyless = try count("--model", "claude-sonnet-4-5", "a.txt", key: "")
    #expect(keyless.errors.contains("set ANTHROPIC_API_KEY"), "\(keyless.errors)")
    let other = try count("--model", "gpt-4o", "a.txt")
    #expect(other.errors.contains("gpt-4o is of neither"))
    #expect(try count("a.txt").status == 64)
    let silent = try CommandRun(
      ["count", "--model", "claude-sonnet-4-5", "a.txt"], in: folder.path,
      environment: ["ANTHROPIC_BASE_URL": "http://127.0.0.1:1", "ANTHROPIC_API_KEY": "a test"])
    #expect(silent.status == 0)
  }
}
