/// What decides quickly whether two tokens can be neighbours where misfits are frequent: in long texts
/// without a border, made of anything.
///
/// `MergeTables.joinsAcross` walks from both tokens down to the two bytes at their border, and its last
/// step, the pair of these bytes, is the one that joins most often. The last step needs no walk: its limit
/// is the lowest rank on the way, which is the token's that takes in the byte at the border. So for each
/// token that rank is kept for both edges, and for each pair of bytes the rank of their merge. Before any
/// other pair is looked up, a bit of its hash says whether it can be a merge at all.
final class NeighbourEdges: Sendable {
  /// The edges of a token.
  ///
  /// ```
  ///   63       40 39    32 31        8 7     0
  ///   +----------+--------+-----------+-------+
  ///   |  rank    |  last  |   rank    | first |
  ///   +----------+--------+-----------+-------+
  /// ```
  ///
  /// - rank: that of the token that takes in the byte; all ones for a single byte, above all ranks.
  struct Edges: BitwiseCopyable, Sendable {
    private let bits: UInt64

    init(first: UInt8, rank firstRank: UInt32, last: UInt8, rank lastRank: UInt32) {
      bits =
        UInt64(first) | UInt64(firstRank & 0xFF_FFFF) << 8
        | UInt64(last) << 32 | UInt64(lastRank & 0xFF_FFFF) << 40
    }

    @inline(__always)
    var firstByte: Int { Int(truncatingIfNeeded: bits & 0xFF) }
    @inline(__always)
    var firstRank: UInt32 { UInt32(truncatingIfNeeded: (bits &>> 8) & 0xFF_FFFF) }
    @inline(__always)
    var lastByte: Int { Int(truncatingIfNeeded: (bits &>> 32) & 0xFF) }
    @inline(__always)
    var lastRank: UInt32 { UInt32(truncatingIfNeeded: bits &>> 40) }
  }

  private let edges: ZeroedPages<Edges>
  /// The rank of the merge of two bytes, all ones where they do not merge; the left byte times 256, plus
  /// the right one.
  private let byteRanks: ZeroedPages<UInt32>
  /// A bit for each pair that is a merge, where its hash says.
  private let pairs: ZeroedPages<UInt64>
  /// How far a hash is shifted to be the place of its bit.
  private let pairShift: UInt64

  /// Nothing is known.
  static let none = NeighbourEdges()

  private init() {
    edges = ZeroedPages(count: 0)
    byteRanks = ZeroedPages(count: 0)
    pairs = ZeroedPages(count: 0)
    pairShift = 0
  }

  /// The edges of a vocabulary that is encoded by backtracking.
  init(_ tables: VocabularyTables) {
    edges = ZeroedPages(count: tables.upperBound, isSoonFull: true)
    byteRanks = ZeroedPages(count: 1 << 16, isSoonFull: true)
    // Sixteen bits for each token or more: one in sixteen of the pairs that are no merge is taken for one.
    let pairBits = max(UInt.bitWidth - tables.upperBound.leadingZeroBitCount, 8) + 4
    pairShift = UInt64(64 - pairBits)
    pairs = ZeroedPages(count: 1 << (pairBits - 6), isSoonFull: true)
    let (edges, byteRanks, pairs) = (edges.cells, byteRanks.cells, pairs.cells)
    for place in 0..<byteRanks.count { byteRanks[place] = .max }
    for number in 0..<tables.upperBound {
      let record = tables.records[number]
      guard record.rank != TokenRecord.unreachable, let range = tables.range(UInt32(number)) else {
        continue
      }
      let (first, last) = (tables.text[range.lowerBound], tables.text[range.upperBound - 1])
      edges[number] = Edges(
        first: first, rank: Self.edgeRank(of: number, tables, \.left) { edges[$0].firstRank },
        last: last, rank: Self.edgeRank(of: number, tables, \.right) { edges[$0].lastRank })
      guard record.rank > 0 else { continue }
      if range.count == 2 { byteRanks[Int(first) << 8 | Int(last)] = record.rank }
      let bit = Self.bit(record.left, record.right, pairShift)
      pairs[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// The rank of the token that takes in the byte at an edge of a token; `known` has those of tokens
  /// with lower ids.
  private static func edgeRank(
    of token: Int, _ tables: VocabularyTables, _ side: (TokenRecord) -> UInt32,
    known: (Int) -> UInt32
  ) -> UInt32 {
    var rank = UInt32.max
    var piece = tables.records[token]
    while piece.rank > 0 {
      rank = piece.rank
      let part = Int(side(piece))
      piece = tables.records[part]
      if part < token, piece.rank > 0 { return known(part) }
    }
    return rank
  }

  /// The views for loops; valid as long as this lives.
  var view: View {
    View(
      edges: edges.cells, byteRanks: byteRanks.cells, pairs: pairs.cells, pairShift: pairShift)
  }

  @inline(__always)
  fileprivate static func bit(_ left: UInt32, _ right: UInt32, _ shift: UInt64) -> Int {
    let hash = UInt64(left) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: hash &>> shift)
  }

  /// The tables of `NeighbourEdges`, for loops.
  struct View {
    let edges: FlatCells<Edges>
    let byteRanks: FlatCells<UInt32>
    let pairs: FlatCells<UInt64>
    fileprivate let pairShift: UInt64

    /// Whether merging the joined bytes of two tokens joins something across their border.
    @inline(__always)
    func joinsAcross(_ left: UInt32, _ right: UInt32, _ tables: VocabularyTables) -> Bool {
      let (before, behind) = (edges[Int(left)], edges[Int(right)])
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
        let bit = NeighbourEdges.bit(left, right, pairShift)
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
