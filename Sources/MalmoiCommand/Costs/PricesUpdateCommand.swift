import ArgumentParser
import TokenAnalysis
import VocabularyStore

/// `malmoi prices update`.
struct PricesUpdateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update", abstract: "Write a dated snapshot of a price list.",
    discussion: """
      The snapshot is one file in a format of its own: exact prices, a model a line, equal bytes for \
      equal input. It is written when everything has been read, or not at all.

      Examples:
        malmoi prices update --output prices.json --from \
      https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json
        malmoi prices update --from prices.json --date 2026-11-20 --model gpt-5.4 --output -
      """)

  @Option(
    help: ArgumentHelp(
      """
      A list to read, or its https:// address; - is standard input. Of several the first that has \
      a model counts.
      """, valueName: "file-or-url"))
  var from: [String]
  @Option(help: "The day of the list; today for one that is fetched.") var date: BillingTime?
  @Option(help: "The name of the list; without it that of the format.") var source: String?
  @Option(help: "Keep only these models.") var model: [String] = []
  @Option(help: "The file to write; - is standard output.") var output: String

  /// The longest list that is fetched, in bytes; litellm's has 3 MB.
  private static let sizeLimit = 64 << 20

  func validate() throws {
    if date == nil, !from.allSatisfy(WebAddress.isMeant) {
      throw ValidationError("Say by --date of which day the list is.")
    }
  }

  func run() throws {
    let day = try date?.day ?? BillingTime(ProcessEnvironment.today).day
    let books = try from.map(book)
    let models = try chosen(from: books)
    let sources = source ?? books.map(\.source).joined(separator: " and ")
    let snapshot = PriceBook(source: sources, date: day, models: models)
    var data = DataOutput(path: output)
    try data.write(snapshot.json)
    try data.finish()
    Talk.line("\(grouped(models.count)) models of \(snapshot.source), \(day)")
  }

  /// The models that are named, or all; of several lists the first that has one counts.
  private func chosen(from books: [PriceBook]) throws -> [PricedModel] {
    let names = model.isEmpty ? books.flatMap { $0.models.map(\.name) } : model
    var seen = Set<[UInt8]>()
    return try names.filter { seen.insert(Array($0.utf8)).inserted }.map { name in
      guard let book = books.first(where: { $0[name] != nil }), var model = book[name] else {
        throw PriceCatalogue(books: books).unknownModel(name)
      }
      model.source = model.source ?? book.source
      return model
    }
  }

  private func book(_ place: String) throws -> PriceBook {
    guard WebAddress.isMeant(by: place) else { return try PriceOptions.book(place) }
    let address = try WebAddress(place)
    let bytes = try WebTransfer.fetch(WebAccess.request(address), limit: Self.sizeLimit)
    return try PriceOptions.book(bytes, from: address.shown)
  }
}
