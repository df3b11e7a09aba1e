import Foundation
import TestSupport
import Testing

@Suite("Options for Korean")
struct KoreanOptionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let words = ["사전", "낱말", "사람", "마음", "나라"]
    let particles = ["은", "에서는", "을", "까지", "의"]
    let lines = (0..<300).map { "\(words[$0 % 5])\(particles[$0 / 5 % 5]) \(words[$0 / 7 % 5])\n" }
    try folder.write(lines.joined().utf8, to: "ko.txt")
  }

  private func run(_ arguments: [String], input: String = "") throws -> CommandRun {
    try CommandRun(arguments, input: Array(input.utf8), in: folder.path)
  }

  private func train(_ more: [String]) throws -> CommandRun {
    try run(["train", "bpe", "--input", "ko.txt", "--vocab-size", "300"] + more)
  }

  @Test(
    "are recorded, verified and priced",
    arguments: [
      (["--korean-split", "josa"], "--korean-split josa"), (["--jamo"], "--jamo"),
      (["--whole-syllables"], "--whole-syllables"),
    ])
  func priced(_ options: [String], name: String) throws {
    let training = try train(options + ["--output", "v"])
    #expect(training.status == 0, "\(training.errors)")
    let price = training.errors.split(separator: "\n").filter { $0.contains("price") }
    #expect(price.count == 1 && price[0].contains("of \(name): "), "\(training.errors)")
    #expect(price[0].contains("% tokens in the training text"))
    let verified = try run(["train", "verify", "v", "--input", "ko.txt"])
    #expect(verified.status == 0, "\(verified.errors)")
    let text = "사전에서는 사람까지 한글을\n"
    let encoded = try run(["encode", "--tokenizer", "v"], input: text)
    let decoded = try CommandRun(
      ["decode", "--tokenizer", "v"], input: encoded.output, in: folder.path)
    #expect(decoded.output == Array(text.utf8))
    let plain = try train(["--korean-split", "none", "--output", "plain.json"])
    #expect(!plain.errors.contains("price"))
    #expect(try folder.read("plain.json") != folder.read("v/tokenizer.json"))
  }

  @Test("are told in word counts, which cannot be cut anew")
  func fromCounts() throws {
    let counts = try run(["count-words", "ko.txt", "--korean-split", "josa", "--output", "counts"])
    #expect(counts.status == 0, "\(counts.errors)")
    let arguments = ["train", "bpe", "--from-counts", "counts", "--vocab-size", "300"]
    let training = try run(
      arguments + ["--korean-split", "josa", "--whole-syllables", "--output", "c.json"])
    #expect(training.status == 0, "\(training.errors)")
    #expect(training.errors.contains("of --korean-split josa unknown"))
    #expect(training.errors.contains("of --whole-syllables: "))
    _ = try train(["--korean-split", "josa", "--whole-syllables", "--output", "t.json"])
    #expect(try folder.read("c.json") == folder.read("t.json"))
    #expect(try run(arguments + ["--output", "n.json"]).status == 1)
  }

  @Test(
    "that contradict others are refused",
    arguments: [
      (["--jamo", "--normalizer", "nfc"], "--jamo"),
      (["--korean-split", "josa", "--jamo"], "jamo"),
      (["--korean-split", "josa", "--pretokenizer", "gpt2"], "o200k"),
      (["--korean-split", "josa", "--pattern", "a"], "o200k"),
      (["--korean-split", "josa", "--normalizer", "nfd"], "jamo"),
    ])
  func refusals(_ options: [String], saying word: String) throws {
    let refused = try train(options + ["--output", "v"])
    #expect(refused.status == 64)
    #expect(refused.errors.contains(word), "\(refused.errors)")
  }
}
