import Foundation
import TestSupport
import Testing
import TokenizerModel
import VocabularyStore

@testable import TokenAnalysis

/// Strings that break programs and pages.
private let naughty = [
  "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"onmouseover=\"alert(1)",
  "'; alert(1); '", "`${alert(1)}`", "&lt;script&gt;", "=HYPERLINK(\"http://x\")", "+1+cmd|' /C",
  "@SUM(1)", "\u{202E}txt.exe", "\u{1B}[31mred\u{7}", "\u{0}\u{8}\u{7F}", "]]><!--", "한\u{200B}국",
  "|a|b|", "[x](javascript:alert(1))", "\u{FEFF}\u{FFFF}", "\t=1", "-2+3", "줄\u{2028}바꿈",
]

/// The strings of the shared list, where it is there, and those above.
private let hostileTexts: [String] =
  Shared.bytes("corpora/hard/naughty-strings.json").flatMap {
    try? JSONSerialization.jsonObject(with: Data($0)) as? [String]
  }.map { $0 + naughty } ?? naughty

private func comparison(isParallel: Bool = true) throws -> Comparison {
  let lines = hostileTexts.map { Array($0.utf8).filter { $0 != 0x0A } }
  let tokens = hostileTexts.map { Array($0.utf8) }.filter { $0.count > 1 }
  let tokenizers = [
    try smallTokenizer(Array(Set(tokens)).sorted { $0.lexicographicallyPrecedes($1) }),
    try smallTokenizer([]),
  ]
  let subjects = zip(naughty, tokenizers).map { name, tokenizer in
    Comparison.Subject(name: name, path: name, sha256: name, tokenizer: tokenizer)
  }
  let texts = [("ko", naughty[2]), ("en", naughty[6])].map { name, path in
    Comparison.Text(
      name: isParallel ? name : path, path: path, sha256: "", documents: lines)
  }
  return try Comparison(subjects, over: texts, isParallel: isParallel)
}

private let facts = ReportFacts(date: "2026-11-21", program: "malmoi", command: naughty[0])

@Suite("Reports")
struct ReportTests {
  @Test(
    "write shares in per cent, small ones with two places",
    arguments: [
      (Metric.lostShare, 0.0123, "1.2%"), (.lostShare, 0.0068, "0.68%"),
      (.cutSyllableShare, 0.31, "31.0%"), (.renyiEfficiency, 0.5, "0.500"),
      (.tokens, 1234, "1,234"), (.bytesPerToken, 4.567, "4.57"),
    ])
  func figures(metric: Metric, value: Double, text: String) {
    #expect(metric.text(value) == text)
  }

  @Test("let no text become markup", arguments: ReportLanguage.allCases, [true, false])
  func markup(language: ReportLanguage, isParallel: Bool) throws {
    let page = try HTMLReport(
      try comparison(isParallel: isParallel), language: language, facts: facts
    ).page()
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(page.components(separatedBy: "</script").count == 2)
    #expect(!page.contains("<img") && !page.contains("<!--"))
    // Every tag is one that the report itself writes.
    let known: Set = [
      "html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section",
      "script", "p", "h1", "h2", "b", "strong", "small", "span", "div", "ul", "ol", "li", "dl",
      "dt",
      "dd", "cite", "br", "pre", "code", "table", "caption", "thead", "tbody", "tr", "th", "td",
      "button", "details", "summary", "figure", "figcaption", "svg", "text", "line", "rect",
      "circle", "polygon", "polyline", "!DOCTYPE",
    ]
    let withoutScript = page.replacing(ReportScript.text, with: "")
    for tag in withoutScript.matches(of: /<\/?([^\s>\/]+)/) {
      #expect(known.contains(String(tag.output.1)), "<\(tag.output.1)")
    }
    #expect(page.unicodeScalars.allSatisfy { $0 == "\n" || !HTMLText.isUnseen($0.value) })
  }

  @Test("let no cell become a formula")
  func formulas() throws {
    for line in try CSVReport(comparison(isParallel: false)).text.components(separatedBy: "\r\n") {
      let first = line.first { $0 != "\"" }
      #expect(first.map { !["=", "+", "-", "@", "\t"].contains($0) } ?? true, "\(line)")
    }
    #expect(CSVReport.cell("=1+1") == "'=1+1" || CSVReport.cell("=1+1") == "\"'=1+1\"")
    #expect(CSVReport.cell("a,\"b\"") == "\"a,\"\"b\"\"\"")
    #expect(CSVReport.cell("plain") == "plain")
  }

  @Test("hold every figure of a premium and of each pair of vocabularies in the CSV")
  func premiumRows() throws {
    let comparison = try comparison()
    let premium = try #require(comparison.results[0].premium)
    let rows = CSVReport(comparison).text.components(separatedBy: "\r\n")
    func value(of metric: String) -> Double? {
      rows.first { $0.contains(",\(metric),") }
        .flatMap { Double($0.components(separatedBy: ",\(metric),")[1].prefix { $0 != "," }) }
    }
    #expect(value(of: "premium_p50") == premium.quantile(0.5))
    #expect(value(of: "premium_p95") == premium.quantile(0.95))
    #expect(value(of: "premium_of_totals") == premium.total)
    #expect(value(of: "gini") == premium.gini)
    #expect(value(of: "jaccard") == comparison.overlap[0][1])
    #expect(rows.count { $0.contains(",jaccard_hangul,") } == 2)
  }

  @Test("let no name break a Markdown table or carry HTML")
  func markdown() throws {
    let text = MarkdownReport(try comparison(), language: .english, facts: facts).text
    #expect(!text.contains("<img") && !text.contains("<script"))
    #expect(MarkdownReport.escaped("|[a](b)\n") == "\\|\\[a\\](b)\\\\u{A}")
  }

  @Test("run no script but the one whose hash stands in the policy")
  func scriptHash() throws {
    let digest = SHA256Digest.text(of: Array(ReportScript.text.utf8))
    let digits = Array(digest.utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
      UInt8(String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16)
    }
    var base64: [UInt8] = []
    Base64.append(bytes, to: &base64)
    #expect(ReportScript.hash == "sha256-" + String(decoding: base64, as: UTF8.self))
  }

  @Test("cut a sentence into segments that hold all of its bytes")
  func segments() throws {
    let sentence = Array("오늘은 날씨가 맑아서 우리 모두 함께 공원에 갔습니다. Very nice!".utf8)
    let tokenizers = [try smallTokenizer(prefixes(of: ["오늘은", " 날씨가"])), try smallTokenizer([])]
    let cut = try SentenceCut(sentence, tokenizers, width: 10)
    #expect(cut.segments.flatMap(\.bytes) == sentence)
    #expect(cut.segments.count > 1)
    for segment in cut.segments {
      for row in segment.rows {
        #expect(row.reduce(0) { $0 + $1.bytes.count } == segment.bytes.count)
      }
    }
    #expect(cut.segments[0].rows[1].allSatisfy(\.isFragment) == false)
    #expect(cut.segments[0].rows[1][0].isFragment)
  }

  @Test("explain every metric in both languages")
  func glossary() {
    for metric in Metric.allCases {
      let korean = metric.entry(.korean)
      let english = metric.entry(.english)
      #expect(korean.definition.contains { ("가"..."힣").contains($0) })
      #expect(!english.definition.contains { ("가"..."힣").contains($0) } || metric == .tokensPerJamo)
    }
  }
}
