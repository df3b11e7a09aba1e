import Foundation
import TestSupport
import Testing

@Suite("What a prompt costs")
struct CostTests {
  let folder: TemporaryFolder

  static let prices = """
    {"m": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 2000,
      "input_cost_per_token": 2e-06, "input_cost_per_token_above_1k_tokens": 4e-06,
      "cache_read_input_token_cost": 5e-07, "output_cost_per_token": 1e-05,
      "input_cost_per_token_batches": 1e-06, "output_cost_per_token_batches": 5e-06}}
    """

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.prices.utf8, to: "prices.json")
  }

  func cost(_ arguments: String..., input: [UInt8] = []) throws -> CommandRun {
    try CommandRun(
      ["cost", "--prices", "prices.json"] + arguments, input: input, in: folder.path)
  }

  @Test("prints the members that other tools rely on, money exact")
  func json() throws {
    let run = try cost(
      "--model", "m", "--input-tokens", "1001", "--cached-tokens", "1", "--output-tokens", "3",
      "--json")
    #expect(run.status == 0, "\(run.errors)")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output)) as? [[String: Any]])
    let row = try #require(rows.first)
    #expect(row["model"] as? String == "m")
    #expect(row["certainty"] as? String == "exact")
    #expect(row["input_tokens"] as? Int == 1001)
    #expect(row["cached_tokens"] as? Int == 1)
    #expect(row["output_tokens"] as? Int == 3)
    #expect(row["input_usd"] as? String == "0.0040005")
    #expect(row["output_usd"] as? String == "0.00003")
    #expect(row["total_usd"] as? String == "0.0040305")
    #expect(row["price_source"] as? String == "litellm")
    #expect(row["price_date"] is NSNull)
    #expect(row["tokenizer"] is NSNull)
  }

  @Test("says what cutting a few tokens would save, and what is too long")
  func advice() throws {
    let run = try cost("--model", "m", "--input-tokens", "1010")
    #expect(run.errors.contains("10 tokens over 1000"))
    let long = try cost("--model", "m", "--input-tokens", "2001")
    #expect(long.errors.contains("1 tokens more than the window of 2000"))
  }

  @Test("multiplies to months, currencies and taxes without rounding on the way")
  func sums() throws {
    let run = try cost(
      "--model", "m", "--input-tokens", "3", "--calls-per-day", "7", "--currency", "KRW=1470.5",
      "--vat", "10", "--csv")
    #expect(
      run.text.split(separator: "\n").last
        == "m,,exact,3,0,0,0.000006,0,0.000006,0.0097053,2.038113,litellm,")
  }

  @Test("marks the cheapest model that can take the call")
  func cheapest() throws {
    let two = """
      {"small": {"litellm_provider": "a", "max_input_tokens": 10, "input_cost_per_token": 1e-06,
        "output_cost_per_token": 0},
       "large": {"litellm_provider": "a", "input_cost_per_token": 2e-06, "output_cost_per_token": 0}}
      """
    try folder.write(two.utf8, to: "two.json")
    for (tokens, name) in [("10", "small *"), ("11", "large *")] {
      let run = try CommandRun(
        [
          "cost", "--prices", "two.json", "--model", "small", "--model", "large", "--input-tokens",
          tokens,
        ],
        in: folder.path)
      #expect(run.text.contains(name))
      #expect(run.text.count { $0 == "*" } == 1)
    }
  }

  @Test("bills a log of usages, a line each")
  func log() throws {
    let log = """
      {"model": "m", "input_tokens": 10}
      {"model": "m", "input_tokens": 10, "service": "batch"}

      """
    let run = try cost("--usage-log", "-", input: Array(log.utf8))
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.text.split(separator: "\n")
    #expect(lines.count == 2)
    let batch = try cost("--batch", "--usage-log", "-", input: Array(log.utf8))
    #expect(batch.text.split(separator: "\n")[0].contains(#""total_usd":"0.00001""#))
    #expect(lines[0].contains(#""total_usd":"0.00002""#))
    #expect(lines[1].contains(#""total_usd":"0.00001""#))
  }

  @Test(
    "stops with one line that names what is wrong",
    arguments: [
      (
        ["--model", "mm", "--input-tokens", "1"], 1,
        #"no model is named "mm"; the nearest names are "m""#
      ),
      (
        ["--model", "m", "--input-tokens", "1", "--cached-tokens", "2"], 1,
        "sum to 2, more than the whole of 1"
      ),
      (
        ["--model", "m", "--input-tokens", "1", "--output-tokens", "2000000000000"], 1,
        "output_tokens is 2000000000000"
      ),
      (["--model", "m", "--prices", "nowhere.json", "--input-tokens", "1"], 1, "nowhere.json"),
      (["--usage-log", "prices.json"], 1, "prices.json:1:"),
      (["--input-tokens", "1"], 64, "--model"),
      (["--model", "m", "--input-tokens", "1", "--cached-share", "2"], 64, "between 0 and 1"),
      (["--model", "m", "--input-tokens", "1", "--as-of", "2026-02-30"], 64, "2026-02-30"),
    ])
  func failures(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let run = try CommandRun(["cost", "--prices", "prices.json"] + arguments, in: folder.path)
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("keeps a snapshot of a list, byte for byte the same each time")
  func snapshot() throws {
    let arguments = [
      "prices", "update", "--from", "prices.json", "--date", "2026-11-20", "--output",
      "snapshot.json",
    ]
    var contents: [Data] = []
    for _ in 0..<2 {
      let run = try CommandRun(arguments, in: folder.path)
      #expect(run.status == 0, "\(run.errors)")
      contents.append(try Data(contentsOf: URL(filePath: "\(folder.path)/snapshot.json")))
    }
    #expect(contents[0] == contents[1])
    let shown = try CommandRun(["prices", "show", "--prices", "snapshot.json"], in: folder.path)
    #expect(shown.text.contains("2026-11-20"))
    #expect(shown.text.contains("1,000"))
  }
}

