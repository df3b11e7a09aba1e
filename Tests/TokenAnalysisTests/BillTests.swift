import TestSupport
import Testing

import TokenAnalysis

@Suite("Bills")
struct BillTests {
  private let card = RateCard(
    rates: [
      .standard: [
        .input: Rate(
          base: dollars("2.5e-06"), cliffs: [Rate.Cliff(above: 272_000, rate: dollars("5e-06"))]),
        .cachedInput: Rate(base: dollars("2.5e-07")),
        .output: Rate(base: dollars("1.5e-05")),
      ],
      .batch: [.input: Rate(base: dollars("1.25e-06")), .output: Rate(base: dollars("7.5e-06"))],
    ], regionFactors: ["eu": dollars("1.1")])

  @Test("every token of a call is billed exactly once")
  func billsOnce() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<2000 {
      let parts = (0..<10).map { _ in Int.random(in: 0...100_000, using: &generator) }
      let usage = TokenUsage(
        inputTokens: parts[0...5].reduce(0, +), cachedTokens: parts[1], cacheWriteTokens: parts[2],
        cacheWriteHourTokens: parts[3], audioInputTokens: parts[4], imageInputTokens: parts[5],
        outputTokens: parts[6...9].reduce(0, +), reasoningTokens: parts[7],
        audioOutputTokens: parts[8], imageOutputTokens: parts[9])
      let bill = try Bill(usage, by: card)
      #expect(Set(bill.lines.map(\.unit)).count == bill.lines.count)
      let input = bill.lines.filter(\.unit.isInput).reduce(0) { $0 + $1.tokens }
      #expect(input == usage.inputTokens)
      #expect(bill.lines.reduce(0) { $0 + $1.tokens } == usage.inputTokens + usage.outputTokens)
    }
  }

  @Test("one token over the border doubles the price of all")
  func cliff() throws {
    let below = try Bill(TokenUsage(inputTokens: 272_000), by: card)
    let above = try Bill(TokenUsage(inputTokens: 272_001), by: card)
    #expect(below.input?.description == "0.68")
    #expect(above.input?.description == "1.360005")
  }

  @Test("cached tokens count towards the border but are billed at their own rate only")
  func cached() throws {
    let bill = try Bill(
      TokenUsage(inputTokens: 272_001, cachedTokens: 272_000, outputTokens: 10), by: card)
    #expect(bill.input?.description == "0.068005")
    #expect(bill.output?.description == "0.00015")
    #expect(bill.total?.description == "0.068155")
  }

  @Test("a region's factor is on everything")
  func region() throws {
    let bill = try Bill(
      TokenUsage(inputTokens: 1000, outputTokens: 100), by: card, terms: Bill.Terms(region: "eu"))
    #expect(bill.total?.description == "0.0044")
  }

  @Test("a service level that is not offered has no price")
  func notOffered() throws {
    let bill = try Bill(TokenUsage(inputTokens: 0), by: card, terms: Bill.Terms(service: .flex))
    #expect(bill.total == nil)
  }

  @Test("a call without tokens costs nothing")
  func nothing() throws {
    #expect(try Bill(TokenUsage(inputTokens: 0), by: card).total == .zero)
  }

  @Test("usages that contradict themselves are refused")
  func refusals() {
    #expect(throws: TokenAnalysisError.absurdCount(name: "input_tokens", value: -1)) {
      try Bill(TokenUsage(inputTokens: -1), by: card)
    }
    #expect(throws: TokenAnalysisError.absurdCount(name: "output_tokens", value: .max)) {
      try Bill(TokenUsage(inputTokens: 1, outputTokens: .max), by: card)
    }
    #expect(
      throws: TokenAnalysisError.partsExceedWhole(name: "input_tokens", parts: 11, whole: 10)
    ) {
      try Bill(TokenUsage(inputTokens: 10, cachedTokens: 11), by: card)
    }
  }
}

/// The number that a text of a test spells.
func dollars(_ text: String) -> ExactDecimal {
  guard let number = ExactDecimal(text: text) else { preconditionFailure("\(text) is no number") }
  return number
}
