import Foundation
import TestSupport
import Testing

@Suite("Word counts on the command line")
struct CountWordsTests {
  let folder: TemporaryFolder
  let lines: [String]

  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 6)
    let syllables = ["말", "모이", "낱", "를", " the", "ing", " er", " ", "12", "!"]
    lines = (0..<3000).map { _ in
      (0..<8).reduce("") { text, _ in text + (syllables.randomElement(using: &random) ?? "") }
        + "\n"
    }
    try folder.write(lines.joined().utf8, to: "all.txt")
  }

  func run(_ arguments: [String], input: [UInt8] = []) throws -> CommandRun {
    try CommandRun(arguments, input: input, in: folder.path)
  }

  private func train(_ arguments: String...) throws -> CommandRun {
    try run(["train", "bpe", "--vocab-size", "400"] + arguments)
  }

  /// Seven shards, one of them empty, counted as a filter; their names.
  private func countShards() throws -> [String] {
    try (0..<7).map { shard in
      let share = lines.enumerated().filter { [0, 1, 2, 4, 5, 6][$0.0 % 6] == shard }
      let text = share.map(\.1).joined()
      let counted = try run(["count-words"], input: Array(text.utf8))
      #expect(counted.status == 0, "\(counted.errors)")
      if text.isEmpty { #expect(counted.output.isEmpty) }
      try folder.write(counted.output, to: "shard\(shard)")
      return "shard\(shard)"
    }
  }

  @Test("train the vocabulary of the text, whatever the shards")
  func sharded() throws {
    let shards = try countShards()
    let whole = try train("--input", "all.txt", "--output", "text.json")
    #expect(whole.status == 0, "\(whole.errors)")
    let fromShards = try run(
      ["train", "bpe", "--vocab-size", "400", "--from-counts"] + shards.reversed()
        + ["--output", "shards.json"])
    #expect(fromShards.status == 0, "\(fromShards.errors)")
    #expect(try folder.read("shards.json") == folder.read("text.json"))
    let merged = try run(["merge-counts"] + shards + ["--output", "merged"])
    #expect(merged.status == 0, "\(merged.errors)")
    let text = String(decoding: try folder.read("merged"), as: UTF8.self)
    let sum = text.split(separator: "\n")
    #expect(sum.last == "~eof\t6")
    #expect(sum.contains("~docs\t3000"))
    #expect(sum == sum.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    _ = try run(["merge-counts", "shard0", "shard1", "shard2", "-o", "half"])
    _ = try run(["merge-counts", "half", "shard4", "shard5", "shard6", "-o", "again"])
    #expect(try folder.read("again") == folder.read("merged"))
    let frequent = try run(["merge-counts", "--min-count", "9"] + shards)
    let kept = sum.filter { line in
      let isWord = !line.hasPrefix("~") && !line.hasPrefix("#")
      return !isWord || Int(line.split(separator: "\t")[1]) ?? 0 >= 9
    }
    #expect(frequent.text.split(separator: "\n") == kept)
    #expect(
      frequent.errors == "left out \(sum.count - kept.count) words that were counted "
        + "less than 9 times\n")
  }

  @Test("train the WordPiece vocabulary of the text", arguments: ["frequency", "likelihood"])
  func wordPiece(scoring: String) throws {
    try folder.write((lines.joined() + "Ábc [MASK] 말\n").utf8, to: "all.txt")
    let options = ["--vocab-size", "120", "--scoring", scoring, "--normalizer", "bert-uncased"]
    let whole = try run(
      ["train", "wordpiece"] + options + ["--input", "all.txt", "--output", "text.json"])
    #expect(whole.status == 0, "\(whole.errors)")
    try folder.write(lines[..<1000].joined().utf8, to: "0")
    try folder.write((lines[1000...].joined() + "Ábc [MASK] 말\n").utf8, to: "1")
    for shard in ["0", "1"] {
      let counted = try run(
        ["count-words", "--normalizer", "bert-uncased", shard, "--output", "counts" + shard])
      #expect(counted.status == 0, "\(counted.errors)")
    }
    let shards = ["--from-counts", "counts0", "counts1"]
    let fromShards = try run(
      ["train", "wordpiece"] + options + shards + ["--output", "shards.json"])
    #expect(fromShards.status == 0, "\(fromShards.errors)")
    #expect(try folder.read("shards.json") == folder.read("text.json"))
    let bytePairs = try train("--from-counts", "counts0", "--output", "x.json")
    #expect(bytePairs.errors.contains("give the training the options of the counting"))
  }

  @Test("name their recipe by the hash of what --recipe prints")
  func recipe() throws {
    let printed = try run(["count-words", "--recipe", "--normalizer", "none"])
    #expect(printed.text.hasPrefix("{\"format\":1,\"normalizer\":\"none\""))
    let counted = try run(["count-words", "--normalizer", "none"], input: Array("말".utf8))
    try folder.write(printed.output, to: "recipe.json")
    let digest = try CommandRun.shell("sha256sum < recipe.json", in: folder.path).prefix(64)
    #expect(
      counted.text.split(separator: "\n") == [
        "#recipe=\(digest)\t1", "66eQ\t1", "~bytes\t3", "~chars\t1", "~docs\t1", "~dropped\t0",
        "~eof\t1",
      ])
  }

  @Test("of shards that died, of other recipes or other documents are refused")
  func refusals() throws {
    _ = try countShards()
    let one = try folder.read("shard0")
    try folder.write(one.dropLast("~eof\t1\n".utf8.count), to: "dead")
    let dead = try train("--from-counts", "dead", "shard1", "--output", "x.json")
    #expect(dead.status == 1)
    #expect(dead.errors.contains("2 shards were begun and 1 ended"))
    let other = try train(
      "--from-counts", "shard0", "--normalizer", "none", "--output", "x.json")
    #expect(other.status == 1)
    #expect(other.errors.contains("give the training the options of the counting"))
    try folder.write(
      try run(["count-words", "--pretokenizer", "gpt2", "all.txt"]).output, to: "gpt2")
    let mixed = try train("--from-counts", "shard0", "gpt2", "--output", "x.json")
    #expect(mixed.status == 1)
    #expect(mixed.errors.contains("word counts of 2 recipes do not add up"))
    let documents = try train(
      "--from-counts", "shard0", "--expect-docs", "7", "--output", "x.json")
    #expect(documents.status == 1)
    #expect(documents.errors.contains("are of 500 documents, not of 7"))
    let whole = try train(
      "--from-counts", "shard0", "--expect-docs", "500", "--output", "x.json")
    #expect(whole.status == 0, "\(whole.errors)")
    try folder.write(Array("b\t1\na\t1\n".utf8), to: "bad")
    #expect(try train("--from-counts", "bad", "--output", "x.json").errors.contains("bad: line 1"))
    #expect(try train("--output", "x.json").status == 64)
  }

  /// 28 million lines of 80 spaces lose the merge of two spaces where counts have 32 bits.
  @Test("of more than 32 bits lose nothing")
  func largeCounts() throws {
    let counted = try run(["count-words", "--normalizer", "none"], input: Array("말ab cd".utf8))
    let large = counted.text.split(separator: "\n").map { line in
      line.hasPrefix("YWI=") || line.hasPrefix("66eQYWI") ? line.dropLast(1) + "8589934593" : line
    }
    try folder.write((large.joined(separator: "\n") + "\n").utf8, to: "large")
    let trained = try run([
      "train", "bpe", "--vocab-size", "259", "--from-counts", "large", "--normalizer", "none",
      "--output", "large.json",
    ])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.errors.contains("259 (3 merges)"))
  }
}
