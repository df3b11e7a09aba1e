import Foundation
import TestSupport
import Testing

@Suite("malmoi vocab convert")
struct ConvertTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array("말모이는 gathered 12345 words, 말을 모은다\n".utf8), to: "text.txt")
    try folder.write(Array("one line\n".utf8), to: "other.txt")
  }

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(arguments, in: folder.path)
  }

  private func train() throws {
    _ = try run(
      "train", "bpe", "--input", "text.txt", "--vocab-size", "280", "--output", "t.json",
      "--normalizer", "none", "--pretokenizer", "gpt2", "--tie-break", "raw")
  }

  @Test
  func `what was converted is verified by texts, given once or after the names`() throws {
    try train()
    for files in [["--verify", "text.txt", "other.txt"], ["--verify", "text.txt"]] {
      let done = try CommandRun(
        ["vocab", "convert", "t.json", "u.tiktoken"] + files, in: folder.path)
      #expect(done.status == 0, "\(done.errors)")
      #expect(done.errors.contains("the same ids by both"))
    }
    #expect(try run("vocab", "convert", "t.json", "w.json", "text.txt").status == 64)
    let missing = try run("vocab", "convert", "t.json", "w.json", "--verify", "none.txt")
    #expect(missing.status == 1)
    #expect(!folder.names.contains("w.json"))
  }

  @Test
  func `the other formats come back to the same bytes`() throws {
    try train()
    for (there, back) in [
      ("vocab.json", "back.json"), ("tekken.json", "again.tiktoken"), ("plain.tiktoken", "p.json"),
    ] {
      #expect(try run("vocab", "convert", "t.json", there).status == 0)
      let pattern = there.hasSuffix(".tiktoken") ? ["--pretokenizer", "gpt2"] : []
      let done = try CommandRun(["vocab", "convert", there, back] + pattern, in: folder.path)
      #expect(done.status == 0, "\(there): \(done.errors)")
    }
    #expect(try folder.read("back.json") == folder.read("t.json"))
    #expect(try folder.read("again.tiktoken") == folder.read("plain.tiktoken"))
    #expect(folder.names.contains("merges.txt"))
  }

  @Test
  func `the first token that a conversion changes is named, and nothing is written`() throws {
    try folder.write(Self.roundedModel, to: "rounded.model")
    try folder.write(Array("xy abcd".utf8), to: "rounded.txt")
    let unverified = try run("vocab", "convert", "rounded.model", "r.json")
    #expect(unverified.status == 1)
    #expect(unverified.errors.contains("--verify"))
    let differing = try run(
      "vocab", "convert", "rounded.model", "r.json", "--verify", "rounded.txt")
    #expect(differing.status == 1)
    #expect(
      differing.errors.contains(
        "rounded.txt: byte 2: \"\u{2581}a\" (1) before, \"\u{2581}abcd\" (5) in r.json"),
      "\(differing.errors)")
    #expect(!folder.names.contains("r.json"))
    let same = try run("vocab", "convert", "rounded.model", "r.json", "--verify", "other.txt")
    #expect(same.status == 0, "\(same.errors)")
  }

  @Test(arguments: ["x.model", "x.gguf", "x.trie", "x.bin"])
  func `an output of another name is refused by it`(_ name: String) throws {
    try train()
    let refused = try run("vocab", "convert", "t.json", name)
    #expect(refused.status == 64)
    #expect(refused.errors.contains(name))
  }

  /// A Unigram model in which sums of 32 bits prefer other tokens than sums of 64: the small scores
  /// vanish beside the large one.
  private static let roundedModel: [UInt8] = {
    let pieces: [(String, Float, UInt8)] = [
      ("<unk>", 0, 2), ("\u{2581}a", -16_777_216, 1), ("b", -1, 1), ("c", -1, 1), ("d", -1, 1),
      ("\u{2581}abcd", -16_777_218, 1),
    ]
    var bytes: [UInt8] = []
    for (text, score, kind) in pieces {
      var piece: [UInt8] = [0x0A, UInt8(text.utf8.count)] + text.utf8 + [0x15]
      for shift in stride(from: 0, to: 32, by: 8) {
        piece.append(UInt8(truncatingIfNeeded: score.bitPattern >> UInt32(shift)))
      }
      piece += [0x18, kind]
      bytes += [0x0A, UInt8(piece.count)] + piece
    }
    return bytes
  }()
}
