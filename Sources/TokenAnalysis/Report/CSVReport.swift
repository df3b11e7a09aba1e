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
      rows += premiumRows(result) + boundaryRows(result) + overlapRows(index)
    }
    return rows.map { $0.map(Self.cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private func premiumRows(_ result: Comparison.Result) -> [[String]] {
    guard let premium = result.premium else { return [] }
    var figures: [(metric: String, value: Double?, interval: ConfidenceInterval?)] = [
      ("premium_mean", premium.mean, premium.interval)
    ]
    for percent in [5, 25, 50, 75, 95] {
      figures.append(("premium_p\(percent)", premium.quantile(Double(percent) / 100), nil))
    }
    figures += [("premium_of_totals", premium.total, nil), ("gini", premium.gini, nil)]
    return figures.map { figure in
      [result.subject.name, "ko/en", figure.metric] + numbers(figure.value, figure.interval)
    }
  }

  private func boundaryRows(_ result: Comparison.Result) -> [[String]] {
    GoldSegmentation.Kind.allCases.flatMap { kind -> [[String]] in
      guard let score = result.boundaries[kind] else { return [] }
      return [("precision", score.precision), ("recall", score.recall)].map { name, value in
        [result.subject.name, "gold", "\(kind.rawValue)_\(name)"] + numbers(value, nil)
      }
    }
  }

  /// The text of these rows is the vocabulary that the tokenizer's is held against.
  private func overlapRows(_ index: Int) -> [[String]] {
    let indices = [("jaccard", comparison.overlap), ("jaccard_hangul", comparison.hangulOverlap)]
    return indices.flatMap { metric, matrix in
      zip(comparison.results, matrix[index]).enumerated().compactMap { place, other in
        place == index
          ? nil
          : [comparison.results[index].subject.name, other.0.subject.name, metric]
            + numbers(other.1, nil)
      }
    }
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
