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
  struct Edges: BitwiseCopyable, Sendable {
    /// The rank of the token that takes in the last byte; all ones for a single byte.
    var lastRank = UInt32.max
    /// The rank of the token that takes in the first byte; all ones but one for a single byte.
    var firstRank = UInt32.max - 1
    var lastByte: UInt32 = 0
    var firstByte: UInt32 = 0
  }

  private let edges: ZeroedPages<Edges>
  /// The rank of the merge of two bytes, all ones where they do not merge; the left byte times 256, plus
  /// the right one.
  private let byteRanks: ZeroedPages<UInt32>
  /// A bit for each pair that is a merge, where its hash says.
  private let pairs: ZeroedPages<UInt64>
  private static let pairBits = 22

  /// Nothing is known.
  static let none = NeighbourEdges()

  private init() {
    edges = ZeroedPages(count: 0)
    byteRanks = ZeroedPages(count: 0)
    pairs = ZeroedPages(count: 0)
  }

  /// The edges of a vocabulary that is encoded by backtracking.
  init(_ tables: VocabularyTables) {
    edges = ZeroedPages(count: tables.upperBound)
    byteRanks = ZeroedPages(count: 1 << 16)
    pairs = ZeroedPages(count: 1 << (Self.pairBits - 6))
    let (edges, byteRanks, pairs) = (edges.cells, byteRanks.cells, pairs.cells)
    for place in 0..<byteRanks.count { byteRanks[place] = .max }
    for number in 0..<tables.upperBound {
      let record = tables.records[number]
      guard record.rank != TokenRecord.unreachable, let range = tables.range(UInt32(number)) else {
        continue
      }
      let (first, last) = (tables.text[range.lowerBound], tables.text[range.upperBound - 1])
      edges[number] = Self.edges(of: number, first, last, tables, edges)
      guard record.rank > 0 else { continue }
      if range.count == 2 { byteRanks[Int(first) << 8 | Int(last)] = record.rank }
      let bit = Self.bit(record.left, record.right)
      pairs[bit >> 6] |= 1 << UInt64(bit & 63)
    }
  }

  /// The edges of a token; those of tokens with lower ids are in `known`.
  private static func edges(
    of token: Int, _ first: UInt8, _ last: UInt8, _ tables: VocabularyTables,
    _ known: FlatCells<Edges>
  ) -> Edges {
    var edges = Edges(lastByte: UInt32(last), firstByte: UInt32(first))
    var piece = tables.records[token]
    while piece.rank > 0 {
      edges.lastRank = piece.rank
      let part = Int(piece.right)
      piece = tables.records[part]
      if part < token, piece.rank > 0 {
        edges.lastRank = known[part].lastRank
        break
      }
    }
    piece = tables.records[token]
    while piece.rank > 0 {
      edges.firstRank = piece.rank
      let part = Int(piece.left)
      piece = tables.records[part]
      if part < token, piece.rank > 0 {
        edges.firstRank = known[part].firstRank
        break
      }
    }
    return edges
  }

  /// The views for loops; valid as long as this lives.
  var view: View {
    View(edges: edges.cells, byteRanks: byteRanks.cells, pairs: pairs.cells)
  }

  @inline(__always)
  fileprivate static func bit(_ left: UInt32, _ right: UInt32) -> Int {
    let hash = UInt64(left) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F
    return Int(truncatingIfNeeded: hash &>> UInt64(64 &- pairBits))
  }

  /// The tables of `NeighbourEdges`, for loops.
  struct View {
    let edges: FlatCells<Edges>
    let byteRanks: FlatCells<UInt32>
    let pairs: FlatCells<UInt64>

    /// Whether merging the joined bytes of two tokens joins something across their border.
    @inline(__always)
    func joinsAcross(_ left: UInt32, _ right: UInt32, _ tables: VocabularyTables) -> Bool {
      let (before, behind) = (edges[Int(left)], edges[Int(right)])
      let rank = byteRanks[Int(before.lastByte &<< 8 | behind.firstByte)]
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
        let bit = NeighbourEdges.bit(left, right)
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
