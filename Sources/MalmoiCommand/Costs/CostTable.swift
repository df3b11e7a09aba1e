import TokenAnalysis
import TokenizerModel

/// Estimates as a table, as comma-separated values or as JSON; the cheapest that can take the call is marked.
struct CostTable {
  var estimates: [CostEstimate]
  var sums: CostSumOptions

  /// The table, amounts rounded half-even; in CSV they are exact.
  func text(csv: Bool) -> String {
    let heads =
      [
        "model", "tokenizer", "certainty", "input", "cached", "output", "input USD",
        "output USD", "total USD",
      ]
      + sums.columns.map(\.head) + ["prices", "of"]
    let rows = estimates.map { cells($0, exact: csv) }
    if csv {
      return ([heads] + rows).map { $0.map(Self.csvCell).joined(separator: ",") + "\n" }.joined()
    }
    let numbers = 3..<(heads.count - 2)
    var table = TextTable(
      heads.enumerated().map { TextTable.Column(head: $1, isNumber: numbers.contains($0)) })
    for row in rows { table.add(row) }
    return table.text
  }

  /// An array of objects, amounts exact.
  var json: [UInt8] {
    var writer = JSONWriter(indented: true)
    writer.beginArray()
    for estimate in estimates { estimate.write(to: &writer) }
    writer.endArray()
    return writer.bytes + [0x0A]
  }

  private func cells(_ estimate: CostEstimate, exact: Bool) -> [String] {
    func money(_ amount: ExactDecimal?, places: Int = 6) -> String {
      guard let amount else { return exact ? "" : "?" }
      return exact ? amount.description : amount.text(places: places)
    }
    func tokens(_ count: Int) -> String { exact ? String(count) : grouped(count) }
    let unknown = exact ? "" : "–"
    let bill = estimate.bill
    let isCheapest =
      estimates.count > 1 && bill?.total != nil && bill?.total == cheapest
      && estimate.isWithinLimits
    return [
      estimate.model + (isCheapest && !exact ? " *" : ""), estimate.tokenizer ?? unknown,
      estimate.certainty.rawValue, tokens(estimate.usage.inputTokens),
      tokens(estimate.usage.cachedTokens), tokens(estimate.usage.outputTokens), money(bill?.input),
      money(bill?.output), money(bill?.total),
    ]
      + sums.columns.map { column in
        money(bill?.total.map(column.amount), places: column.places)
      } + [estimate.priceSource ?? unknown, estimate.priceDate?.description ?? unknown]
  }

  /// The lowest total of the models that can take the call.
  private var cheapest: ExactDecimal? {
    estimates.filter(\.isWithinLimits).compactMap { $0.bill?.total }.min()
  }

  /// A cell that no spreadsheet takes for a formula.
  private static func csvCell(_ text: String) -> String {
    let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
    let safe = isFormula ? "'" + text : text
    let needsQuotes = safe.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return needsQuotes
      ? "\""
        + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
        + "\"" : safe
  }
}
