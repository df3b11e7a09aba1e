/// Where a pair of tokens stands in the pair table.
///
/// A slot is one word: 0 where it is free, else the number of a record plus 1 in the low bits and
/// some bits of the pair's hash above them, so that most pairs that are in no record are told from
/// the slot alone. Collisions go to the next slot (linear probing); four of nine slots are taken at
/// most.
///
/// ```
///   31             numberBits              0
///   +------------------+-------------------+
///   |  tag (hash bits) |  record number + 1|
///   +------------------+-------------------+
/// ```
struct PairHash: Sendable, Equatable {
  /// The number of slots.
  let slotCount: Int
  /// How many low bits of a slot number a record.
  let numberBits: Int

  /// A table for at most `pairs` pairs, whose records have numbers below `records`.
  init(pairs: Int, records: Int) {
    self.init(slots: (pairs * 9 / 4 + 16) & ~15, records: records)
  }

  /// A table of so many slots, whose records have numbers below `records`.
  init(slots: Int, records: Int) {
    slotCount = slots
    numberBits = Int.bitWidth - records.leadingZeroBitCount
    precondition(numberBits < 32 && slots < 1 << 31, "too many pairs: \(slots), \(records)")
  }

  /// The first slot of a pair, and its tag already in place.
  @inline(__always)
  func place(_ left: UInt32, _ right: UInt32) -> (slot: Int, tag: UInt32) {
    let hash =
      UInt64(left) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(right) &* 0xC2B2_AE3D_27D4_EB4F
    // The high half of the hash as a fraction of the table, the low half as the tag.
    let slot = (Int(truncatingIfNeeded: hash &>> 32) &* slotCount) &>> 32
    let tag = UInt32(truncatingIfNeeded: hash) & (~0 &<< UInt32(numberBits))
    return (slot, tag)
  }

  /// The slot behind a slot; behind the last comes the first.
  @inline(__always)
  func slot(after slot: Int) -> Int { slot &+ 1 == slotCount ? 0 : slot &+ 1 }
}

/// Tables in which the merge of two tokens can be looked up: those of a finished vocabulary and those
/// of one that is being compiled.
protocol MergeTables {
  /// Where pairs stand.
  var pairHash: PairHash { get }
  /// The slot of the pair table at an index below its size.
  func slot(at index: Int) -> UInt32
  /// The record of a number.
  func record(_ number: UInt32) -> TokenRecord
}

extension MergeTables {
  /// The number of the record whose left and right these are, or `none`.
  @inline(__always)
  func merged(_ left: UInt32, _ right: UInt32) -> UInt32 {
    let hash = pairHash
    var (index, tag) = hash.place(left, right)
    let mask: UInt32 = ~(~0 &<< UInt32(hash.numberBits))
    while true {
      let slot = slot(at: index)
      if slot == 0 { return TokenRecord.none }
      if slot & ~mask == tag {
        let number = (slot & mask) &- 1
        let record = record(number)
        if record.left == left && record.right == right { return number }
      }
      index = hash.slot(after: index)
    }
  }

  /// Whether merging the joined bytes of two tokens would join something across their border before
  /// the rank `limit`.
  ///
  /// Both tokens are reachable and every reachable token is made of tokens with lower ranks. Then
  /// the pieces that touch the border at some time are the last and the first of the tokens' split
  /// trees cut at that rank; the walk goes back in time through all pairs of pieces that touch it
  /// together (proof in <doc:EncodingExactly>, "Neighbours").
  ///
  /// - Complexity: O(height of both split trees).
  @inline(__always)
  func joinsAcross(_ left: UInt32, _ right: UInt32, before limit: UInt32) -> Bool {
    var (left, right, limit) = (left, right, limit)
    while true {
      let joined = merged(left, right)
      if joined != TokenRecord.none, record(joined).rank < limit { return true }
      let leftRecord = record(left)
      let rightRecord = record(right)
      if leftRecord.rank > rightRecord.rank {
        limit = leftRecord.rank
        left = leftRecord.right
      } else if rightRecord.rank > 0 {
        // Of two equal merges the left one comes first, so the one across the border is still
        // before the one that made the right token.
        limit = rightRecord.rank &+ 1
        right = rightRecord.left
      } else {
        return false
      }
    }
  }

  /// The same without a limit, for a left token that is the longest match where it starts.
  ///
  /// Nothing joins the whole left token to a beginning of the right one: that would be a longer match.
  /// So the walk begins where the left token is not made yet, with the pieces of that time.
  @inline(__always)
  func joinsAcross(longest left: UInt32, _ right: UInt32) -> Bool {
    let leftRecord = record(left)
    if leftRecord.rank == 0 { return false }
    var right = right
    while true {
      let rightRecord = record(right)
      if rightRecord.rank < leftRecord.rank { break }
      right = rightRecord.left
    }
    return joinsAcross(leftRecord.right, right, before: leftRecord.rank)
  }
}
