public import ArgumentParser
import CorpusReading
public import TokenAnalysis
import TokenizerModel
import VocabularyStore

/// Where prices come from, and the terms of a call.
struct PriceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      A price list: litellm's, genai-prices' or one that prices update wrote. Several may be given; \
      the first that knows a model counts, and where the others disagree is said.
      """, valueName: "file"))
  var prices: [String] = []

  @Option(help: ArgumentHelp("The day of the call, or 2026-11-20T16:30Z.", valueName: "date"))
  var asOf: BillingTime?

  @Option(help: "The service level: standard, batch, flex or priority.")
  var service: ServiceLevel?

  @Flag(help: "Short for --service batch.") var batch = false

  @Option(help: "The region whose surcharge applies, such as eu or us.") var region: String?

  func validate() throws {
    if batch, let service, service != .batch {
      throw ValidationError("--batch and --service \(service.rawValue) exclude each other.")
    }
  }

  /// The lists, our own where none is named.
  func catalogue() throws -> PriceCatalogue {
    if prices.isEmpty { return PriceCatalogue(books: [.malmoi]) }
    return PriceCatalogue(books: try prices.map(Self.book))
  }

  /// Reads one list.
  static func book(_ path: String) throws -> PriceBook {
    try book(readWholeFile(path), from: path)
  }

  /// Reads the bytes of a list; `place` says where they are from.
  static func book(_ bytes: [UInt8], from place: String) throws -> PriceBook {
    do {
      return try PriceBook(anyFormat: bytes)
    } catch { throw CommandFailure("\(place): \(error)") }
  }

  /// The terms of a call.
  var terms: Bill.Terms {
    Bill.Terms(
      service: batch ? .batch : service ?? .standard, region: region?.lowercased(),
      moment: asOf?.moment)
  }
}

extension ServiceLevel: ExpressibleByArgument {}

extension BillingTime: ExpressibleByArgument {
  /// Reads a day or a minute of it; nil for anything else.
  public init?(argument: String) {
    guard let time = try? BillingTime(argument) else { return nil }
    self = time
  }
}

extension PriceCatalogue {
  /// The failure of a name that no list has, with the nearest ones that some have.
  func unknownModel(_ name: String) -> CommandFailure {
    CommandFailure("no model is named \(JSONReader.quoted(name.utf8))\(nearest(to: name))")
  }

  /// A half-sentence with the nearest names, or where the names stand if none is near.
  func nearest(to name: String) -> String {
    let nearest = NearestNames.find(name, in: Array(Set(modelNames)), limit: 3)
      .map { JSONReader.quoted($0.utf8) }
    return nearest.isEmpty
      ? "; malmoi prices show lists all names"
      : "; the nearest names are \(nearest.joined(separator: ", "))"
  }
}
