/// A comparison as CSV (RFC 4180): a row a tokenizer, text and metric.
package struct CSVReport {
  private let comparison: Comparison

  package init(_ comparison: Comparison) {
    self.comparison = comparison
  }

  /// The table in UTF-8, with a head and CRLF at line ends. Numbers are not rounded.
  package var text: String {
    var rows = [["tokenizer", "text", "metric", "value", "low", "high"]]
    for (index, result) in comparison.results.enumerated() {
      for (place, text) in comparison.texts.enumerated() {
        if let cost = comparison.cost(result: index, text: place) {
          let cells = [result.subject.name, text.name, "usd_per_million_characters"]
          rows.append(cells + [cost.description, "", ""])
        }
        let bootstrap = comparison.bootstraps[place]
        for metric in Metric.allCases {
          rows.append(
            [result.subject.name, text.name, metric.rawValue]
              + numbers(
                result.measures[place].value(of: metric),
                result.measures[place].interval(of: metric, bootstrap)))
        }
      }
      if let premium = result.premium {
        rows.append(
          [result.subject.name, "ko/en", "premium_mean"] + numbers(premium.mean, premium.interval))
      }
      for kind in GoldSegmentation.Kind.allCases {
        guard let score = result.boundaries[kind] else { continue }
        let name = result.subject.name
        rows.append([name, "gold", "\(kind.rawValue)_precision"] + numbers(score.precision, nil))
        rows.append([name, "gold", "\(kind.rawValue)_recall"] + numbers(score.recall, nil))
      }
    }
    return rows.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private func numbers(_ value: Double?, _ interval: ConfidenceInterval?) -> [String] {
    [value, interval?.low, interval?.high].map { number in
      guard let number else { return "" }
      return number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
    }
  }

  /// A cell that no spreadsheet takes for a formula: text that begins with `=`, `+`, `-`, `@`, tab or
  /// return gets an apostrophe before it; controls become spaces.
  static func cell(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      plain.unicodeScalars.append(HTMLText.isUnseen(scalar.value) ? " " : scalar)
    }
    let first = text.unicodeScalars.first { $0 != " " }
    if let first, ["=", "+", "-", "@", "\t", "\r", "\u{FF1D}", "\u{FF0B}"].contains(first) {
      plain = "'" + plain
    }
    let needsQuotes = plain.unicodeScalars.contains { [",", "\"", "'", " "].contains($0) }
    return needsQuotes ? "\"" + plain.replacing("\"", with: "\"\"") + "\"" : plain
  }
}
