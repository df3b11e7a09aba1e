import PreTokenization
import TestSupport
import Testing
import TokenizerModel

@testable import Tokenization

@Suite("Long texts without a border are encoded exactly")
struct WorstCaseTests {
  /// Texts whose repetition makes merging by the book quadratic, and longest matches fail.
  static let texts: [(name: String, bytes: [UInt8])] = [
    ("a", [UInt8](repeating: 0x61, count: 50_000)),
    ("가", Array(repeatElement(Array("가".utf8), count: 15_000).joined())),
    ("spaces", [UInt8](repeating: 0x20, count: 50_000)),
    ("ab and c", Array((0..<50_000).map { UInt8([0x61, 0x62, 0x61, 0x62, 0x63][$0 % 5]) })),
    ("random", random(50_000, seed: 9)),
  ]

  private static func random(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in [0x61, 0x62, 0x63, 0x20].randomElement(using: &generator) ?? 0 }
  }

  /// Doubling tokens, and pairs that overlap in every way.
  private static let definition = smallDefinition(
    preTokenizer: .none, words: ["가가가", "aaaa", "abab", "babc", "abc", "cab", "    ", "aab"])

  @Test(arguments: texts.indices)
  func `backtracking and merging with a queue agree`(_ text: Int) throws {
    let bytes = Self.texts[text].bytes
    let vocabulary = try VocabularyCompiler.compile(Self.definition)
    #expect(vocabulary.header.strategy == .backtracking)
    let byBacktracking = encode(bytes, vocabulary) { bytes, range, tables, ids in
      var encoder = BacktrackingEncoder(memoBits: 8)
      return encoder.encode(bytes, range, tables, into: ids)
    }
    let byQueue = encode(bytes, vocabulary) { bytes, range, tables, ids in
      var queue = MergeQueue()
      return queue.encode(bytes, range, tables, into: ids)
    }
    let withAids = encode(bytes, vocabulary) { bytes, range, tables, ids in
      var encoder = BacktrackingEncoder(memoBits: 8)
      let aids = SharedEncodingAids()
      if let aids = aids(tables) { encoder.use(aids) }
      return encoder.encode(bytes, range, tables, into: ids)
    }
    #expect(byBacktracking == byQueue)
    #expect(withAids == byQueue)
    #expect(try Tokenizer(Self.definition).encode(bytes).map { $0.rawValue } == byQueue)
  }

  private func encode(
    _ bytes: [UInt8], _ vocabulary: CompiledVocabulary,
    _ encode: (FlatTable<UInt8>, Range<Int>, VocabularyTables, IDCells) -> Int
  ) -> [UInt32] {
    var ids = IDBuffer()
    let places = ids.reserve(bytes.count)
    let count = VocabularyImage(vocabulary).withTables { tables in
      bytes.span.withTable { table in encode(table, 0..<bytes.count, tables, places) }
    }
    ids.advance(by: count)
    return (0..<count).map { ids[$0] }
  }
}
