import ArgumentParser
import TokenAnalysis

/// A tokenizer and the model whose input its tokens are billed as, such as `o200k_base=gpt-4o`.
struct BilledTokenizer: ExpressibleByArgument {
  /// The tokenizer as it was given, or its name.
  let tokenizer: String
  private let model: String

  init?(argument: String) {
    // A path may hold an equals sign; the name of a model does not.
    guard let sign = argument.lastIndex(of: "="), sign != argument.startIndex else { return nil }
    tokenizer = String(argument[..<sign])
    model = String(argument[argument.index(after: sign)...])
    if model.isEmpty { return nil }
  }

  /// What the model's input costs by the first price list that knows it.
  func price(_ prices: PriceOptions) throws -> InputPrice {
    let catalogue = try prices.catalogue()
    guard let quote = catalogue.quotes(for: model, on: prices.asOf?.day).first else {
      throw catalogue.unknownModel(model)
    }
    guard
      let rate = quote.card.perToken(.input, service: prices.terms.service, inputTokens: 0)
    else { throw CommandFailure("\(quote.source): no price for the input of \(model)") }
    let date = quote.date.map { ", \($0)" } ?? ""
    return InputPrice(model: model, perToken: rate, source: quote.source + date)
  }
}
