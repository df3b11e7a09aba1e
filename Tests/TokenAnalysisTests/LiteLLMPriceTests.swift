import Testing

import TokenAnalysis

@Suite("litellm's price list")
struct LiteLLMPriceTests {
  private static let file = """
    {
      "sample_spec": {"input_cost_per_token": 0.0, "mode": "one of: chat", "max_input_tokens": "max"},
      "tiered": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 1050000,
        "input_cost_per_token": 2.5e-06, "input_cost_per_token_above_272k_tokens": 5e-06,
        "input_cost_per_token_priority": 5e-06, "output_cost_per_token": 1.5e-05,
        "output_cost_per_token_above_272k_tokens": 2.25e-05, "output_cost_per_token_priority": 3e-05,
        "cache_read_input_token_cost": 2.5e-07, "input_cost_per_token_batches": 1.25e-06,
        "output_cost_per_token_batches": 7.5e-06, "input_cost_per_image": 0.1, "unknown": [1, {}]},
      "ranged": {"litellm_provider": "dashscope", "tiered_pricing": [
        {"input_cost_per_token": 2e-06, "output_cost_per_token": 3e-06, "range": [32000.0, 128000]},
        {"input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06, "range": [0, 32000.0],
         "cache_read_input_token_cost": 1e-07}]},
      "xai": {"litellm_provider": "xai", "input_cost_per_token": 1e-06,
        "input_cost_per_token_above_128k_tokens": 2e-06, "output_cost_per_token": 1e-06},
      "night": {"litellm_provider": "deepseek", "input_cost_per_token": 2e-06,
        "output_cost_per_token": 4e-06, "off_peak_pricing": {"input_cost_per_token": 1e-06,
        "windows": [{"hours_utc": ["16:30-00:30"], "weekdays": [1, 2]}],
        "weekday_timezone": "Asia/Shanghai"}},
      "painter": {"litellm_provider": "openai", "output_cost_per_image": 0.04}
    }
    """

  struct Case: CustomTestStringConvertible {
    var model: String
    var service = ServiceLevel.standard
    var input = 0
    var cached = 0
    var output = 0
    var total: String?
    var testDescription: String { "\(model) \(service) \(input) \(cached) \(output)" }
  }

  @Test(
    "rates follow litellm's rules",
    arguments: [
      Case(model: "tiered", input: 272_000, output: 2, total: "0.68003"),
      Case(model: "tiered", input: 272_001, output: 2, total: "1.36005"),
      Case(model: "tiered", service: .priority, input: 10, output: 1, total: "0.00008"),
      Case(model: "tiered", service: .priority, input: 300_000, output: 2, total: "1.500045"),
      Case(model: "tiered", service: .batch, input: 300_000, cached: 300_000, total: "0.375"),
      Case(model: "tiered", service: .flex, input: 1, total: nil),
      Case(model: "ranged", input: 32_000, cached: 10_000, output: 1, total: "0.023002"),
      Case(model: "ranged", input: 32_001, cached: 10_000, output: 1, total: "0.064005"),
      Case(model: "ranged", input: 999_000, output: 0, total: "1.998"),
      Case(model: "xai", input: 127_999, total: "0.127999"),
      Case(model: "xai", input: 128_000, total: "0.256"),
    ])
  func rates(_ test: Case) throws {
    let book = try PriceBook(liteLLM: Array(Self.file.utf8))
    let card = try #require(book[test.model]?.card())
    let usage = TokenUsage(
      inputTokens: test.input, cachedTokens: test.cached, outputTokens: test.output)
    let bill = try Bill(usage, by: card, terms: Bill.Terms(service: test.service))
    #expect(bill.total?.description == test.total)
  }

  @Test(
    "off-peak hours go on past midnight on the vendor's weekdays",
    arguments: [
      (1, 16 * 60 + 29, false), (1, 16 * 60 + 30, true), (7, 16 * 60 + 30, true),
      (1, 29, true), (1, 30, false), (2, 17 * 60, false), (7, 23 * 60, true), (6, 17 * 60, false),
    ])
  func offPeak(_ weekday: Int, _ minute: Int, _ isOpen: Bool) throws {
    let card = try #require(try PriceBook(liteLLM: Array(Self.file.utf8))["night"]?.card())
    let moment = WeekMoment(weekday: weekday, minute: minute)
    let bill = try Bill(
      TokenUsage(inputTokens: 1000, cachedTokens: 500, outputTokens: 100), by: card,
      terms: Bill.Terms(moment: moment))
    #expect(bill.total?.description == (isOpen ? "0.0014" : "0.0024"))
  }

  @Test("models without a price for tokens, and the sample, are left out")
  func leftOut() throws {
    let book = try PriceBook(liteLLM: Array(Self.file.utf8))
    #expect(book.models.map(\.name) == ["tiered", "ranged", "xai", "night"])
    #expect(book["tiered"]?.contextWindow == 1_050_000)
  }

  @Test(
    "a broken list is refused with the place",
    arguments: [
      (#"{"m": {"input_cost_per_token": -1}}"#, "m.input_cost_per_token: \"-1\" is not a price"),
      (
        #"{"m": {"input_cost_per_token": "cheap"}}"#,
        "m.input_cost_per_token: \"cheap\" is not a price"
      ),
      (
        #"{"m": {"input_cost_per_token": 1e999}}"#,
        "m.input_cost_per_token: \"1e999\" is not a price"
      ),
      (
        #"{"m": {"input_cost_per_token": true}}"#,
        "line 1, column 32: expected number, found boolean"
      ),
      (#"{"m": 1}"#, "line 1, column 7: expected object, found number"),
      ("[]", "line 1, column 1: expected object, found array"),
      ("{}", "the price list: no model in it has a price for a token"),
      (
        #"{"m": {"off_peak_pricing": {"hours_utc": "25:00-01:00"}}}"#,
        "m.off_peak_pricing.hours_utc: \"25:00-01:00\" is not hours such as 16:30-00:30"
      ),
      (#"{"m": {"input_cost_per_token": 1e-6"#, "line 1, column 36: the text ends in the middle"),
    ])
  func broken(_ text: String, _ message: String) {
    let error = #expect(throws: TokenAnalysisError.self) {
      try PriceBook(liteLLM: Array(text.utf8))
    }
    #expect(error?.description == message)
  }
}
