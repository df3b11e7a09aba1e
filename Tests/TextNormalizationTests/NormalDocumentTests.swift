import TestSupport
import Testing

@testable import TextNormalization

@Suite("Many documents are checked at a time as each would be alone")
struct NormalDocumentTests {
  /// What is in every form: letters, marks that compose with nothing, in order, and cut scalars.
  private static let anyForm: [[UInt8]] =
    ["abc def ghi jkl ", "\n", "👩", "a\u{316}", "\u{316}", "א\u{5B0}\u{5B1}", "\u{5B1}"]
    .map { Array($0.utf8) } + [[0x80], [0xEA, 0xB0], [0xF0, 0x9F], [0xCC]]
  private static let composed = ["가나다 라마바사 ", "é", "한글로 쓴 글은 모아 쓴 글이다."].map { Array($0.utf8) }
  private static let decomposed = ["e\u{327}\u{301}", "\u{1112}\u{1161}", "\u{11A8}", "\u{301}"]
    .map { Array($0.utf8) }
  private static let outOfOrder = ["\u{5B1}\u{5B0}", "\u{301}\u{327}", "ｱ"].map { Array($0.utf8) }

  @Test(arguments: [NormalizationForm.nfc, .nfd, .nfkc, .nfkd, .none])
  func `random ranges, inside scalars too`(form: NormalizationForm) {
    let normalizer = Normalizer(form)
    let own = form == .nfd || form == .nfkd ? Self.decomposed : Self.composed
    let all = Self.anyForm + Self.composed + Self.decomposed + Self.outOfOrder
    var generator = SeededGenerator(seed: 11)
    var (normalTexts, normal, others, mistakes) = (0, 0, 0, 0)
    for round in 0..<400 {
      let pieces = round % 2 == 0 ? all : Self.anyForm + own
      let size = Int.random(in: 0...30, using: &generator)
      let buffer = (0..<size).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      if buffer.count > 60, normalizer.passesQuickCheck(buffer.span) { normalTexts += 1 }
      var documents = [0..<0]
      var start = 0
      while start < buffer.count {
        let end = min(buffer.count, start + Int.random(in: 0...20, using: &generator))
        documents.append(start..<end)
        start = max(0, end + Int.random(in: -3...2, using: &generator))
      }
      let some = documents[(documents.count / 4)...]
      var end = some.startIndex
      for number in some.indices {
        if end <= number {
          end = normalizer.endOfNormalDocuments(from: number, of: some, in: buffer.span)
        }
        let alone = normalizer.passesQuickCheck(buffer.span.extracting(some[number]))
        if alone != (number < end) { mistakes += 1 }
        if alone { normal += 1 } else { others += 1 }
      }
    }
    #expect(mistakes == 0)
    #expect(normalTexts > 10)
    #expect(normal > 1_000)
    #expect(others > 100 || form == .none)
  }
}
