import ArgumentParser
import TokenAnalysis
import VocabularyStore

/// `malmoi prices show`.
struct PricesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a price list says, in dollars for a million tokens.")

  @OptionGroup var prices: PriceOptions
  @Flag(help: "Print the list in the format that prices update writes.") var json = false
  @Argument(help: "Names of models, or beginnings of them; none for all.") var models: [String] =
    []

  func run() throws {
    for book in try prices.catalogue().books {
      let chosen = book.models.filter { model in
        models.isEmpty || models.contains { model.name.hasPrefix($0) }
      }
      if chosen.isEmpty, let name = models.first {
        throw PriceCatalogue(books: [book]).unknownModel(name)
      }
      var data = DataOutput(path: nil)
      let part = PriceBook(source: book.source, date: book.date, models: chosen)
      try data.write(json ? part.json : Array(table(part).utf8))
      try data.finish()
    }
  }

  private func table(_ book: PriceBook) -> String {
    let units: [BilledUnit] = [.input, .cachedInput, .cacheWrite, .cacheWriteHour, .output]
    var table = TextTable(
      [TextTable.Column(head: "model")]
        + units.map { TextTable.Column(head: $0.rawValue, isNumber: true) }
        + [TextTable.Column(head: "above", isNumber: true), TextTable.Column(head: "of")])
    for model in book.models {
      guard let card = model.card(on: prices.asOf?.day, at: prices.asOf?.moment) else { continue }
      for border in [0] + card.borders(service: prices.terms.service) {
        let cells = units.map { unit in
          card.perToken(
            unit, service: prices.terms.service, inputTokens: border + 1, at: prices.asOf?.moment
          ).map { ($0 * ExactDecimal(1_000_000)).description } ?? "?"
        }
        let date = (model.date ?? book.date)?.description ?? "–"
        table.add([model.name] + cells + [border == 0 ? "" : grouped(border), date])
      }
    }
    return table.text
  }
}
