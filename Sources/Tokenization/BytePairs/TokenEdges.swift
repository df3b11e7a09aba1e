/// What `NeighbourTable` knows of each token, and of each two bytes.
final class TokenEdges: Sendable {
  /// In which merges with a neighbour the pieces at the edges of a token take part, but for those of two bytes. The
  /// bit of a merge is that of its right piece, or of the left one if that alone is a byte: a byte merges with very
  /// many longer pieces, and few bytes with each of them.
  ///
  /// ```
  ///   63                         32 31                 16 15                  0
  ///   +----------------------------+---------------------+---------------------+
  ///   |  two longer pieces:        |  the left is        |  the right is       |
  ///   |  the right one             |  a byte: that byte  |  a byte: that byte  |
  ///   +----------------------------+---------------------+---------------------+
  /// ```
  struct Hints: BitwiseCopyable, Sendable {
    /// The bits of the merges of the pieces on the right edge, the token itself left out, that come before those pieces
    /// are merged into it.
    var wanted: UInt64
    /// The bits of the merges of the pieces on the left edge, the token itself among them, with what may stand before
    /// them.
    var offered: UInt64

    /// The bit of a byte that is the left one of two pieces. Those with which Hangul syllables end have bits of their
    /// own.
    static func left(_ byte: Int) -> UInt64 {
      1 << UInt64(0x80..<0xC0 ~= byte ? 28 + byte & 3 : 16 + byte % 12)
    }

    /// The bit of a byte that is the right one of two pieces. Those with which Hangul syllables begin have bits of
    /// their own.
    static func right(_ byte: Int) -> UInt64 {
      1 << UInt64(0xEA...0xED ~= byte ? 12 + byte & 3 : byte % 12)
    }

    /// The bit of a longer piece that is the right one of two.
    static func right(longer piece: Int) -> UInt64 { 1 << UInt64(32 + piece & 31) }
  }

  /// The bytes at the edges of a token and when they are taken in.
  ///
  /// ```
  ///   63       40 39    32 31        8 7     0
  ///   +----------+--------+-----------+-------+
  ///   |  rank    |  last  |   rank    | first |
  ///   +----------+--------+-----------+-------+
  /// ```
  ///
  /// - rank: that of the token that takes in the byte, the lowest on the way to the edge; all ones for a single
  ///   byte, above all ranks.
  struct Edges: BitwiseCopyable, Sendable {
    private let bits: UInt64

    init(first: Int, rank firstRank: UInt32, last: Int, rank lastRank: UInt32) {
      bits =
        UInt64(first) | UInt64(firstRank & 0xFF_FFFF) << 8
        | UInt64(last) << 32 | UInt64(lastRank & 0xFF_FFFF) << 40
    }

    /// Whether these are the edges of a single byte.
    var isByte: Bool { firstRank == 0xFF_FFFF }
    @inline(__always)
    var firstByte: Int { Int(truncatingIfNeeded: bits & 0xFF) }
    @inline(__always)
    var firstRank: UInt32 { UInt32(truncatingIfNeeded: (bits &>> 8) & 0xFF_FFFF) }
    @inline(__always)
    var lastByte: Int { Int(truncatingIfNeeded: (bits &>> 32) & 0xFF) }
    @inline(__always)
    var lastRank: UInt32 { UInt32(truncatingIfNeeded: bits &>> 40) }
  }

  /// What is kept of a token.
  struct Entry: BitwiseCopyable, Sendable {
    var hints: Hints
    /// The bits of the merges of the token itself.
    var partners: UInt64
    var edges: Edges
  }

  let entries: ZeroedPages<Entry>
  /// The rank of the merge of two bytes, all ones where they do not merge; the left byte times 256, plus
  /// the right one.
  let byteRanks: ZeroedPages<UInt32>
  /// The bits of all bytes with which a byte merges.
  let bytePartners: ZeroedPages<UInt64>

  /// Nothing is known.
  static let none = TokenEdges()

  private init() {
    entries = ZeroedPages(count: 0)
    byteRanks = ZeroedPages(count: 0)
    bytePartners = ZeroedPages(count: 0)
  }

  /// The edges of the tokens of a vocabulary that is encoded by backtracking.
  ///
  /// - Complexity: O(tokens) where ids are in the order of ranks, as they are nearly always; else
  ///   O(tokens · log tokens).
  init(_ tables: VocabularyTables) {
    entries = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    byteRanks = ZeroedPages(count: 1 << 16, isSoonFull: true)
    for place in 0..<byteRanks.count { byteRanks.cells[place] = .max }
    bytePartners = ZeroedPages(count: 1 << 8)
    let cells = entries.cells
    for number in 0..<tables.upperBound where tables.records[number].rank == 0 {
      guard let range = tables.range(UInt32(number)) else { continue }
      let byte = Int(tables.text[range.lowerBound])
      cells[number].hints.offered = Hints.right(byte)
      cells[number].edges = Edges(first: byte, rank: .max, last: byte, rank: .max)
    }
    // Parts come before what is made of them, and what a piece merges with by then is what it merges with
    // in time.
    let made = tables.mergedTokensByRank
    for index in made.indices {
      if index &+ Self.ahead < made.count {
        let next = tables.record(made[index &+ Self.ahead])
        cells.prefetch(Int(next.left))
        cells.prefetch(Int(next.right))
      }
      fill(Int(made[index]), tables.record(made[index]))
    }
  }

  /// So many tokens ahead, what will be looked at is asked for.
  private static let ahead = 16

  /// Fills the entry of a token that is made of two that have theirs.
  @inline(__always)
  private func fill(_ number: Int, _ record: TokenRecord) {
    let cells = entries.cells
    let (left, right) = (cells[Int(record.left)], cells[Int(record.right)])
    cells[number].hints = Hints(
      wanted: right.hints.wanted | right.partners,
      offered: left.hints.offered | Hints.right(longer: number))
    cells[number].edges = Edges(
      first: left.edges.firstByte, rank: min(left.edges.firstRank, record.rank),
      last: right.edges.lastByte, rank: min(right.edges.lastRank, record.rank))
    let (leftByte, rightByte) = (left.edges.lastByte, right.edges.firstByte)
    switch (left.edges.isByte, right.edges.isByte) {
    case (false, false):
      cells[Int(record.left)].partners |= Hints.right(longer: Int(record.right))
    case (false, true):
      cells[Int(record.left)].partners |= Hints.right(rightByte)
    case (true, false):
      cells[Int(record.left)].partners |= Hints.left(leftByte)
      cells[Int(record.right)].hints.offered |= Hints.left(leftByte)
    case (true, true):
      byteRanks.cells[leftByte << 8 | rightByte] = record.rank
      bytePartners.cells[leftByte] |= Hints.right(rightByte)
    }
  }
}

extension VocabularyTables {
  /// The tokens that merging makes of others, by rank.
  fileprivate var mergedTokensByRank: [UInt32] {
    var (tokens, lastRank, isSorted) = ([UInt32](), UInt32(0), true)
    tokens.reserveCapacity(upperBound)
    for number in 0..<upperBound where records[number].isMerged {
      tokens.append(UInt32(truncatingIfNeeded: number))
      if records[number].rank < lastRank { isSorted = false }
      lastRank = records[number].rank
    }
    if !isSorted { tokens.sort { record($0).rank < record($1).rank } }
    return tokens
  }
}
