import TokenAnalysis

/// A comparison as tables for the terminal, with the finding in words below them.
enum ComparisonTable {
  /// The tables and the words. In English, as everything that the command says.
  static func text(_ comparison: Comparison) -> String {
    var result = ""
    for (place, text) in comparison.texts.enumerated() {
      result += "\(TextTable.visible(text.name)): \(grouped(text.documents.count)) lines\n"
      result += table(comparison, place) + "\n"
    }
    if comparison.isParallel { result += premiums(comparison) + "\n" }
    return result
      + comparison.summary(.english).map { TextTable.visible($0) + "\n" }.joined()
  }

  private static func names(_ comparison: Comparison) -> [TextTable.Column] {
    comparison.results.map { TextTable.Column(head: $0.subject.name, isNumber: true) }
  }

  private static func table(_ comparison: Comparison, _ place: Int) -> String {
    var table = TextTable([TextTable.Column(head: "")] + names(comparison))
    if comparison.hasPrices {
      table.add(
        ["Dollars per million characters"]
          + comparison.results.indices.map {
            comparison.cost(result: $0, text: place)?.text(places: 2) ?? "–"
          })
    }
    for metric in Metric.allCases {
      let values = comparison.results.map { $0.measures[place].value(of: metric) }
      if values.allSatisfy({ $0 == nil }) { continue }
      table.add([metric.title(.english)] + values.map(metric.text))
    }
    return table.text
  }

  private static func premiums(_ comparison: Comparison) -> String {
    var table = TextTable([TextTable.Column(head: "premium of ko over en")] + names(comparison))
    func row(_ name: String, _ value: (ParallelPremium) -> Double?) {
      table.add(
        [name]
          + comparison.results.map { result in
            result.premium.flatMap(value).map { decimal($0, places: 2) } ?? "–"
          })
    }
    row("mean", \.mean)
    row("95% interval from") { $0.interval?.low }
    row("95% interval to") { $0.interval?.high }
    row("median") { $0.quantile(0.5) }
    row("95% of sentences below") { $0.quantile(0.95) }
    row("Gini", \.gini)
    return table.text
  }
}
