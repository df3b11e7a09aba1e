import TestSupport
import Testing

@testable import TextNormalization

@Suite("BERT's normalizer")
struct BertNormalizationTests {
  /// Parts, and the checksum of what `BertNormalizer` of tokenizers 0.23.3 makes of every scalar
  /// between a and b (Scripts/goldens/bert_tables.py prints them with --checksums).
  static let checksums: [(BertNormalization, UInt32)] = [
    (parts(true, true, true, true), 2_959_542_190),
    (parts(true, true, false, false), 2_433_189_239),
    (parts(true, true, false, true), 2_919_855_398),
    (parts(false, true, true, false), 272_441_264),
    (parts(true, false, false, false), 413_118_290),
    (parts(false, false, true, true), 859_661_481),
    (parts(false, false, false, true), 1_753_409_656),
    (parts(false, true, false, false), 1_808_464_532),
  ]

  private static func parts(
    _ cleans: Bool, _ separates: Bool, _ strips: Bool, _ lowercases: Bool
  ) -> BertNormalization {
    BertNormalization(
      cleansText: cleans, separatesIdeographs: separates, stripsAccents: strips,
      lowercases: lowercases)
  }

  @Test(arguments: checksums.indices)
  func `every scalar becomes what tokenizers makes of it`(_ place: Int) {
    let (normalization, expected) = Self.checksums[place]
    var text: [UInt8] = []
    for scalar in 0..<0x110000 as Range<UInt32> where scalar & 0xFFFF_F800 != 0xD800 {
      text.append(0x61)
      text.append(contentsOf: ScalarScan.utf8(scalar))
      text.append(0x62)
    }
    var aligned = AlignedText(text.span, keepsOrigins: false)
    aligned.apply(normalization)
    #expect(checksum(aligned.bytes) == expected)
  }

  @Test func `accents go with lower case unless something else is said`() {
    for (stripsAccents, expected) in [(nil, "ae"), (true, "ae"), (false, "ae\u{301}")] {
      var text = AlignedText(Array("AE\u{301}".utf8).span, keepsOrigins: false)
      text.apply(BertNormalization(stripsAccents: stripsAccents, lowercases: true))
      #expect(text.bytes == Array(expected.utf8))
    }
  }

  @Test func `torn syllables and spaces about ideographs come from their own bytes`() {
    var text = AlignedText(Array("각中".utf8).span, keepsOrigins: true)
    text.apply(.uncased)
    #expect(text.bytes == Array("\u{1100}\u{1161}\u{11A8} 中 ".utf8))
    #expect(text.sourceRange(of: 3..<6) == 0..<3)
    #expect(text.sourceRange(of: 10..<13) == 3..<6)
  }
}
