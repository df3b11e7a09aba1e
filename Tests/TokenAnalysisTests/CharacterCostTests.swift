import Testing

@testable import TokenAnalysis

@Suite("Cost of characters")
struct CharacterCostTests {
  @Test(
    "equals the tokens times the price, to six places",
    arguments: [
      ("0.000002", 3000, 2000, "3"), ("0.00000125", 1, 3, "0.416667"), ("0", 5, 5, "0"),
      ("0.000000000001", 1, 2, "0.000001"), ("75", 1_000_000_000, 1, "75000000000000000"),
    ])
  func perMillion(price: String, tokens: Int, characters: Int, expected: String) throws {
    let price = InputPrice(
      model: "m", perToken: try #require(ExactDecimal(text: price)), source: "test")
    let cost = price.perMillionCharacters(tokens: tokens, characters: characters)
    #expect(cost?.description == expected)
  }

  @Test("is unknown for a text without characters")
  func empty() {
    let price = InputPrice(model: "m", perToken: ExactDecimal(1), source: "test")
    #expect(price.perMillionCharacters(tokens: 0, characters: 0) == nil)
  }
}
