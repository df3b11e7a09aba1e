/// What decides for most pairs of tokens whether they can be neighbours, without the walk of
/// `MergeTables.joinsAcross`, and makes the walk shorter for the others.
///
/// Merging joins two tokens across their border if and only if some piece on the right edge of the left one
/// merges with some piece on the left edge of the right one before either is merged with anything else.
/// Three tables tell what the walk would find:
///
/// - Of each token, the bits of all that the pieces of its right edge merge with in time, and the bits of the
///   pieces of its left edge. Where the words of two tokens have no bit in common, they fit. What merges most
///   often merges first, so that few words have many bits.
/// - Of each token, the ranks at which the bytes at its edges are taken in, and of each two bytes the rank of
///   their merge: the last step of the walk, by which most are joined that are.
/// - A bit for each pair that is a merge, where its hash says.
final class NeighbourTable: Sendable {
  /// Which neighbours of a token may not fit.
  struct Hints: BitwiseCopyable, Sendable {
    /// The bits of what the pieces of the right edge, the token itself left out, merge with before they are
    /// merged into the token.
    var wanted: UInt64
    /// The bits of the pieces of the left edge, the token itself among them.
    var offered: UInt64
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
    /// The bits of all that the token itself merges with.
    var partners: UInt64
    var edges: Edges
  }

  private let entries: ZeroedPages<Entry>
  /// The rank of the merge of two bytes, all ones where they do not merge; the left byte times 256, plus
  /// the right one.
  private let byteRanks: ZeroedPages<UInt32>
  /// A bit for each pair that is a merge, where its hash says.
  private let pairs: ZeroedPages<UInt64>
  /// How far a hash is shifted to be the place of its bit.
  private let pairShift: UInt64

  /// Nothing is known.
  static let none = NeighbourTable()

  private init() {
    entries = ZeroedPages(count: 0)
    byteRanks = ZeroedPages(count: 0)
    pairs = ZeroedPages(count: 0)
    pairShift = 0
  }

  /// The table of a vocabulary that is encoded by backtracking.
  ///
  /// - Complexity: O(tokens) where ids are in the order of ranks, as they are nearly always; else
  ///   O(tokens · log tokens).
  init(_ tables: VocabularyTables) {
    entries = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    byteRanks = ZeroedPages(count: 1 << 16, isSoonFull: true)
    // Sixteen bits for each token or more: one in sixteen of the pairs that are no merge is taken for one.
    let pairBits = max(UInt.bitWidth - tables.upperBound.leadingZeroBitCount, 8) + 4
    pairShift = UInt64(64 - pairBits)
    pairs = ZeroedPages(count: 1 << (pairBits - 6), isSoonFull: true)
    for place in 0..<byteRanks.count { byteRanks.cells[place] = .max }
    let cells = entries.cells
    var made: [UInt32] = []
    made.reserveCapacity(tables.upperBound)
    for number in 0..<tables.upperBound {
      let rank = tables.records[number].rank
      if rank == TokenRecord.unreachable { continue }
      cells[number].hints.offered = Self.hint(number)
      if rank > 0 {
        made.append(UInt32(number))
      } else if let range = tables.range(UInt32(number)) {
        let byte = Int(tables.text[range.lowerBound])
        cells[number].edges = Edges(first: byte, rank: .max, last: byte, rank: .max)
      }
    }
    // Parts come before what is made of them, and what a piece merges with by then is what it merges with
    // in time.
    made.sort { tables.record($0).rank < tables.record($1).rank }
    for number in made { fill(Int(number), tables.record(number)) }
  }

  /// Fills the entry of a token that is made of two that have theirs.
  @inline(__always)
  private func fill(_ number: Int, _ record: TokenRecord) {
    let cells = entries.cells
    let (left, right) = (cells[Int(record.left)], cells[Int(record.right)])
    cells[number].hints.offered |= left.hints.offered
    cells[number].hints.wanted = right.hints.wanted | right.partners
    cells[number].edges = Edges(
      first: left.edges.firstByte, rank: min(left.edges.firstRank, record.rank),
      last: right.edges.lastByte, rank: min(right.edges.lastRank, record.rank))
    cells[Int(record.left)].partners |= Self.hint(Int(record.right))
    if left.edges.isByte, right.edges.isByte {
      byteRanks.cells[left.edges.lastByte << 8 | right.edges.firstByte] = record.rank
    }
    let bit = Self.bit(record.left, record.right, pairShift)
    pairs.cells[bit >> 6] |= 1 << UInt64(bit & 63)
  }

