import Foundation
import TestSupport
import Testing

@Suite("Mixing languages")
struct MixingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    // English is larger, and its numbers are about as frequent as Korean.
    try folder.write((0..<90).map { "말모이 사전을 엮는다 \($0)\n" }.joined().utf8, to: "ko.txt")
    let english = (0..<400).map { "the words of \($0) people were gathered slowly\n" }
    try folder.write(english.joined().utf8, to: "en.txt")
    try folder.write("말모이 사전\n사전을 엮는다\n".utf8, to: "side.ko")
    try folder.write("gathered words\nthe words\n".utf8, to: "side.en")
  }

  private func train(_ more: [String]) throws -> CommandRun {
    try CommandRun(
      ["train", "bpe", "--input", "ko.txt", "en.txt", "--vocab-size", "300"] + more,
      in: folder.path)
  }

  private func verify(_ more: [String] = []) throws -> CommandRun {
    try CommandRun(
      ["train", "verify", "v", "--input", "ko.txt", "en.txt"] + more, in: folder.path)
  }

  private static let sides = ["--parity", "ko.txt=side.ko", "--parity", "en.txt=side.en"]

  @Test("a temperature is a weight for each input, is recorded, and is verified")
  func temperature() throws {
    let training = try train(["--temperature", "2", "--output", "v"])
    #expect(training.status == 0, "\(training.errors)")
    let record = String(decoding: try folder.read("v/training.json"), as: UTF8.self)
    #expect(record.contains(#""temperature": "2""#))
    let sizes = try ["ko.txt", "en.txt"].map { Double(try folder.read($0).count) }
    let weight = (10_000 * (sizes[1] / sizes[0]).squareRoot()).rounded() / 10_000
    #expect(weight > 1)
    #expect(record.contains(#""weight": "\#(weight)""#))
    #expect(record.contains(#""weight": "1""#))
    #expect(try verify().status == 0)
    let weighed = try train(["--weight", "ko.txt=\(weight)", "--output", "w.json"])
    #expect(weighed.status == 0, "\(weighed.errors)")
    #expect(try folder.read("w.json") == folder.read("v/tokenizer.json"))
    let even = try train(["--temperature", "1", "--output", "one.json"])
    #expect(even.status == 0, "\(even.errors)")
    _ = try train(["--output", "plain.json"])
    #expect(try folder.read("one.json") == folder.read("plain.json"))
    #expect(try folder.read("w.json") != folder.read("plain.json"))
  }

  @Test("parity helps the worse compressed language, tells the premium, and is verified")
  func parity() throws {
    let training = try train(Self.sides + ["--output", "v"])
    #expect(training.status == 0, "\(training.errors)")
    #expect(training.errors.contains("bytes per token in side.ko"))
    #expect(training.errors.contains("tokens of side.ko for one of side.en"))
    let record = String(decoding: try folder.read("v/training.json"), as: UTF8.self)
    #expect(record.contains(#""parity-0": ""#) && record.contains(#""parallel-1-tokens": "#))
    #expect(try verify(Self.sides).status == 0)
    #expect(try verify().status == 1)
    #expect(
      try verify(["--parity", "ko.txt=side.en", "--parity", "en.txt=side.en"]).errors
        .contains("another parallel text"))
    // English alone is learnt where sizes decide, and both where parity does.
    _ = try train(["--output", "plain.json"])
    let counts = try ["plain.json", "v"].map { name in
      let run = try CommandRun(
        ["count", "--tokenizer", name, "--json", "side.ko"], in: folder.path)
      let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
      return try #require(object?["total_tokens"] as? Int)
    }
    #expect(counts[1] < counts[0])
  }

  @Test("parity trains on word counts as on text")
  func parityFromCounts() throws {
    for name in ["ko", "en"] {
      let run = try CommandRun(
        ["count-words", "\(name).txt", "--output", "\(name).counts"], in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    #expect(try train(Self.sides + ["--output", "text.json"]).status == 0)
    let counted = try CommandRun(
      [
        "train", "bpe", "--from-counts", "ko.counts", "en.counts", "--vocab-size", "300",
        "--parity", "ko.counts=side.ko", "--parity", "en.counts=side.en", "--output", "counts.json",
      ], in: folder.path)
    #expect(counted.status == 0, "\(counted.errors)")
    #expect(try folder.read("counts.json") == folder.read("text.json"))
  }

  @Test(
    "mixtures without sense are refused",
    arguments: [
      (["--temperature", "0.5"], 64, "temperature"),
      (["--temperature", "3", "--weight", "ko.txt=2"], 64, "--weight"),
      (["--temperature", "3", "--parity", "ko.txt=side.ko"], 64, "choose one"),
      (["--parity", "ko.txt=side.ko"], 64, "en.txt needs"),
      (["--parity", "none.txt=side.ko"], 64, "none.txt"),
      (["--parity-after", "5"], 64, "--parity"),
      (["--parity", "ko.txt=side.ko", "--parity", "en.txt=ko.txt"], 1, "line n"),
      (["--parity", "ko.txt=side.ko", "--parity", "en.txt=none"], 1, "none"),
      (["--parallel", "side.ko"], 64, "two files"),
      (["--parallel", "side.ko", "ko.txt"], 1, "line n"),
    ])
  func refusals(_ options: [String], status: Int32, saying word: String) throws {
    let run = try train(options + ["--output", "v"])
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/v"))
  }
}