@Suite("Counting for models, chats and budgets")
struct ModelCountTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a b c d e f".utf8, to: "long.md")
    try folder.write("a".utf8, to: "short.md")
    try folder.write(#"[{"role": "user", "content": "ab"}]"#.utf8, to: "chat.json")
  }

  func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(arguments, in: folder.path)
  }

  @Test("what cannot be read below a folder is named, and the rest is counted")
  func brokenBelowFolder() throws {
    try folder.write("a".utf8, to: "texts/a.md")
    let files = FileManager.default
    for (link, goal) in [("gone", "nothing"), ("loop", "loop")] {
      try files.createSymbolicLink(
        atPath: "\(folder.path)/texts/\(link)", withDestinationPath: goal)
    }
    let run = try run("count", "texts")
    #expect(run.status == 1)
    #expect(run.text.contains("texts/a.md"))
    #expect(run.errors.contains("texts/gone: "))
    #expect(run.errors.contains("texts/loop: "))
    #expect(run.errors.split(separator: "\n").count == 2)
  }

  @Test("a file of budgets fails by name, after the counts")
  func budgets() throws {
    try folder.write(
      "budgets:\n  short.md: 5\n  other.md: 1_000\n  \"*.md\": 3\n".utf8, to: "budgets.yaml")
    let run = try run("count", "--budget-file", "budgets.yaml", "*.md")
    #expect(run.status == 3)
    #expect(run.text.contains("short.md"))
    #expect(run.errors.contains("long.md: 6 tokens, over its limit of 3"), "\(run.errors)")
    #expect(!run.errors.contains("short.md"))
  }

  @Test(
    "a broken file of budgets is refused with its place",
    arguments: [
      ("budgets:\n  a: x\n", "budgets.yaml:2: a number of tokens"),
      ("budgets:\n  a: [1]\n", "budgets.yaml:2: a number of tokens"),
      ("a: 1\nb: [", "budgets.yaml:3: it is no YAML"),
      ("budgets:\n  a: 1\n  a: 2\n", "budgets.yaml:3: a stands here twice"),
      ("budgets:\n  &x [1]: *x\n", "budgets.yaml:2: a pattern for paths"),
      ("", "budgets.yaml: it has no mapping budgets"),
      ("limits: {}\n", "budgets.yaml: it has no mapping budgets"),
      ("budgets:\n  a: -1\n", "from 0 on"),
    ])
  func brokenBudgets(_ yaml: String, _ message: String) throws {
    try folder.write(yaml.utf8, to: "budgets.yaml")
    let run = try run("count", "--budget-file", "budgets.yaml", "short.md")
    #expect(run.status == 1)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("chats are counted message by message, and broken ones named")
  func chats() throws {
    let good = try run("count", "--chat", "--json", "chat.json")
    #expect(good.status == 0, "\(good.errors)")
    #expect(good.text.contains("\"messages\": ["))
    let bad = try run("count", "--chat", "long.md", "chat.json")
    #expect(bad.status == 1)
    #expect(bad.errors.contains("long.md: line 1, column 1: a value should stand here"))
    #expect(bad.text.contains("chat.json"))
  }

  @Test("unknown models are refused with the nearest names")
  func unknown() throws {
    let run = try run("count", "--model", "claud-opus-4-7", "short.md")
    #expect(run.status == 1)
    #expect(run.errors.contains(#"the nearest names are "claude-opus-4-7""#), "\(run.errors)")
  }

  @Test("what fit writes is within the budget")
  func fit() throws {
    let cut = try run("fit", "--budget", "3", "--at", "eojeol", "long.md")
    #expect(cut.status == 0)
    #expect(cut.text == "a b ")
    let counted = try CommandRun(
      ["count", "--json", "--budget", "3"], input: cut.output, in: folder.path)
    #expect(counted.status == 0, "\(counted.text)")
    let nothing = try run("fit", "--budget", "0", "--chat", "chat.json")
    #expect(nothing.status == 3)
    #expect(nothing.output.isEmpty)
  }
}
