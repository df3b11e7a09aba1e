import TestSupport
import Testing
import TextNormalization

/// ICU takes quadratic time on runs of marks: a quarter of a megabyte takes it seconds, so a normalizer
/// that hands runs to it does not come to the end of these tests.
@Suite("Long runs without a boundary")
struct LongRunTests {
  /// A megabyte of something repeated, and what becomes of it.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var form: NormalizationForm
    var period: String
    /// The expected text is each of these repeated as often as the period is, one after the other.
    var expected: [String]
    /// What the run begins with, in the source and in the result.
    var start = ("", "")
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "one mark", form: .nfc, period: "\u{301}", expected: ["\u{301}"]),
    Case(
      name: "marks in order", form: .nfc, period: "\u{301}", expected: ["\u{301}"],
      start: ("e\u{327}", "\u{229}")),
    Case(
      name: "marks of four classes", form: .nfc, period: "\u{345}\u{301}\u{323}\u{327}",
      expected: ["\u{327}", "\u{323}", "\u{301}", "\u{345}"]),
    Case(
      name: "marks of four classes", form: .nfd, period: "\u{345}\u{301}\u{323}\u{327}",
      expected: ["\u{327}", "\u{323}", "\u{301}", "\u{345}"]),
    Case(
      name: "marks that are two", form: .nfc, period: "\u{344}", expected: ["\u{308}\u{301}"]),
    Case(
      name: "marks that are two of different classes", form: .nfd, period: "\u{F73}",
      expected: ["\u{F71}", "\u{F72}"]),
    Case(name: "leading consonants", form: .nfc, period: "\u{1100}", expected: ["\u{1100}"]),
    Case(name: "vowels", form: .nfc, period: "\u{1161}", expected: ["\u{1161}"]),
    Case(
      name: "trailing consonants", form: .nfc, period: "\u{11A8}", expected: ["\u{11A8}"],
      start: ("\u{1100}\u{1161}\u{11A8}", "\u{AC01}")),
    Case(
      name: "syllables of jamo", form: .nfc, period: "\u{1112}\u{1161}\u{11AB}",
      expected: ["\u{D55C}"]),
    Case(
      name: "jamo that make no whole syllables", form: .nfkc,
      period: "\u{1112}\u{1112}\u{1161}\u{1161}\u{11AB}\u{11AB}",
      expected: ["\u{1112}\u{D558}\u{1161}\u{11AB}\u{11AB}"]),
    Case(
      name: "a megabyte of syllables before them", form: .nfc, period: "\u{11A8}",
      expected: ["\u{11A8}"],
      start: (
        String(repeating: "가", count: 350_000) + "\u{11A8}",
        String(repeating: "가", count: 349_999) + "각"
      )),
    Case(
      name: "syllables", form: .nfkd, period: "\u{D55C}", expected: ["\u{1112}\u{1161}\u{11AB}"]),
    Case(
      name: "a scalar that is eighteen", form: .nfkc, period: "\u{FDFA}",
      expected: ["صلى الله عليه وسلم"]),
  ]

  @Test("come to an end in linear time", arguments: cases)
  func megabyte(_ example: Case) {
    let count = (1 << 20) / example.period.utf8.count
    let source = example.start.0 + String(repeating: example.period, count: count)
    var expected = Array(example.start.1.utf8)
    for part in example.expected {
      expected += Array(String(repeating: part, count: count).utf8)
    }
    let text = Normalizer(example.form).normalize(Array(source.utf8))
    #expect(text.bytes == expected)
    #expect(text.sourceRange(of: 0..<text.bytes.count) == 0..<source.utf8.count)
  }

  @Test("of random marks are what ICU makes of them", arguments: OracleTests.forms)
  func shortRuns(_ form: NormalizationForm) {
    let normalizer = Normalizer(form)
    var generator = SeededGenerator(seed: 41)
    let marks = (0...0x1FFFF).compactMap { Unicode.Scalar($0) }.filter {
      ICUOracle.combiningClass(of: $0) != 0
    }
    let starters: [Unicode.Scalar] = ["a", "e", "\u{1EA1}", "\u{1100}", "가", "\u{FB2A}"]
    for round in 0..<200 {
      var run = (0..<round * 2).compactMap { _ in marks.randomElement(using: &generator) }
      if round % 2 == 0 { run.insert(starters[round / 2 % starters.count], at: 0) }
      #expect(normalizer.normalize(run.utf8).bytes == ICUOracle.normalize(run.utf8, form))
    }
  }

  @Test("of marks are put in order as exchanging neighbours does it")
  func order() {
    var generator = SeededGenerator(seed: 42)
    let marks: [Unicode.Scalar] = [
      "\u{301}", "\u{308}", "\u{323}", "\u{325}", "\u{327}", "\u{345}",
    ]
    for count in [0, 1, 2, 31, 32, 33, 34, 200] {
      let run = (0..<count).compactMap { _ in marks.randomElement(using: &generator) }
      #expect(Normalizer(.nfd).normalize(run.utf8).bytes == canonicallyOrdered(run).utf8)
    }
  }

  /// The Canonical Ordering Algorithm as the Unicode Standard has it (D109).
  private func canonicallyOrdered(_ marks: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var marks = marks
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in marks.indices.dropFirst()
      where ICUOracle.combiningClass(of: marks[index - 1])
        > ICUOracle.combiningClass(of: marks[index])
      {
        marks.swapAt(index - 1, index)
        hasChanged = true
      }
    }
    return marks
  }
}
