import TokenAnalysis
import Testing

@Suite("Price lists")
struct PriceBookTests {
  private static let genai = """
    [{"id": "openai", "pricing_urls": ["https://example.com"], "models": [
      {"id": "m", "context_window": 1000, "prices": [
        {"prices": {"input_mtok": 2, "output_mtok": {"base": "4", "tiers": [{"start": 100, "price": "6"}]}},
         "constraint": null},
        {"prices": {"input_mtok": 1.5, "output_mtok": 3}, "constraint": {"start_date": "2026-03-01"}}],
       "price_variants": [
        {"when": {"processing": "batch"}, "prices": {"input_mtok": 0.5},
         "constraint": {"start_date": "2026-05-01"}},
        {"when": {"speed": "fast"}, "prices": {"input_mtok": 99}}]}]},
     {"id": "reseller", "models": [
      {"id": "night", "prices": [
        {"prices": {"input_mtok": "0.135", "cache_read_mtok": "0.035"}},
        {"prices": {"input_mtok": "0.27"},
         "constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"}}]},
      {"id": "search", "prices": {"requests_kcount": 5}}]}]
    """

  struct Case: CustomTestStringConvertible {
    var model: String
    var at: String?
    var service = ServiceLevel.standard
    var input = 0
    var output = 0
    var total: String?
    var testDescription: String { "\(model) \(at ?? "") \(service) \(input) \(output)" }
  }

  @Test(
    "genai-prices' dated prices, tiers and service levels hold from their day on",
    arguments: [
      Case(model: "m", at: "2026-02-28", input: 100, output: 10, total: "0.00024"),
      Case(model: "openai/m", at: "2026-02-28", input: 101, output: 10, total: "0.000262"),
      Case(model: "m", at: "2026-03-01", input: 101, output: 10, total: "0.0001815"),
      Case(model: "m", input: 101, output: 10, total: "0.0001815"),
      Case(model: "m", at: "2026-04-30", service: .batch, input: 10, total: nil),
      Case(model: "m", at: "2026-05-01", service: .batch, input: 10, output: 1, total: "0.000008"),
      Case(model: "reseller/night", at: "2026-05-01T16:29Z", input: 10, total: "0.0000027"),
      Case(model: "reseller/night", at: "2026-05-01T16:30Z", input: 10, total: "0.00000135"),
      Case(model: "reseller/night", input: 10, total: "0.0000027"),
    ])
  func genAIPrices(_ test: Case) throws {
    let book = try PriceBook(genAIPrices: Array(Self.genai.utf8))
    let time = try test.at.map { try BillingTime($0) }
    let card = try #require(book[test.model]?.card(on: time?.day, at: time?.moment))
    let usage = TokenUsage(inputTokens: test.input, outputTokens: test.output)
    let bill = try Bill(usage, by: card, terms: Bill.Terms(service: test.service))
    #expect(bill.total?.description == test.total)
  }

  @Test("models without a price for tokens, and resellers' bare names, are not listed")
  func names() throws {
    let book = try PriceBook(genAIPrices: Array(Self.genai.utf8))
    #expect(book.models.map(\.name) == ["openai/m", "m", "reseller/night"])
  }

  @Test(
    "Upstage's models have a price by the names that Upstage gives them",
    arguments: ["solar-pro2", "solar-pro3", "solar-pro4", "solar-mini4", "upstage/solar-mini4"])
  func solar(_ name: String) {
    #expect(PriceCatalogue(books: [.malmoi]).quotes(for: name).count == 1)
  }

  @Test("our own list is read, and written again byte for byte")
  func ownList() throws {
    let book = PriceBook.malmoi
    #expect(book.models.count > 100)
    #expect(book.date != nil)
    #expect(book.models.allSatisfy { $0.source != nil })
    let again = try PriceBook(anyFormat: book.json)
    #expect(again.models == book.models)
    #expect(again.json == book.json)
  }

  @Test("a list of the others is the same after it was kept as a snapshot")
  func snapshot() throws {
    let book = try PriceBook(anyFormat: Array(Self.genai.utf8))
    #expect(try PriceBook(own: book.json).models == book.models)
  }

  @Test(
    "a broken list of ours is refused with the place",
    arguments: [
      (#"{"format": "x"}"#, "format: it is not malmoi-prices-1"),
      (
        #"{"format": "malmoi-prices-1", "models": [{"model": "a", "price": 1}]}"#,
        #"models[0]: "price" is no member of it"#
      ),
      (
        #"{"format": "malmoi-prices-1", "models": [{"model": "a", "prices": [{"standard": {"inputs": "1"}}]}]}"#,
        #"models[0].prices[0].standard: "inputs" is no member of it"#
      ),
      (
        #"{"format": "malmoi-prices-1", "models": [{"model": "a", "prices": [{"standard": {"input": "-1"}}]}]}"#,
        #"models[0].prices[0].standard.input: "-1" is not a price"#
      ),
      (
        #"{"format": "malmoi-prices-1", "models": [{"vendor": "a"}]}"#,
        "models[0]: it has no name of a model"
      ),
    ])
  func broken(_ text: String, _ message: String) {
    let error = #expect(throws: TokenAnalysisError.self) {
      try PriceBook(anyFormat: Array(text.utf8))
    }
    #expect(error?.description == message)
  }

  @Test("the first list that has the model counts, and disagreement is said")
  func catalogue() throws {
    let genai = try PriceBook(genAIPrices: Array(Self.genai.utf8))
    let other =
      #"{"m": {"litellm_provider": "openai", "input_cost_per_token": 1e-06, "output_cost_per_token": 0}}"#
    let catalogue = PriceCatalogue(books: [genai, try PriceBook(liteLLM: Array(other.utf8))])
    let quotes = catalogue.quotes(for: "azure/m")
    #expect(quotes.map(\.source) == ["genai-prices", "litellm"])
    let difference = try quotes.first?.disagreement(
      with: quotes[1], on: TokenUsage(inputTokens: 10), terms: Bill.Terms())
    #expect(difference == "genai-prices and litellm disagree: $0.000015 and $0.00001")
    #expect(catalogue.quotes(for: "nobody").isEmpty)
  }

  @Test(
    "a record of a log is read, and what is misspelt is refused",
    arguments: [
      (
        #"{"model": "m", "input_tokens": 5, "outptu_tokens": 3}"#,
        #"the record: "outptu_tokens" is no member of it"#
      ),
      (#"{"input_tokens": 5}"#, "model: it is missing"),
      (
        #"{"model": "m", "service": "cheap"}"#,
        #"service: "cheap" is not standard, batch, flex or priority"#
      ),
      (
        #"{"model": "m", "at": "noon"}"#,
        #"the time: "noon" is not a date such as 2026-11-20 or 2026-11-20T16:30Z"#
      ),
      (#"{"model": "m", "input_tokens": 1.5}"#, "line 1, column 32: an integer should stand here"),
    ])
  func records(_ line: String, _ message: String) throws {
    let good = try UsageRecord(
      jsonLine: Array(
        #"{"model": "m", "input_tokens": 5, "cache_write_1h_tokens": 2, "service": "flex"}"#.utf8))
    #expect(good.usage == TokenUsage(inputTokens: 5, cacheWriteHourTokens: 2))
    #expect(good.terms.service == .flex)
    let error = #expect(throws: TokenAnalysisError.self) {
      try UsageRecord(jsonLine: Array(line.utf8))
    }
    #expect(error?.description == message)
  }
}
