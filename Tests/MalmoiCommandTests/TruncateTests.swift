import Foundation
import TestSupport
import Testing

@Suite("Sizes of a vocabulary on the command line")
struct TruncateTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.corpus.utf8, to: "corpus.txt")
  }

  func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(arguments, in: folder.path)
  }

  private func train(_ size: Int, to output: String, _ more: [String] = []) throws {
    let training = try CommandRun(
      ["train", "bpe", "--input", "corpus.txt", "--vocab-size", "\(size)", "--output", output]
        + more, in: folder.path)
    #expect(training.status == 0, "\(training.errors)")
  }

  @Test("a folder cut to a size is the one trained at that size, its record too")
  func folders() throws {
    let special = ["--special-token", "<|end|>"]
    try train(340, to: "large", special)
    try train(300, to: "small", special)
    let cut = try run("vocab", "truncate", "large", "--vocab-size", "300", "--output", "cut")
    #expect(cut.status == 0, "\(cut.errors)")
    for name in ["tokenizer.json", "vocabulary.txt", "training.json"] {
      #expect(try folder.read("cut/\(name)") == folder.read("small/\(name)"), "\(name)")
    }
    let card = String(decoding: try folder.read("cut/CARD.md"), as: UTF8.self)
    #expect(card.hasPrefix("# cut\n\nThe first 300 tokens of `large`"))
    #expect(card.contains("\n## large\n"))
    let verified = try run("train", "verify", "cut", "--input", "corpus.txt")
    #expect(verified.status == 0, "\(verified.errors)")
  }

  @Test("files are cut too, and nothing is written where a size has no sense")
  func files() throws {
    try train(320, to: "large.tiktoken", ["--normalizer", "none"])
    try train(280, to: "small.tiktoken", ["--normalizer", "none"])
    let cut = try run(
      "vocab", "truncate", "large.tiktoken", "--pattern", ".+", "--vocab-size", "280", "-o",
      "cut.tiktoken")
    #expect(cut.status == 0, "\(cut.errors)")
    #expect(try folder.read("cut.tiktoken") == folder.read("small.tiktoken"))
    try train(300, to: "t.json")
    let tooSmall = try run("vocab", "truncate", "t.json", "--vocab-size", "200", "-o", "no.json")
    #expect(tooSmall.status == 1)
    #expect(tooSmall.errors.contains("not between 256"))
    let noRecord = try run("vocab", "truncate", "t.json", "--vocab-size", "280", "-o", "no")
    #expect(noRecord.status == 1)
    #expect(noRecord.errors.contains("no training.json"))
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/no"))
  }

  @Test("a curve is a table, JSON and a picture")
  func curve() throws {
    try train(300, to: "t.json")
    let table = try run(
      "vocab", "curve", "t.json", "--korean", "corpus.txt", "--english", "corpus.txt", "-o", "c.svg"
    )
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.text.contains("knee"))
    #expect(String(decoding: try folder.read("c.svg"), as: UTF8.self).hasPrefix("<svg xmlns="))
    let json = try run("vocab", "curve", "t.json", "--korean", "corpus.txt", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let text = (object?["texts"] as? [String: Any])?["ko"] as? [String: Any]
    #expect((text?["tokens"] as? [Int])?.count == 45)
    let count = try run("encode", "--tokenizer", "t.json", "--lines", "corpus.txt")
    #expect(
      (text?["tokens"] as? [Int])?.last == count.text.split(whereSeparator: \.isWhitespace).count)
    #expect(try run("vocab", "curve", "t.json").status == 64)
  }
}
