import Foundation
import TestSupport
import Testing

@Suite("Comparing and checking")
struct CompareTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(CommandTests.corpus.utf8, to: "corpus.txt")
    try folder.write("말모이는 말을 모은다.\n\n고맙습니다!\n".utf8, to: "a.ko")
    try folder.write("Malmoi gathers words.\n\nThank you!\n".utf8, to: "a.en")
    for (name, size) in [("small", "270"), ("large", "300")] {
      let arguments = ["train", "bpe", "--input", "corpus.txt", "--vocab-size", size]
      _ = try CommandRun(arguments + ["--output", "\(name).json"], in: folder.path)
    }
  }

  func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(arguments, in: folder.path)
  }

  @Test("compare prints JSON by the names that others rely on")
  func json() throws {
    let result = try run(
      "compare", "--tokenizer", "small.json", "--tokenizer", "large.json", "--parallel", "a.ko",
      "a.en", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let root = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
    let tokenizers = try #require(root?["tokenizers"] as? [[String: Any]])
    #expect(tokenizers.map { $0["name"] as? String } == ["small", "large"])
    for tokenizer in tokenizers {
      let texts = try #require(tokenizer["texts"] as? [String: [String: Any]])
      #expect(Set(texts.keys) == ["ko", "en"])
      for key in [
        "tokens", "bytes_per_token", "fertility_eojeol", "cut_syllable_share",
        "incomplete_hangul_share", "renyi_efficiency",
      ] { #expect(texts["ko"]?[key] is NSNumber, "\(key)") }
      #expect(texts["ko"]?["tokens"] as? Int ?? 0 > 0)
      #expect(tokenizer["premium_mean"] as? Double ?? 0 > 0)
    }
  }

  @Test(
    "compare tells tokenizers of one name apart by the folders before it, no more than it takes")
  func namesakes() throws {
    let small = try folder.read("small.json")
    let paths = ["x/old/own/tokenizer.json", "x/new/own/tokenizer.json", "x/own.json"]
    for path in paths { try folder.write(small, to: path) }
    func names(_ paths: [String]) throws -> [String?] {
      let result = try CommandRun(
        ["compare", "--text", "a.ko", "--json"] + paths.flatMap { ["--tokenizer", $0] },
        in: folder.path)
      #expect(result.status == 0, "\(result.errors)")
      let root = try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any]
      return try #require(root?["tokenizers"] as? [[String: Any]]).map { $0["name"] as? String }
    }
    #expect(try names(paths) == ["old/own", "new/own", "x/own.json"])
    #expect(try names([paths[0], paths[2], "large.json"]) == ["own", "own.json", "large"])
    #expect(try names([paths[2], paths[2]]) == ["own.json", "own.json"])
  }

  @Test("compare says what a million characters cost")
  func cost() throws {
    let arguments = ["compare", "--tokenizer", "small.json", "--text", "a.ko", "--json", "--model"]
    let result = try CommandRun(arguments + ["small=gpt-4o"], in: folder.path)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.text.contains("\"input_usd_per_token\": \"0.0000025\""))
    #expect(result.text.contains("\"usd_per_million_characters\": \""))
    let unknown = try CommandRun(arguments + ["small=gpt-4oo"], in: folder.path)
    #expect(unknown.status == 1 && unknown.errors.contains("gpt-4o"))
    #expect(try CommandRun(arguments + ["small"], in: folder.path).status == 64)
  }

  @Test("compare writes a report in every format and language")
  func reports() throws {
    for language in ["ko", "en"] {
      let result = try run(
        "compare", "--tokenizer", "small.json", "--text", "a.ko", "--language", language,
        "--report", "r.html", "--report", "r.md", "--report", "r.csv", "--report", "r.json")
      #expect(result.status == 0, "\(result.errors)")
      let page = String(decoding: try folder.read("r.html"), as: UTF8.self)
      #expect(page.contains("<html lang=\"\(language)\">") && page.hasSuffix("</html>\n"))
      #expect(!page.contains("http://") && !page.contains("https://"))
      #expect(try folder.read("r.csv").starts(with: Array("tokenizer,text,metric".utf8)))
    }
  }

  @Test("compare refuses texts that are not parallel, and bad usage")
  func refusals() throws {
    try folder.write("One line.\n".utf8, to: "short.en")
    let unequal = try run(
      "compare", "--tokenizer", "small.json", "--parallel", "a.ko", "short.en")
    #expect(unequal.status == 1 && unequal.errors.contains("one has 3 and the other 1"))
    #expect(try run("compare", "--text", "a.ko").status == 64)
    #expect(try run("compare", "--tokenizer", "small.json").status == 64)
    #expect(
      try run("compare", "--tokenizer", "small.json", "--text", "a.ko", "--report", "x.pdf").status
        == 64)
  }

  @Test("lint prints a report card, and fails the check where it is told to")
  func lint() throws {
    let card = try run("vocab", "lint", "large.json")
    #expect(card.status == 0, "\(card.errors)")
    #expect(card.text.contains("of 11,172"))
    #expect(try run("vocab", "lint", "large.json", "--json").text.contains("\"findings\""))
    let plain = String(decoding: try folder.read("small.json"), as: UTF8.self)
    let marked = plain.replacing(
      "\"added_tokens\": []",
      with: """
        "added_tokens": [{"id": 270, "content": "[INST]", "special": false, "single_word": false, \
        "lstrip": false, "rstrip": false, "normalized": false}]
        """)
    try folder.write(marked.utf8, to: "marked.json")
    let gate = try run("vocab", "lint", "marked.json")
    #expect(gate.status == 3 && gate.text.contains("undeclared-control-token"))
    #expect(
      try run("vocab", "lint", "marked.json", "--ignore", "undeclared-control-token").status == 0)
    let strict = try run("vocab", "lint", "large.json", "--fail-on", "note", "--sarif", "s.json")
    #expect(strict.status == (card.text.contains("note: ") ? 3 : 0))
    #expect(String(decoding: try folder.read("s.json"), as: UTF8.self).contains("\"2.1.0\""))
  }

  @Test(
    "encode colours pieces on a terminal, and not where NO_COLOR is set",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script"), "needs script"))
  func colours() throws {
    func pieces(_ environment: String) throws -> String {
      let command =
        "printf '말을 뷁' | \(environment) malmoi encode --tokenizer large.json --format pieces"
      return try CommandRun.shell("script -qec \"\(command)\" /dev/null", in: folder.path)
        .replacing("\r\n", with: "\n")
    }
    let colourless = try pieces("NO_COLOR=1")
    let coloured = try pieces("NO_COLOR=")
    #expect(colourless.hasPrefix("[\"") && !colourless.contains("\u{1B}"))
    #expect(coloured.contains("\u{1B}[") && coloured.contains(";4m"))
    #expect(coloured.replacing(/\x1B\[[0-9;]*m/, with: "") == colourless)
  }
}
