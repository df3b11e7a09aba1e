import Foundation
import TestSupport
import Testing

/// A training that dies while it reads, at a place and not at a moment, and goes on.
@Suite("A training goes on where it was ended")
struct ResumeTests {
  let folder: TemporaryFolder
  private static let good = "{\"text\": \"말을 모으는 사람들\"}\n"
  /// As many bytes as the good line, and no JSON.
  private static let bad = String(repeating: "x", count: good.utf8.count - 1) + "\n"

  init() throws {
    folder = try TemporaryFolder()
    for number in 0..<4 {
      try folder.write((CommandTests.corpus + "\(number)\n").utf8, to: "\(number).txt")
    }
    try folder.write(Self.bad.utf8, to: "end.jsonl")
  }

  private func train(to output: String, _ more: String...) throws -> CommandRun {
    try CommandRun(
      [
        "train", "bpe", "--input", "0.txt", "1.txt", "2.txt", "3.txt", "end.jsonl", "--vocab-size",
        "320", "--threads", "1", "--weight", "1.txt=2.5", "--output", output,
      ] + more, in: folder.path)
  }

  private func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")
  }

  /// Counts four files of five, then dies.
  private func die(output: String) throws {
    let died = try train(to: output, "--checkpoint-every", "0.000001")
    #expect(died.status == 1)
    #expect(died.errors.contains("end.jsonl"))
    #expect(exists("\(output).checkpoint/counts-4"))
    #expect(!exists(output))
    try folder.write(Self.good.utf8, to: "end.jsonl")
  }

  @Test("with the bytes of a training that was not", arguments: ["t.json", "t"])
  func theSame(output: String) throws {
    try die(output: output)
    let resumed = try train(to: output, "--resume")
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(resumed.errors.contains("resuming: 20 documents are counted"))
    #expect(!exists("\(output).checkpoint"))
    let whole = try train(to: "whole" + (output.hasSuffix(".json") ? ".json" : ""))
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(!whole.errors.contains("resum"))
    let names =
      output == "t" ? ["/tokenizer.json", "/vocabulary.txt", "/training.json"] : [""]
    for name in names {
      let expected = output == "t" ? "whole\(name)" : "whole.json"
      #expect(try folder.read(output + name) == folder.read(expected))
    }
  }

  @Test("without what belongs to another training")
  func refused() throws {
    try die(output: "t.json")
    let other = try train(to: "t.json", "--resume", "--min-frequency", "2")
    #expect(other.status == 1)
    #expect(other.errors.contains("min-frequency was 1, not 2"))
    try folder.write("longer than before".utf8, to: "2.txt")
    let changed = try train(to: "t.json", "--resume")
    #expect(changed.status == 1)
    #expect(changed.errors.contains("2.txt"))
    let anew = try train(to: "t.json")
    #expect(anew.status == 0)
    #expect(anew.errors.contains("--resume would go on"))
  }

  @Test("and not on counts that were lost", arguments: ["", "garbage\n"])
  func damaged(counts: String) throws {
    try die(output: "t.json")
    try folder.write(counts.utf8, to: "t.json.checkpoint/counts-2")
    let resumed = try train(to: "t.json", "--resume")
    #expect(resumed.status == 1)
    #expect(resumed.errors.contains("t.json.checkpoint"))
    #expect(!exists("t.json"))
  }

  @Test("and ends as it would have where nothing can be saved")
  func unsaved() throws {
    try folder.write(Self.good.utf8, to: "end.jsonl")
    let whole = try train(to: "whole.json")
    #expect(whole.status == 0, "\(whole.errors)")
    try folder.write("in the way".utf8, to: "t.json.checkpoint")
    let trained = try train(to: "t.json", "--checkpoint-every", "0.000001")
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.split(separator: "\n").count { $0.contains("no checkpoint") } == 1)
    #expect(try folder.read("t.json") == folder.read("whole.json"))
  }

  @Test("and says so where the tokens that were reached do not come out again")
  func unlike() throws {
    try die(output: "t.json")
    _ = try CommandRun(
      ["train", "bpe", "--input", "end.jsonl", "--vocab-size", "300", "--output", "other.json"],
      in: folder.path)
    try folder.write(folder.read("other.json"), to: "t.json.checkpoint/tokenizer.json")
    let resumed = try train(to: "t.json", "--resume")
    #expect(resumed.status == 1)
    #expect(resumed.errors.contains("do not come out again"))
    #expect(!exists("t.json"))
  }

  @Test("or from the start where nothing was saved, and not from standard input")
  func nothing() throws {
    try folder.write(Self.good.utf8, to: "end.jsonl")
    let fresh = try train(to: "t.json", "--resume")
    #expect(fresh.status == 0)
    #expect(fresh.errors.contains("from the start"))
    let piped = try CommandRun(
      ["train", "bpe", "--input", "-", "--vocab-size", "300", "--output", "p.json", "--resume"],
      input: Array(CommandTests.corpus.utf8), in: folder.path)
    #expect(piped.status == 64)
    let seconds = try train(to: "t.json", "--checkpoint-every", "0")
    #expect(seconds.status == 64)
  }

  @Test("a training that ends early says why, and is rebuilt by its record")
  func leastSaving() throws {
    try folder.write(Self.good.utf8, to: "end.jsonl")
    let ended = try train(to: "t", "--min-saved-bytes", "40")
    #expect(ended.status == 0)
    #expect(ended.errors.contains("one more merge saves less than 40 bytes"))
    let verified = try CommandRun(
      [
        "train", "verify", "t", "--input", "0.txt", "1.txt", "2.txt", "3.txt", "end.jsonl",
        "--weight", "1.txt=2.5",
      ], in: folder.path)
    #expect(verified.status == 0, "\(verified.errors)")
  }
}
