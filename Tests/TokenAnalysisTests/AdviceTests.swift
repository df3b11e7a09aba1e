import Testing

@testable import TokenAnalysis

@Suite("Advice")
struct AdviceTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var kind: Advice.Kind
    var count: Int
    var clean: String
    var testDescription: String { "\(kind) \(text.debugDescription)" }
  }

  @Test(
    "waste is found and taken out",
    arguments: [
      Case(
        text: "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF} ok", kind: .decomposedHangul,
        count: 2,
        clean: "한글 ok"),
      Case(text: "한글 \u{1112}", kind: .decomposedHangul, count: 0, clean: "한글 \u{1112}"),
      Case(
        text: "\u{FEFF}a\u{200B}b\u{AD}c\u{2060}", kind: .invisibleCharacters, count: 4,
        clean: "abc"),
      Case(text: "👩\u{200D}👧", kind: .invisibleCharacters, count: 0, clean: "👩\u{200D}👧"),
      Case(text: "a  b \n\n\n\nc\t\n", kind: .whiteSpace, count: 5, clean: "a b\n\nc\n"),
      Case(
        text: "if x:\n    y = 1\n\n\treturn\n", kind: .whiteSpace, count: 0,
        clean: "if x:\n    y = 1\n\n\treturn\n"),
      Case(text: "", kind: .whiteSpace, count: 0, clean: ""),
    ])
  func waste(_ test: Case) {
    let text = Array(test.text.utf8)
    let waste =
      switch test.kind {
      case .decomposedHangul: TextWaste.decomposedHangul(text)
      case .invisibleCharacters: TextWaste.invisibleCharacters(text)
      default: TextWaste.whiteSpace(text)
      }
    #expect(waste.count == test.count)
    #expect(waste.bytes == Array(test.clean.utf8))
  }

  private func estimate(input: Int, cached: Int = 0) throws -> CostEstimate {
    let card = RateCard(rates: [
      .standard: [
        .input: Rate(
          base: dollars("2e-06"), cliffs: [Rate.Cliff(above: 1000, rate: dollars("4e-06"))]),
        .output: Rate(base: dollars("1e-05")),
      ]
    ])
    let model = PricedModel(
      name: "m", vendor: "v", versions: [PricedModel.Version(card: card)], contextWindow: 1200)
    let quote = PriceCatalogue.Quote(model: model, card: card, source: "test", date: nil)
    return try CostEstimate(
      model: "m", facts: nil, usage: TokenUsage(inputTokens: input, cachedTokens: cached),
      price: quote, terms: Bill.Terms())
  }

  @Test(
    "a little over a border is worth saying, a lot is not",
    arguments: [(1000, nil), (1001, "0.002004"), (1300, "0.0032"), (2000, nil)])
  func cliff(_ input: Int, _ saved: String?) throws {
    let advice = try estimate(input: input).advice
    #expect(advice.first?.savedUSD?.description == saved)
    #expect(advice.count == (saved == nil ? 0 : 1))
  }

  @Test("a prompt longer than the window is said")
  func window() throws {
    #expect(try estimate(input: 1200).notes == [])
    #expect(try estimate(input: 1201).notes == ["1 tokens more than the window of 1200"])
  }

  @Test("advice on a text counts what the text would be without its waste")
  func advise() throws {
    var estimate = try estimate(input: 10)
    estimate.advise(on: Array("a  b\u{200B}".utf8)) { $0.count }
    #expect(estimate.advice.map(\.kind) == [.invisibleCharacters, .whiteSpace])
    #expect(estimate.advice.map(\.savedUSD?.description) == ["0.000006", "0.000002"])
  }
}
