/// What decides for most pairs of tokens whether they can be neighbours, without the walk of
/// `MergeTables.joinsAcross`, and makes the walk shorter for the others.
///
/// Merging joins two tokens across their border if and only if some piece on the right edge of the left one
/// merges with some piece on the left edge of the right one before either is merged with anything else.
/// Three tables tell what the walk would find, of which `TokenEdges` has two:
///
/// - Of each token, the ranks at which the bytes at its edges are taken in, and of each two bytes the rank of
///   their merge: where bytes merge across the border, which is how most are joined that are.
/// - Of each token, the bits of all that the pieces of its right edge merge with in time, and the bits of the
///   pieces of its left edge. Where the words of two tokens have no bit in common, nothing but bytes merges across
///   their border. What merges most often merges first, so that few words have many bits.
/// - A bit for each pair that is a merge (`PairFilter`).
final class NeighbourTable: Sendable {
  private let tokens: TokenEdges
  private let pairs: PairFilter

  /// Nothing is known.
  static let none = NeighbourTable(.none, .none)

  /// The table that these make together.
  init(_ tokens: TokenEdges, _ pairs: PairFilter) { (self.tokens, self.pairs) = (tokens, pairs) }

  /// The table of a vocabulary that is encoded by backtracking.
  convenience init(_ tables: VocabularyTables) {
    self.init(TokenEdges(tables), PairFilter(tables))
  }

  /// The tables, for loops; valid as long as this lives.
  var view: View {
    View(
      entries: tokens.entries.cells, byteRanks: tokens.byteRanks.cells,
      bytePartners: tokens.bytePartners.cells, pairs: pairs.view)
  }

  /// The tables of a `NeighbourTable`, for loops.
  struct View {
    private let entries: FlatCells<TokenEdges.Entry>
    private let byteRanks: FlatCells<UInt32>
    private let bytePartners: FlatCells<UInt64>
    private let pairs: PairFilter.View

    fileprivate init(
      entries: FlatCells<TokenEdges.Entry>, byteRanks: FlatCells<UInt32>,
      bytePartners: FlatCells<UInt64>, pairs: PairFilter.View
    ) {
      (self.entries, self.byteRanks) = (entries, byteRanks)
      (self.bytePartners, self.pairs) = (bytePartners, pairs)
    }

    /// Whether nothing is known.
    @inline(__always)
    var isEmpty: Bool { entries.count == 0 }

    /// The hints of a token with which those stand that concern two bytes: where what a token wants, which is the
    /// longest match where it starts, has no bit in common with what the next one offers, the two fit.
    @inline(__always)
    func hints(_ token: UInt32) -> TokenEdges.Hints {
      let entry = entries[Int(token)]
      return TokenEdges.Hints(
        wanted: entry.hints.wanted | bytePartners[entry.edges.lastByte],
        offered: entry.hints.offered)
    }

    /// Whether the two bytes at the border of two tokens merge before anything else takes one of them in.
    @inline(__always)
    func joinsBytes(_ left: UInt32, _ right: UInt32) -> Bool {
      let (before, behind) = (entries[Int(left)].edges, entries[Int(right)].edges)
      let rank = byteRanks[before.lastByte &<< 8 | behind.firstByte]
      // Of two equal ranks the left token's comes first, as in the walk.
      return rank < min(before.lastRank, behind.firstRank &+ 1)
    }

    /// Whether merging the joined bytes of two tokens joins something across their border; nil where only the walk
    /// tells. Of the left one's own merges, those whose bits are in `ownMerges` are looked at: none where it is the
    /// longest match where it starts. A mask, for whether it is cannot be foreseen by a branch.
    @inline(__always)
    func joinsAcross(_ left: UInt32, _ right: UInt32, ownMerges: UInt64) -> Bool? {
      if isEmpty { return nil }
      if joinsBytes(left, right) { return true }
      let before = entries[Int(left)]
      let wanted = before.hints.wanted | before.partners & ownMerges
      return wanted & entries[Int(right)].hints.offered == 0 ? false : nil
    }

    /// The walk of `MergeTables.joinsAcross` for all merges but those of two bytes. It begins where the left token is
    /// not made yet if that is the longest match.
    @inline(never)
    func joinsAboveBytes(
      _ left: UInt32, _ right: UInt32, leftIsLongest: Bool, _ tables: VocabularyTables
    ) -> Bool {
      var (left, right, limit) = (left, right, UInt32.max)
      var (leftRecord, rightRecord) = (tables.record(left), tables.record(right))
      if leftIsLongest {
        if leftRecord.rank == 0 { return false }
        while rightRecord.rank >= leftRecord.rank {
          right = rightRecord.left
          rightRecord = tables.record(right)
        }
        limit = leftRecord.rank
        left = leftRecord.right
        leftRecord = tables.record(left)
      }
      while leftRecord.rank | rightRecord.rank != 0 {
        if pairs.mayMerge(left, right) {
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
