import TestSupport
import Testing

@testable import PreTokenization

@Suite("BERT's pre-tokenizer")
struct BertPieceTests {
  private static func pieces(_ text: [UInt8]) throws -> [Range<Int>] {
    let cutter = try #require(try PieceCutter(.bert))
    var pieces: [Range<Int>] = []
    try cutter.cut(text.span, at: 0, into: &pieces)
    return pieces
  }

  /// The checksum of the numbers of pieces that `BertPreTokenizer` of tokenizers 0.23.3 makes of each
  /// scalar between a and b (Scripts/goldens/bert_tables.py prints it with --checksums).
  @Test func `every scalar cuts as in tokenizers`() throws {
    var counts: [UInt8] = []
    for value in 0..<0x110000 as Range<UInt32> {
      guard let scalar = Unicode.Scalar(value) else { continue }
      counts.append(UInt8(try Self.pieces(Array("a\(Character(scalar))b".utf8)).count))
    }
    #expect(checksum(counts) == 2_192_995_638)
  }

  @Test(arguments: [
    ("", []), ("  ", []), ("a b", [0..<1, 2..<3]), ("a,b ", [0..<1, 1..<2, 2..<3]),
    ("!! ", [0..<1, 1..<2]), ("한국 어", [0..<6, 7..<10]),
  ])
  func `words and single marks are pieces`(_ text: String, _ expected: [Range<Int>]) throws {
    #expect(try Self.pieces(Array(text.utf8)) == expected)
  }

  @Test func `bytes that are no scalar are part of a word`() throws {
    #expect(try Self.pieces([0x61, 0xFF, 0x62, 0x20, 0x80]) == [0..<3, 4..<5])
  }
}
