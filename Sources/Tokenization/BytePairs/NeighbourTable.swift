/// What decides for most pairs of tokens whether they can be neighbours, without the walk of
/// `MergeTables.joinsAcross`, and makes the walk shorter for the others.
///
/// Merging joins two tokens across their border if and only if some piece on the right edge of the left one
/// merges with some piece on the left edge of the right one before either is merged with anything else.
/// Three tables tell what the walk would find, of which `TokenEdges` has two:
///
/// - Of each token, the bits of all that the pieces of its right edge merge with in time, and the bits of the
///   pieces of its left edge. Where the words of two tokens have no bit in common, they fit. What merges most
///   often merges first, so that few words have many bits.
/// - Of each token, the ranks at which the bytes at its edges are taken in, and of each two bytes the rank of
///   their merge: the last step of the walk, by which most are joined that are.
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
    View(entries: tokens.entries.cells, byteRanks: tokens.byteRanks.cells, pairs: pairs.view)
  }

  /// The tables of a `NeighbourTable`, for loops.
  struct View {
    let entries: FlatCells<TokenEdges.Entry>
    private let byteRanks: FlatCells<UInt32>
    private let pairs: PairFilter.View

    fileprivate init(
      entries: FlatCells<TokenEdges.Entry>, byteRanks: FlatCells<UInt32>, pairs: PairFilter.View
    ) {
      (self.entries, self.byteRanks, self.pairs) = (entries, byteRanks, pairs)
    }

    /// Whether nothing is known.
    @inline(__always)
    var isEmpty: Bool { entries.count == 0 }

    /// The hints of a token.
    @inline(__always)
    func hints(_ token: UInt32) -> TokenEdges.Hints { entries[Int(token)].hints }

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
    /// the hints; the left token may be the longest match where it starts.
    @inline(__always)
    func joinsAcross(
      _ left: UInt32, _ right: UInt32, leftIsLongest: Bool, _ tables: VocabularyTables
    ) -> Bool {
      let (before, behind) = (entries[Int(left)].edges, entries[Int(right)].edges)
      let rank = byteRanks[before.lastByte &<< 8 | behind.firstByte]
      // Of two equal ranks the left token's comes first, as in the walk. One branch, which nobody can foresee.
      if rank < min(before.lastRank, behind.firstRank &+ 1) { return true }
      return joinsAboveBytes(left, right, leftIsLongest: leftIsLongest, tables)
    }

    /// The walk of `MergeTables.joinsAcross` without its last step. It begins where the left token is not made
    /// yet if that is the longest match.
    @inline(never)
    private func joinsAboveBytes(
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
