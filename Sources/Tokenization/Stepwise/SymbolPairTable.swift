import TokenizerModel

/// The rank and the result of each pair that merges: a hash table with linear probing.
struct SymbolPairTable: Sendable {
  /// What a pair becomes, and when.
  struct Merge: BitwiseCopyable {
    var rank: UInt32
    var result: UInt32
  }

  private(set) var keys: [UInt64]
  private(set) var merges: [Merge]
  private let mask: Int

  /// The table of a list of merges.
  init(_ list: [TokenizerModel.Merge]) {
    self.init(list, ranks: Array(0..<UInt32(list.count)))
  }

  /// The table of merges of which several may have the same rank.
  init(_ list: [TokenizerModel.Merge], ranks: [UInt32]) {
    var capacity = 16
    while capacity < 2 * list.count { capacity *= 2 }
    mask = capacity - 1
    keys = [UInt64](repeating: .max, count: capacity)
    merges = [Merge](repeating: Merge(rank: 0, result: 0), count: capacity)
    for (rank, merge) in zip(ranks, list) {
      let key = PairKey.key(merge.left.rawValue, merge.right.rawValue)
      var slot = PairKey.hash(key) & mask
      while keys[slot] != .max, keys[slot] != key { slot = (slot + 1) & mask }
      keys[slot] = key
      merges[slot] = Merge(rank: rank, result: merge.result.rawValue)
    }
  }

  /// What two neighbours merge to.
  @inline(__always)
  func merge(_ left: UInt32, _ right: UInt32) -> Merge? {
    let key = PairKey.key(left, right)
    var slot = PairKey.hash(key) & mask
    while keys[slot] != .max {
      if keys[slot] == key { return merges[slot] }
      slot = (slot &+ 1) & mask
    }
    return nil
  }
}

/// Pairs of numbers: a hash table with linear probing.
struct PairSet: Sendable {
  /// The pairs; all ones where there is none. At most half of the slots are taken.
  let slots: [UInt64]
  private let mask: Int

  /// The set of some pairs, each with its left number in the high half.
  init(_ pairs: [UInt64]) {
    var capacity = 16
    while capacity < 2 * pairs.count { capacity *= 2 }
    let mask = capacity - 1
    var slots = [UInt64](repeating: .max, count: capacity)
    for key in pairs {
      var slot = PairKey.hash(key) & mask
      while slots[slot] != .max, slots[slot] != key { slot = (slot + 1) & mask }
      slots[slot] = key
    }
    self.slots = slots
    self.mask = mask
  }

  /// Whether a pair is in the set.
  func contains(_ left: UInt32, _ right: UInt32) -> Bool {
    let key = PairKey.key(left, right)
    var slot = PairKey.hash(key) & mask
    while slots[slot] != .max {
      if slots[slot] == key { return true }
      slot = (slot &+ 1) & mask
    }
    return false
  }
}

extension SymbolPairTable {
  /// Writes the table.
  func write(to writer: inout TableWriter) {
    writer.table(keys)
    writer.table(merges)
  }

  /// Reads what `write(to:)` wrote; the merges must name symbols below a limit.
  init(from reader: inout TableReader, below limit: Int) throws(CompiledVocabularyProblem) {
    keys = try reader.table(of: UInt64.self)
    merges = try reader.table(of: Merge.self, count: keys.count)
    mask = keys.count - 1
    guard PairKey.isTable(keys) else { throw .badTable("the table of pairs leads astray") }
    for (key, merge) in zip(keys, merges) where key != .max {
      guard key >> 32 < limit, key & 0xFFFF_FFFF < limit, merge.result < limit else {
        throw .badTable("a merge names tokens that it cannot")
      }
    }
  }

  /// Whether what two neighbours become is always as long as both.
  func isSound(_ lengths: [Int32]) -> Bool {
    for (key, merge) in zip(keys, merges) where key != .max {
      let (left, right) = (lengths[Int(key >> 32)], lengths[Int(key & 0xFFFF_FFFF)])
      guard left > 0, right > 0, left + right == lengths[Int(merge.result)] else { return false }
    }
    return true
  }
}

extension PairSet {
  /// Writes the set.
  func write(to writer: inout TableWriter) { writer.table(slots) }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    slots = try reader.table(of: UInt64.self)
    mask = slots.count - 1
    guard PairKey.isTable(slots) else { throw .badTable("the table of pairs leads astray") }
  }
}

/// Two numbers as one key of a table.
private enum PairKey {
  @inline(__always)
  static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) &<< 32 | UInt64(right)
  }

  @inline(__always)
  static func hash(_ key: UInt64) -> Int {
    Int(truncatingIfNeeded: ((key ^ key &>> 29) &* 0x9E37_79B9_7F4A_7C15) &>> 24)
  }

  /// Whether searches in a table of keys end: its size is a power of two, and a slot is free.
  static func isTable(_ keys: [UInt64]) -> Bool {
    keys.count.nonzeroBitCount == 1 && keys.contains(.max)
  }
}
