/// What a tokenizer's tokens cost as the input of a model that uses it.
package struct InputPrice: Sendable, Equatable {
  /// The model.
  package var model: String
  /// Dollars for a token of input.
  package var perToken: ExactDecimal
  /// The price list, and its day where that is known.
  package var source: String

  package init(model: String, perToken: ExactDecimal, source: String) {
    self.model = model
    self.perToken = perToken
    self.source = source
  }

  /// Dollars for a million characters (Unicode scalars) of a text of so many tokens and characters,
  /// rounded to six places, half away from zero; nil for a text without characters.
  ///
  /// Example: 3,000 tokens for 2,000 characters at 2 dollars a million tokens: 3 dollars.
  package func perMillionCharacters(tokens: Int, characters: Int) -> ExactDecimal? {
    guard characters > 0 else { return nil }
    // Of the amount for a million times the text, in millionths of a dollar; whole below 2^127 for
    // any text and price that fit their types.
    let million = ExactDecimal(1_000_000)
    let scaled = (perToken * ExactDecimal(tokens) * million * million).rounded(toPlaces: 0)
    guard let amount = Int128(scaled.description) else { return nil }
    let micro = (amount + Int128(characters / 2)) / Int128(characters)
    let digits = String(micro)
    let padded = String(repeating: "0", count: max(0, 7 - digits.count)) + digits
    return ExactDecimal(text: "\(padded.dropLast(6)).\(padded.suffix(6))")
  }
}

extension Comparison {
  /// Dollars for a million characters of a text under a tokenizer that has a price.
  package func cost(result index: Int, text place: Int) -> ExactDecimal? {
    let result = results[index]
    let counts = result.measures[place].counts
    return result.subject.price?.perMillionCharacters(
      tokens: counts.tokens, characters: counts.scalars)
  }

  /// Whether some tokenizer has a price.
  package var hasPrices: Bool { results.contains { $0.subject.price != nil } }
}