  /// The bit of a piece. Ids that follow each other, as those of letters do, have different bits.
  private static func hint(_ piece: Int) -> UInt64 { 1 << UInt64(piece & 63) }

  /// Where the bit of a pair stands.
  @inline(__always)
  fileprivate static func bit(_ left: UInt32, _ right: UInt32, _ shift: UInt64) -> Int {
    let hash = UInt64(left) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: hash &>> shift)
  }

  /// The tables, for loops; valid as long as this lives.
  var view: View {
    View(
      entries: entries.cells, byteRanks: byteRanks.cells, pairs: pairs.cells, pairShift: pairShift)
  }

  /// The tables of a `NeighbourTable`, for loops.
  struct View {
    let entries: FlatCells<Entry>
    private let byteRanks: FlatCells<UInt32>
    private let pairs: FlatCells<UInt64>
    private let pairShift: UInt64

    fileprivate init(
      entries: FlatCells<Entry>, byteRanks: FlatCells<UInt32>, pairs: FlatCells<UInt64>,
      pairShift: UInt64
    ) {
      (self.entries, self.byteRanks) = (entries, byteRanks)
      (self.pairs, self.pairShift) = (pairs, pairShift)
    }

    /// Whether nothing is known.
    @inline(__always)
    var isEmpty: Bool { entries.count == 0 }

    /// The hints of a token.
    @inline(__always)
    func hints(_ token: UInt32) -> Hints { entries[Int(token)].hints }

    /// Whether hints tell that merging joins nothing across the border of two tokens, of which the left one
    /// may be the longest match where it starts.
    @inline(__always)
    func rulesOut(_ left: UInt32, _ right: UInt32, leftIsLongest: Bool) -> Bool {
      if isEmpty { return false }
      let before = entries[Int(left)]
      let wanted = before.hints.wanted | (leftIsLongest ? 0 : before.partners)
      return wanted & entries[Int(right)].hints.offered == 0
    }

    /// Whether merging the joined bytes of two tokens joins something across their border, from all tables but
    /// the hints.
    func joinsAcross(_ left: UInt32, _ right: UInt32, _ tables: VocabularyTables) -> Bool {
      let (before, behind) = (entries[Int(left)].edges, entries[Int(right)].edges)
      let rank = byteRanks[before.lastByte &<< 8 | behind.firstByte]
      // Of two equal ranks the left token's comes first, as in the walk.
      if rank < before.lastRank && rank <= behind.firstRank { return true }
      return joinsAboveBytes(left, right, tables)
    }

    /// The walk of `MergeTables.joinsAcross` without its last step.
    @inline(__always)
    private func joinsAboveBytes(
      _ left: UInt32, _ right: UInt32, _ tables: VocabularyTables
    ) -> Bool {
      var (left, right, limit) = (left, right, UInt32.max)
      var (leftRecord, rightRecord) = (tables.record(left), tables.record(right))
      while leftRecord.rank | rightRecord.rank != 0 {
        let bit = NeighbourTable.bit(left, right, pairShift)
        if pairs[bit &>> 6] &>> UInt64(bit & 63) & 1 != 0 {
          let joined = tables.merged(left, right)
          if joined != TokenRecord.none, tables.record(joined).rank < limit { return true }
        }
        if leftRecord.rank > rightRecord.rank {
          limit = leftRecord.rank
          left = leftRecord.right
          leftRecord = tables.record(left)
        } else {
          limit = rightRecord.rank &+ 1
          right = rightRecord.left
          rightRecord = tables.record(right)
        }
      }
      return false
    }
  }
}
