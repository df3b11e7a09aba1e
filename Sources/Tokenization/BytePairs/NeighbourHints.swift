/// For each token a few bits that rule out most neighbours that do not fit, without a walk.
///
/// Merging joins two tokens across their border if and only if some piece on the right edge of the left one
/// merges with some piece on the left edge of the right one before either is merged with anything else
/// (`MergeTables.joinsAcross`). So two words per token decide most pairs: the bits of all that the pieces
/// of its right edge merge with in time, and the bits of the pieces of its left edge. Where they have no bit
/// in common, the tokens fit. If the left token is the longest match where it starts, it is itself no
/// such piece.
///
/// That a piece merges in time leaves few: what merges most often merges first. Most of what the last letter
/// of a word merges with, it would merge with after the word is made.
final class NeighbourHints: Sendable {
  /// The words of a token.
  struct Words: BitwiseCopyable, Sendable {
    /// The bits of what the pieces of the right edge, the token itself left out, merge with before they are
    /// merged into the token.
    var wanted: UInt64
    /// The bits of the pieces of the left edge, the token itself among them.
    var offered: UInt64
  }

  private let words: ZeroedPages<Words>
  private let partners: ZeroedPages<UInt64>

  /// The words by token; none where nothing is known.
  var cells: FlatCells<Words> { words.cells }

  /// The bits of all that a token itself merges with, by token; none where nothing is known.
  var partnerCells: FlatCells<UInt64> { partners.cells }

  /// Nothing is known.
  static let none = NeighbourHints()

  private init() {
    words = ZeroedPages(count: 0)
    partners = ZeroedPages(count: 0)
  }

  /// The words of a vocabulary that is encoded by backtracking.
  ///
  /// - Complexity: O(tokens) where ids are in the order of ranks, as they are nearly always; else
  ///   O(tokens · log tokens).
  init(_ tables: VocabularyTables) {
    words = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    partners = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    let (cells, partners, records) = (words.cells, partners.cells, tables.records)
    var made: [Int] = []
    for number in 0..<tables.upperBound where records[number].rank != TokenRecord.unreachable {
      cells[number].offered = Self.bit(number)
      if records[number].rank > 0 { made.append(number) }
    }
    made.sort { records[$0].rank < records[$1].rank }
    // Parts come before what is made of them; what a piece merges with by then is what it merges with
    // in time.
    for number in made {
      let (left, right) = (Int(records[number].left), Int(records[number].right))
      cells[number].offered |= cells[left].offered
      cells[number].wanted = cells[right].wanted | partners[right]
      partners[left] |= Self.bit(right)
    }
  }

  /// The bit of a piece. Ids that follow each other, as those of letters do, have different bits.
  private static func bit(_ piece: Int) -> UInt64 { 1 << UInt64(piece & 63) }
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
