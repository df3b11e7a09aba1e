/// A comparison as Markdown, for a pull request or an issue.
package struct MarkdownReport {
  private let comparison: Comparison
  private let language: ReportLanguage
  private let facts: ReportFacts

  package init(_ comparison: Comparison, language: ReportLanguage, facts: ReportFacts) {
    self.comparison = comparison
    self.language = language
    self.facts = facts
  }

  /// The report's text.
  package var text: String {
    var result = "# \(language.pick("한국어 토큰화 비교", "Korean tokenization compared"))\n\n"
    for sentence in comparison.summary(language) { result += Self.escaped(sentence) + "\n\n" }
    for place in comparison.texts.indices { result += table(ofText: place) + "\n" }
    result += "## \(language.pick("용어 풀이", "Glossary"))\n\n"
    for entry in Metric.allCases.map({ $0.entry(language) }) + GlossaryEntry.others(language) {
      let source = entry.source.isEmpty ? "" : " (\(Self.escaped(entry.source)))"
      result += "- **\(Self.escaped(entry.title))**: \(Self.escaped(entry.definition))\(source)\n"
    }
    result += "\n\(Self.escaped(facts.program)) · \(facts.date)\n"
    return result
  }

  private func table(ofText place: Int) -> String {
    let names = comparison.results.map { Self.escaped($0.subject.name) }
    var result = "## \(Self.escaped(comparison.texts[place].name))\n\n"
    result += "| | \(names.joined(separator: " | ")) |\n"
    result += "|---|\(String(repeating: "---:|", count: names.count))\n"
    func row(_ title: String, _ cells: [String]) -> String {
      "| \(Self.escaped(title)) | \(cells.joined(separator: " | ")) |\n"
    }
    if place == 0, comparison.isParallel {
      result += row(
        language.pick("영어 대비 배율", "Premium over English"),
        comparison.results.map { result in
          result.premium?.mean.map { FigureText.decimal($0, places: 2) } ?? "–"
        })
    }
    if comparison.hasPrices {
      result += row(
        GlossaryEntry.cost(language).title,
        comparison.results.indices.map {
          comparison.cost(result: $0, text: place)?.text(places: 2) ?? "–"
        })
    }
    for metric in Metric.allCases {
      let values = comparison.results.map { $0.measures[place].value(of: metric) }
      if values.allSatisfy({ $0 == nil }) { continue }
      result += row(metric.title(language), values.map(metric.text))
    }
    return result
  }

  /// Text that is neither markup nor a table's border: ASCII punctuation gets a backslash, `<` and `&`
  /// become references, line ends and controls are spelled out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", ">", "!": result += "\\\(scalar)"
      default:
        if HTMLText.isUnseen(scalar.value) {
          result += "\\\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
