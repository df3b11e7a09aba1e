import CorpusReading
import TokenAnalysis
import TokenizerModel

/// Bills a log of usages, line by line.
struct UsageLogBilling {
  var catalogue: PriceCatalogue
  var prices: PriceOptions

  /// Writes one line of JSON for each line of the files; a bad line stops with its place.
  func run(_ files: [String]) throws {
    var options = CorpusReadingOptions()
    options.format = .text
    var data = DataOutput(path: nil)
    for path in files.isEmpty ? ["-"] : files {
      var reader = try CorpusReader(paths: [path], options: options)
      var block = DocumentBlock()
      var line = 0
      while try reader.next(into: &block) {
        for index in block.documentEnds.indices {
          line += 1
          let bytes = Array(block.bytes[block.rangeWithoutLineEnd(ofDocument: index)])
          do {
            try data.write(bill(bytes))
          } catch { throw CommandFailure("\(path):\(line): \(error)") }
        }
      }
    }
    try data.finish()
  }

  private func bill(_ line: [UInt8]) throws -> [UInt8] {
    let record = try UsageRecord(jsonLine: line, terms: prices.terms)
    let quote = catalogue.quotes(
      for: record.model, on: record.day ?? prices.asOf?.day, at: record.terms.moment
    ).first
    let facts = ModelTable.facts(of: record.model)
    if quote == nil, facts == nil { throw catalogue.unknownModel(record.model) }
    let estimate = try CostEstimate(
      model: record.model, facts: facts, usage: record.usage, price: quote, terms: record.terms)
    var writer = JSONWriter(indented: false)
    estimate.write(to: &writer)
    return writer.bytes + [0x0A]
  }
}
