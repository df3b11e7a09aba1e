import Foundation
import TestSupport
import Testing

@Suite("The command")
struct CommandTests {
  let folder: TemporaryFolder

  static let corpus = """
    말모이는 말을 모은다는 뜻이다.
    우리말을 모으고 다듬어 사전을 엮으려던 사람들이 있었다.
    The first dictionary was never printed.
    They gathered words, one slip of paper at a time.

    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.corpus.utf8, to: "corpus.txt")
  }

  func run(_ arguments: String..., input: [UInt8] = []) throws -> CommandRun {
    try CommandRun(arguments, input: input, in: folder.path)
  }

  func trained(_ more: String...) throws -> CommandRun {
    try CommandRun(
      ["train", "bpe", "--input", "corpus.txt", "--vocab-size", "300", "--output", "t.json"] + more,
      in: folder.path)
  }

  @Test("trains, encodes, and decodes to the same bytes")
  func roundTrip() throws {
    let training = try trained("--normalizer", "none")
    #expect(training.status == 0, "\(training.errors)")
    #expect(training.output.isEmpty)
    #expect(training.errors.contains("300 (44 merges)"))
    let bytes: [UInt8] = Array("말모이 gathered\r\n\u{0}".utf8) + [0xFF, 0xEA, 0xB0] + Array("끝".utf8)
    for format in ["ids", "u32"] {
      let encoded = try run("encode", "--tokenizer", "t.json", "--format", format, input: bytes)
      #expect(encoded.status == 0, "\(encoded.errors)")
      let decoded = try run(
        "decode", "--tokenizer", "t.json", "--format", format, input: encoded.output)
      #expect(decoded.output == bytes)
    }
  }

  @Test(
    "tells how a command is used by its whole name, however it is asked",
    arguments: [
      ("count --help", 0), ("help count", 0), ("count --no-such-option", 64),
      ("count --budget many", 64),
    ])
  func usage(words: String, status: Int32) throws {
    let run = try CommandRun(words.split(separator: " ").map(String.init), in: folder.path)
    #expect(run.status == status)
    #expect((run.text + run.errors).contains(/U(SAGE|sage): malmoi count \[<options>\]/))
    let version = try CommandRun(["count", "--version"], in: folder.path)
    #expect(version.text == (try CommandRun(["--version"], in: folder.path)).text)
  }

  @Test("takes each line as a document with --lines")
  func lines() throws {
    _ = try trained()
    let encoded = try run("encode", "--tokenizer", "t.json", "--lines", input: Array("a\n\nb".utf8))
    #expect(encoded.text.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
    let pieces = try run(
      "encode", "--tokenizer", "t.json", "--format", "pieces", "--lines",
      input: Array("a\n\nb".utf8) + [0xEA])
    #expect(pieces.text == "[\"a\"]\n[]\n[\"b\",\"<0xEA>\"]\n")
    let json = try run("encode", "--tokenizer", "t.json", "--format", "json", input: [0x61])
    #expect(json.text.hasSuffix(",\"pieces\":[\"a\"],\"offsets\":[[0,1]]}\n"))
  }

  @Test("counts files and folders, and holds a budget")
  func count() throws {
    _ = try trained()
    try folder.write(Array("가나다".utf8), to: "texts/가.txt")
    try folder.write(Array("abc".utf8), to: "texts/b.txt")
    try folder.write([0, 1, 2], to: "texts/binary")
    let table = try run("count", "--tokenizer", "t.json", "texts")
    #expect(table.status == 0)
    #expect(table.text.split(separator: "\n").count == 6)
    #expect(table.text.contains("texts/b.txt "))
    #expect(table.text.contains("total"))
    let json = try run("count", "--tokenizer", "t.json", "--json", "corpus.txt")
    let object = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    #expect(object?["tokenizer"] as? String == "t")
    #expect(object?["total_bytes"] as? Int == Self.corpus.utf8.count)
    let over = try run("count", "--tokenizer", "t.json", "--budget", "3", "corpus.txt")
    #expect(over.status == 3)
    #expect(over.text.contains("corpus.txt"))
    #expect(over.errors.hasPrefix("over budget: "))
    let missing = try run("count", "--tokenizer", "t.json", "none.txt", "corpus.txt")
    #expect(missing.status == 1)
    #expect(missing.text.contains("corpus.txt"))
    #expect(missing.errors.contains("none.txt"))
  }

  @Test("writes a vocabulary folder that can be rebuilt and is found by name")
  func vocabularyFolder() throws {
    let training = try run(
      "train", "bpe", "--input", "corpus.txt", "--vocab-size", "290", "--output", "vocab/mine",
      "--special-token", "<|end|>", "--hold-out", "2")
    #expect(training.status == 1)
    #expect(training.errors == "Error: vocab: no such folder; make it before training\n")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/vocab", withIntermediateDirectories: true)
    let again = try run(
      "train", "bpe", "--input", "corpus.txt", "--vocab-size", "290", "--output", "vocab/mine",
      "--special-token", "<|end|>", "--hold-out", "2")
    #expect(again.status == 0, "\(again.errors)")
    let listed = try run("vocab", "list")
    #expect(listed.text.contains("mine"))
    #expect(try run("vocab", "inspect", "mine").text.contains("<|end|> (0)"))
    let verified = try run("train", "verify", "vocab/mine", "--input", "corpus.txt")
    #expect(verified.status == 0, "\(verified.errors)")
    try folder.write(Array("다른 글\n".utf8), to: "corpus.txt")
    let changed = try run("train", "verify", "vocab/mine", "--input", "corpus.txt")
    #expect(changed.status == 1)
    #expect(changed.errors.hasPrefix("Error: corpus.txt: not the file that was trained on"))
  }

  @Test("a special token is text unless it is allowed by name")
  func specialTokens() throws {
    _ = try trained("--special-token", "<|end|>")
    let text = Array("<|end|>".utf8)
    #expect(try run("encode", "--tokenizer", "t.json", input: text).text != "0\n")
    for name in ["<|end|>", "all"] {
      let allowed = try run(
        "encode", "--tokenizer", "t.json", "--allow-special", name, input: text)
      #expect(allowed.text == "0\n")
    }
    let unknown = try run(
      "encode", "--tokenizer", "t.json", "--allow-special", "<|x|>", input: text)
    #expect(unknown.status == 1)
    #expect(unknown.errors.contains("<|x|>"))
  }

  @Test("converts between formats and refuses what would be lost")
  func convert() throws {
    _ = try trained("--normalizer", "none", "--pretokenizer", "cl100k")
    #expect(try run("vocab", "convert", "t.json", "t.tiktoken").status == 0)
    #expect(
      try run("vocab", "convert", "--pretokenizer", "cl100k", "t.tiktoken", "u.json").status == 0)
    let text = Array("말모이는 gathered 12345 words".utf8)
    let ids = try run("encode", "--tokenizer", "t.json", input: text).text
    #expect(try run("encode", "--tokenizer", "u.json", input: text).text == ids)
    _ = try trained()
    let refused = try run("vocab", "convert", "t.json", "n.tiktoken")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("no place for a normalizer"))
    #expect(!folder.names.contains("n.tiktoken"))
  }

  struct Refusal: CustomTestStringConvertible, Sendable {
    var arguments: [String]
    var status: Int32
    var message: String
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let refusals = [
    Refusal(
      arguments: ["encode", "--tokenizer", "t.json", "none.txt"], status: 1, message: "none.txt"),
    Refusal(arguments: ["encode", "--tokenizer", "t.json", "."], status: 1, message: "folder"),
    Refusal(
      arguments: ["encode", "--tokenizer", "t.json", "/dev/zero"], status: 1, message: "/dev/zero"),
    Refusal(arguments: ["encode", "--tokenizer", "corpus.txt"], status: 1, message: "corpus.txt"),
    Refusal(arguments: ["encode", "--format", "xml"], status: 64, message: "--format"),
    Refusal(
      arguments: ["decode", "--tokenizer", "t.json", "corpus.txt"], status: 1, message: "line 1"),
    Refusal(
      arguments: ["decode", "--tokenizer", "t.json", "big.txt"], status: 1, message: "99999"),
    Refusal(
      arguments: ["train", "bpe", "--input", "corpus.txt"], status: 64, message: "--vocab-size"),
    Refusal(arguments: train("255"), status: 1, message: "256"),
    Refusal(arguments: train("-5"), status: 64, message: "--vocab-size"),
    Refusal(
      arguments: train("300", input: "empty.txt"), status: 1,
      message: "empty.txt: the corpus is empty"),
    Refusal(arguments: train("300", input: "none.txt"), status: 1, message: "none.txt"),
    Refusal(
      arguments: train("300", input: "-") + ["--hold-out", "9"], status: 64, message: "once"),
    Refusal(arguments: train("300") + ["--weight", "x=2"], status: 64, message: "x is not among"),
    Refusal(arguments: train("300") + ["--pattern", "("], status: 1, message: "pattern"),
    Refusal(
      arguments: [
        "train", "bpe", "--input", "corpus.txt", "--vocab-size", "300", "-o", "t.tiktoken",
      ],
      status: 64, message: "normalizer"),
    Refusal(
      arguments: [
        "train", "bpe", "--input", "corpus.txt", "--vocab-size", "300", "-o", "no/t.json",
      ],
      status: 1, message: "no such folder"),
    Refusal(
      arguments: ["vocab", "inspect", "malmoi-ko-en-99k"], status: 1, message: "malmoi-ko-en-99k"),
    Refusal(arguments: ["count", "--budget", "-1"], status: 64, message: "--budget"),
  ]

  static func train(_ size: String, input: String = "corpus.txt") -> [String] {
    ["train", "bpe", "--input", input, "--vocab-size", size, "--output", "out.json"]
  }

  @Test("bad input gets a line, a status and no output file", arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    _ = try trained()
    try folder.write([], to: "empty.txt")
    try folder.write(Array("12 99999".utf8), to: "big.txt")
    let run = try CommandRun(refusal.arguments, in: folder.path)
    #expect(run.status == refusal.status, "\(run.errors)")
    #expect(run.errors.contains(refusal.message), "\(run.errors)")
    #expect(run.output.isEmpty)
    if refusal.status == 1 {
      #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
    #expect(!folder.names.contains("out.json"))
  }

  @Test("large vocabulary sizes are reported, not refused")
  func unreachableSize() throws {
    let run = try run(
      "train", "bpe", "--input", "corpus.txt", "--vocab-size", "1000000000", "--output", "t.json")
    #expect(run.status == 0)
    #expect(run.errors.contains("of 1,000,000,000 tokens could be made"))
  }

  @Test("progress is silent unless asked for, and JSON when asked")
  func progress() throws {
    let json = try trained("--progress", "json")
    let first = try #require(json.errors.split(separator: "\n").first)
    #expect(first.hasPrefix("{\"phase\": \"reading\""))
    #expect(try trained().errors.hasPrefix("wrote t.json"))
  }
}
