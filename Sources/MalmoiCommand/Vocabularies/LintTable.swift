import TokenAnalysis
import TokenizerModel

/// A vocabulary's report card for the terminal.
enum LintTable {
  /// Findings of one rule that are shown; the rest is counted.
  private static let shownFindings = 10

  /// The card and the first findings of each rule.
  static func text(_ card: VocabularyReportCard) -> String {
    var table = TextTable([.init(head: "vocabulary"), .init(head: "tokens", isNumber: true)])
    for (name, count) in [
      ("all tokens", card.tokenCount), ("special tokens", card.specialCount),
      ("with a whole Hangul syllable", card.withSyllable),
      ("whole UTF-8 with a syllable", card.wholeHangul),
      ("incomplete Hangul", card.incompleteHangul),
    ] { table.add([name, grouped(count)]) }
    for script in TokenContent.Script.allCases {
      guard let count = card.scripts[script], script != .incompleteHangul else { continue }
      table.add(["script: " + script.rawValue.replacing("_", with: " "), grouped(count)])
    }
    var result = table.text + "\n"
    let share = card.incompleteShare.map { decimal(100 * $0, places: 2) + " %" } ?? "–"
    result += "incomplete among Hangul tokens: \(share)\n"
    result += "syllables that are a token: \(grouped(card.coveredSyllables)) of 11,172; "
    result += "\(grouped(card.coveredStandardSyllables)) of KS X 1001's 2,350\n"
    for rule in LintRule.allCases { result += findings(card.findings.filter { $0.rule == rule }) }
    return result
  }

  private static func findings(_ findings: [LintFinding]) -> String {
    guard let rule = findings.first?.rule else { return "" }
    var table = TextTable([
      .init(head: "\(rule.level.rawValue): \(rule.rawValue)"), .init(head: "id", isNumber: true),
    ])
    for finding in findings.prefix(shownFindings) {
      let detail = finding.detail.isEmpty ? "" : " (\(finding.detail))"
      table.add([ReadablePiece.text(of: finding.token) + detail, String(finding.id)])
    }
    let rest = findings.count - shownFindings
    let more = rest > 0 ? "and \(grouped(rest)) more\n" : ""
    return "\n\(rule.summary) Findings: \(grouped(findings.count))\n" + table.text + more
  }
}
