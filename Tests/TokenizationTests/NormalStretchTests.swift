import TestSupport
import Testing
import TextNormalization

@testable import Tokenization

@Suite("Many documents are checked at a time as each would be alone")
struct NormalStretchTests {
  @Test(arguments: [NormalizationForm.nfc, .nfd, .nfkc, .none])
  func `random ranges, inside scalars too`(form: NormalizationForm) {
    let normalizer = Normalizer(form)
    var generator = SeededGenerator(seed: 11)
    let composed = ["가나다 라마바사 ", "abc def ghi jkl ", "\n", "👩", "한글로 쓴 글은 모아 쓴 글이다."]
    let others = [
      "e\u{301}", "\u{301}", "\u{327}\u{301}", "\u{301}\u{327}", "é", "\u{1112}\u{1161}", "ｱ",
      "\u{11A8}",
    ]
    let broken: [[UInt8]] = [[0x80], [0xEA, 0xB0], [0xF0, 0x9F]]
    let all = (composed + others).map { Array($0.utf8) } + broken
    var passes = (inForm: 0, others: 0)
    for round in 0..<300 {
      // Most rounds have nothing but composed text, so that whole stretches pass.
      let some = round % 4 == 0 ? all : composed.map { Array($0.utf8) } + broken
      let buffer = (0..<60).flatMap { _ in some.randomElement(using: &generator) ?? [] }
      var documents: [Range<Int>] = []
      var start = 0
      while start < buffer.count {
        let end = min(buffer.count, start + Int.random(in: 0...40, using: &generator))
        documents.append(start..<end)
        start = end + Int.random(in: -3...2, using: &generator)
        if start < 0 { start = end }
      }
      var stretch = NormalStretch(normalizer)
      for number in documents.indices {
        let alone = normalizer.passesQuickCheck(buffer.span.extracting(documents[number]))
        let found = stretch.passesQuickCheck(number, of: documents[...], in: buffer.span)
        #expect(found == alone)
        if alone { passes.inForm += 1 } else { passes.others += 1 }
      }
    }
    #expect(passes.inForm > 1_000)
    #expect(passes.others > 100 || form == .none)
  }
}
