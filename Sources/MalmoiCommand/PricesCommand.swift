import ArgumentParser
import TokenAnalysis
import VocabularyStore

/// `malmoi prices`: price lists.
struct PricesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prices", abstract: "Show price lists, and keep snapshots of them.",
    subcommands: [Show.self, Update.self])

  /// `malmoi prices show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show what a price list says, in dollars for a million tokens.")

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

  /// `malmoi prices update`.
  struct Update: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write a dated snapshot of a price list.",
      discussion: """
        The snapshot is one file in a format of its own: exact prices, a model a line, equal bytes for \
        equal input. To fetch a list, use a program for that: \
        curl … | malmoi prices update --from - --date 2026-11-20 --output prices.json
        """)

    @Option(
      help: "A list to read; - is standard input. Of several the first that has a model counts.")
    var from: [String]
    @Option(help: "The day of the list.") var date: BillingTime
    @Option(help: "The name of the list; without it that of the format.") var source: String?
    @Option(help: "Keep only these models.") var model: [String] = []
    @Option(help: "The file to write; - is standard output.") var output: String

    func run() throws {
      let books = try from.map(PriceOptions.book)
      let names = model.isEmpty ? books.flatMap { $0.models.map(\.name) } : model
      var models: [PricedModel] = []
      var seen = Set<[UInt8]>()
      for name in names where seen.insert(Array(name.utf8)).inserted {
        guard let book = books.first(where: { $0[name] != nil }), var model = book[name] else {
          throw PriceCatalogue(books: books).unknownModel(name)
        }
        model.source = model.source ?? book.source
        models.append(model)
      }
      let sources = source ?? books.map(\.source).joined(separator: " and ")
      let snapshot = PriceBook(source: sources, date: date.day, models: models)
      var data = DataOutput(path: output)
      try data.write(snapshot.json)
      try data.finish()
      Talk.line("\(grouped(models.count)) models of \(snapshot.source), \(date.day)")
    }
  }
}
