/// The finished tables of a vocabulary, as the encoder reads them: views into a `VocabularyImage`.
///
/// Invariants, kept by the compiler:
/// - every base in a cell, xored with any byte, is below the number of cells, and so is the root's;
/// - every id in a cell, a record, a slot or `byteTokens` is below the number of ids;
/// - by backtracking, every record that is not `unreachable` and has a rank above 0 has a left and a
///   right with lower ranks, and a `link` that is a shorter token;
/// - the pair table has a free slot.
struct VocabularyTables: Sendable {
  let strategy: MergeStrategy
  let takesWholePreTokens: Bool
  let rootBase: Int
  let pairHash: PairHash
  let cells: FlatTable<UInt64>
  let records: FlatTable<TokenRecord>
  let slots: FlatTable<UInt32>
  let byteTokens: FlatTable<UInt32>
  let starts: FlatTable<UInt32>
  let text: FlatTable<UInt8>

  /// One more than the highest id.
  var upperBound: Int { starts.count - 1 }

  /// The length of a token in bytes; 0 where the id has none.
  @inline(__always)
  func length(_ id: UInt32) -> Int {
    Int(starts[Int(id) &+ 1] &- starts[Int(id)])
  }

  /// Where the bytes of an id stand in `text`; nil where it has no token.
  @inline(__always)
  func range(_ id: UInt32) -> Range<Int>? {
    guard Int(id) < upperBound else { return nil }
    let range = Int(starts[Int(id)])..<Int(starts[Int(id) + 1])
    return range.isEmpty ? nil : range
  }

  /// The token of exactly the bytes of a range, whether merging makes it or not; or `none`.
  ///
  /// - Complexity: O(length of the range).
  func token(_ bytes: FlatTable<UInt8>, _ range: Range<Int>) -> UInt32 {
    var base = rootBase
    var token = TokenRecord.none
    for index in range {
      let cell = TrieCell(bits: cells[base ^ Int(bytes[index])])
      guard cell.label == bytes[index] else { return TokenRecord.none }
      base = cell.base
      token = cell.token
    }
    return token
  }
}

extension VocabularyTables: MergeTables {
  @inline(__always)
  func slot(at index: Int) -> UInt32 { slots[index] }

  @inline(__always)
  func record(_ number: UInt32) -> TokenRecord { records[Int(number)] }
}
