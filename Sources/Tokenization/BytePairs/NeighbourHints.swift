/// For each token a few bits that rule out most neighbours that do not fit, without a walk.
///
/// Merging joins two tokens across their border only if some piece on the right edge of the left one
/// merges with some piece on the left edge of the right one (`MergeTables.joinsAcross`). If the left
/// token is the longest match where it starts, it is itself no such piece. So two words per token
/// decide most pairs: the bits of all that the pieces of its right edge merge with, and the bits of the
/// pieces of its left edge. Where they have no bit in common, the tokens fit.
///
/// ```
///   bit  = 4 * (hash of the piece's first byte, 0 to 15) + (hash of the piece, 0 to 3)
/// ```
///
/// The first byte is in it because merges inside a syllable or a letter (whose right parts begin with
/// a continuation byte) would otherwise set most bits of a piece that ends one.
final class NeighbourHints: Sendable {
  /// The words of a token.
  struct Words: BitwiseCopyable, Sendable {
    /// The bits of what the pieces of the right edge merge with.
    var wanted: UInt64
    /// The bits of the pieces of the left edge.
    var offered: UInt64
  }

  private let words: ZeroedPages<Words>

  /// The words by token; none where nothing is known.
  var cells: FlatCells<Words> { words.cells }

  /// Nothing is known.
  static let none = NeighbourHints()

  private init() { words = ZeroedPages(count: 0) }

  /// The words of a vocabulary that is encoded by backtracking.
  init(_ tables: VocabularyTables) {
    words = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    let (cells, records) = (words.cells, tables.records)
    for number in 0..<tables.upperBound where records[number].rank != TokenRecord.unreachable {
      cells[number].offered = Self.bit(UInt32(number), tables)
    }
    var partners = [UInt64](repeating: 0, count: tables.upperBound)
    for number in 0..<tables.upperBound {
      let record = records[number]
      guard record.rank != TokenRecord.unreachable, record.rank > 0 else { continue }
      partners[Int(record.left)] |= cells[Int(record.right)].offered
    }
    // Most tokens have higher ids than their parts, whose words are finished then.
    for number in 0..<tables.upperBound where records[number].rank != TokenRecord.unreachable {
      var piece = number
      while records[piece].rank > 0 {
        piece = Int(records[piece].right)
        cells[number].wanted |= partners[piece] | (piece < number ? cells[piece].wanted : 0)
        if piece < number { break }
      }
      piece = number
      while records[piece].rank > 0 {
        piece = Int(records[piece].left)
        cells[number].offered |= cells[piece].offered
        if piece < number { break }
      }
    }
  }

  /// The bit of a piece.
  private static func bit(_ piece: UInt32, _ tables: VocabularyTables) -> UInt64 {
    guard let range = tables.range(piece) else { return 0 }
    let first = tables.text[range.lowerBound]
    let region = UInt64((first &* 0x9D) >> 4)
    let place = UInt64((piece &* 0x9E37_79B1) >> 30)
    return 1 << (4 * region + place)
  }
}

extension NeighbourMemo {
  /// Whether merging the joined bytes of two tokens joins something across their border, the left
  /// token being the longest match where it starts; asks the hints first.
  @inline(__always)
  func joinsAcross(
    longest left: UInt32, _ right: UInt32, _ tables: VocabularyTables,
    _ hints: FlatCells<NeighbourHints.Words>
  ) -> Bool {
    if hints.count > 0, hints[Int(left)].wanted & hints[Int(right)].offered == 0 { return false }
    return joinsAcross(longest: left, right, tables)
  }
}
