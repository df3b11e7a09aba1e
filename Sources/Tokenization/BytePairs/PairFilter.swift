/// A bit for each pair of tokens that is a merge, where its hash says: most pairs that are none are told
/// without a look at the table of merges.
final class PairFilter: Sendable {
  private let bits: ZeroedPages<UInt64>
  /// How far a hash is shifted to be the place of its bit.
  private let shift: UInt64

  /// Nothing is a merge.
  static let none = PairFilter()

  private init() {
    bits = ZeroedPages(count: 1)
    shift = 63
  }

  /// The filter of a vocabulary that is encoded by backtracking.
  ///
  /// - Complexity: O(tokens).
  init(_ tables: VocabularyTables) {
    // Sixteen bits for each token or more: one in sixteen of the pairs that are no merge is taken for one.
    let width = max(UInt.bitWidth - tables.upperBound.leadingZeroBitCount, 8) + 4
    shift = UInt64(64 - width)
    bits = ZeroedPages(count: 1 << (width - 6), isSoonFull: true)
    let view = view
    for number in 0..<tables.upperBound {
      let record = tables.records[number]
      if record.isMerged { view.insert(record.left, record.right) }
    }
  }

  /// The filter, for loops; valid as long as this lives.
  var view: View { View(bits: bits.cells, shift: shift) }

  /// The bits of a `PairFilter`, for loops.
  struct View {
    fileprivate let bits: FlatCells<UInt64>
    fileprivate let shift: UInt64

    /// Whether two tokens may be a merge; if not, they are none.
    @inline(__always)
    func mayMerge(_ left: UInt32, _ right: UInt32) -> Bool {
      let place = place(left, right)
      return bits[place &>> 6] &>> UInt64(place & 63) & 1 != 0
    }

    @inline(__always)
    fileprivate func insert(_ left: UInt32, _ right: UInt32) {
      let place = place(left, right)
      bits[place &>> 6] |= 1 &<< UInt64(place & 63)
    }

    /// Where the bit of a pair stands.
    @inline(__always)
    private func place(_ left: UInt32, _ right: UInt32) -> Int {
      let hash = UInt64(left) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F
      return Int(truncatingIfNeeded: hash &>> shift)
    }
  }
}
