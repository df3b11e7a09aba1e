import TestSupport
import Testing
import TextNormalization

@Suite("Alignment of normalized text")
struct AlignmentTests {
  /// A text in a form, and the source range of each of its units in order.
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var form: NormalizationForm
    var source: String
    /// Normalized ranges with their source ranges.
    var units: [(normalized: Range<Int>, source: Range<Int>)]
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "bytes that stay are their own source", form: .nfc, source: "가a",
      units: [(0..<1, 0..<1), (1..<2, 1..<2), (2..<3, 2..<3), (3..<4, 3..<4)]),
    Case(
      name: "a syllable comes from its jamo", form: .nfc,
      source: "a\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}b",
      units: [(0..<1, 0..<1), (1..<4, 1..<10), (4..<7, 10..<16), (7..<8, 16..<17)]),
    Case(
      name: "a jamo comes from its whole syllable", form: .nfd, source: "한b",
      units: [(0..<9, 0..<3), (9..<10, 3..<4)]),
    Case(
      name: "a letter comes from what composed to it", form: .nfc, source: "e\u{301}x",
      units: [(0..<2, 0..<3), (2..<3, 3..<4)]),
    Case(
      name: "a mark that did not compose stays its own", form: .nfc, source: "e\u{301}\u{315}",
      units: [(0..<2, 0..<3), (2..<3, 3..<4), (3..<4, 4..<5)]),
    Case(
      name: "marks that changed places belong together", form: .nfd,
      source: "x\u{301}\u{323}\u{345}",
      units: [(0..<1, 0..<1), (1..<5, 1..<5), (5..<6, 5..<6), (6..<7, 6..<7)]),
    Case(
      name: "a mark that composed over another takes it along", form: .nfc,
      source: "a\u{315}\u{301}", units: [(0..<4, 0..<5)]),
    Case(
      name: "a ligature is one", form: .nfkc, source: "a\u{FB03}n",
      units: [(0..<1, 0..<1), (1..<4, 1..<4), (4..<5, 4..<5)]),
    Case(
      name: "a letter and a mark out of one scalar, the mark moved", form: .nfd,
      source: "\u{E9}\u{323}", units: [(0..<5, 0..<4)]),
    Case(name: "none changes nothing", form: .none, source: "e\u{301}", units: []),
  ]

  @Test("has the finest units", arguments: cases)
  func units(_ example: Case) {
    let text = Normalizer(example.form).normalize(Array(example.source.utf8))
    for unit in example.units {
      #expect(text.sourceRange(of: unit.normalized) == unit.source)
      for byte in unit.normalized {
        #expect(text.sourceRange(of: byte..<byte + 1) == unit.source)
      }
    }
    let end = example.source.utf8.count
    #expect(text.sourceRange(of: 0..<text.bytes.count) == 0..<end)
    #expect(text.sourceRange(of: text.bytes.count..<text.bytes.count) == end..<end)
  }

  @Test("gives an empty range where the unit begins")
  func emptyRanges() {
    let text = Normalizer(.nfc).normalize(Array("a\u{1100}\u{1161}b".utf8))
    let places = (0...5).map { text.sourceRange(of: $0..<$0) }
    #expect(places == [0..<0, 1..<1, 1..<1, 1..<1, 7..<7, 8..<8])
  }

  @Test("covers the source in order, and each unit is normalized alone", arguments: 0..<4)
  func invariants(_ part: Int) {
    let form = [NormalizationForm.nfc, .nfkc, .nfd, .nfkd][part]
    let normalizer = Normalizer(form)
    var texts = RandomText(generator: SeededGenerator(seed: 31 + UInt64(part)))
    for round in 0..<300 {
      var source = texts.next(count: 1 + round % 60).utf8
      if round % 3 == 0, !source.isEmpty { source[source.count / 2] = 0xEA }
      let text = normalizer.normalize(source)
      var sourceEnd = 0
      var start = 0
      while start < text.bytes.count {
        let range = text.sourceRange(of: start..<start + 1)
        var end = start + 1
        while end < text.bytes.count, text.sourceRange(of: end..<end + 1) == range { end += 1 }
        #expect(range.lowerBound == sourceEnd)
        #expect(!range.isEmpty)
        let alone = normalizer.normalize(Array(source[range]))
        #expect(alone.bytes == Array(text.bytes[start..<end]))
        sourceEnd = range.upperBound
        start = end
      }
      #expect(sourceEnd == source.count)
    }
  }
}
