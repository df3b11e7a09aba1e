/// Finds room for the nodes of a trie in a double array with XOR bases.
///
/// A node with the base `b` has its child for the byte `c` in cell `b ^ c`, so all children of a node
/// lie in one block of 256 cells. No two nodes have the same base; then a cell's label alone tells
/// whose child it is. The bases 0 and 1 are given to no node: 0 marks a node without children, and
/// the free cells of block 0 are labelled as children of base 1.
struct CellAllocator {
  /// A bit for each cell that is free, four words a block.
  private var freeCells: [UInt64] = []
  /// A bit for each base that is free, four words a block.
  private var freeBases: [UInt64] = []
  /// How many cells of each block are free.
  private var freeCounts: [Int] = []
  /// Where the search begins for nodes with at least so many children, by powers of two.
  private var firstBlocks = [Int](repeating: 0, count: 9)

  /// An allocator with one block, so that even a trie without tokens has cells to look at.
  init() {
    addBlock()
    freeBases[0] = ~0b11
  }

  /// The number of cells so far, a multiple of 256.
  var cellCount: Int { freeCounts.count * 256 }

  /// Takes a base whose cells for the labels are free.
  ///
  /// - Parameter labels: At least one, each once.
  /// - Returns: The base, above 1.
  mutating func place(_ labels: [UInt8]) -> Int {
    let sizeClass = Int.bitWidth - 1 - labels.count.leadingZeroBitCount
    var block = firstBlocks[sizeClass]
    while true {
      if block == freeCounts.count { addBlock() }
      if freeCounts[block] >= labels.count, let base = base(for: labels, in: block) {
        take(base, labels)
        return base
      }
      block += 1
      // A block that has refused a node of this size is asked again by seven more at most.
      firstBlocks[sizeClass] = max(firstBlocks[sizeClass], block - 8)
      while firstBlocks[sizeClass] < block, freeCounts[firstBlocks[sizeClass]] == 0 {
        firstBlocks[sizeClass] += 1
      }
    }
  }

  /// The label of a free cell: its owner is a base that no node has.
  func label(ofFreeCell cell: Int) -> UInt8 {
    let block = cell >> 8
    if block == 0 { return UInt8(cell ^ 1) }
    for word in 0..<4 where freeBases[block * 4 + word] != 0 {
      let base = word << 6 | freeBases[block * 4 + word].trailingZeroBitCount
      return UInt8(truncatingIfNeeded: cell ^ base)
    }
    preconditionFailure("a block with a free cell has fewer than 256 nodes' children")
  }

  /// Whether a cell belongs to no node.
  func isFree(cell: Int) -> Bool { freeCells[cell >> 6] >> UInt64(cell & 63) & 1 != 0 }

  /// A free base of a block whose cells for the labels are free: that with the lowest cell for the
  /// first label.
  ///
  /// All places of a block are tried at once: bit `i` of a word stands for a first child in cell `i`.
  private func base(for labels: [UInt8], in block: Int) -> Int? {
    let first = labels[0]
    for word in 0..<4 {
      var places =
        freeCells[block * 4 + word] & bits(freeBases, in: block, word, xor: first)
      var index = 1
      while index < labels.count, places != 0 {
        places &= bits(freeCells, in: block, word, xor: first ^ labels[index])
        index += 1
      }
      if places != 0 {
        return (block << 8 | word << 6 | places.trailingZeroBitCount) ^ Int(first)
      }
    }
    return nil
  }

  /// The word whose bit `i` is the block's bit `(word * 64 + i) ^ distance`.
  @inline(__always)
  private func bits(
    _ bitmap: [UInt64], in block: Int, _ word: Int, xor distance: UInt8
  ) -> UInt64 {
    var bits = bitmap[block * 4 + (word ^ Int(distance >> 6))]
    if distance & 1 != 0 { bits = swap(bits, 1, 0x5555_5555_5555_5555) }
    if distance & 2 != 0 { bits = swap(bits, 2, 0x3333_3333_3333_3333) }
    if distance & 4 != 0 { bits = swap(bits, 4, 0x0F0F_0F0F_0F0F_0F0F) }
    if distance & 8 != 0 { bits = swap(bits, 8, 0x00FF_00FF_00FF_00FF) }
    if distance & 16 != 0 { bits = swap(bits, 16, 0x0000_FFFF_0000_FFFF) }
    if distance & 32 != 0 { bits = swap(bits, 32, 0x0000_0000_FFFF_FFFF) }
    return bits
  }

  /// Exchanges neighbouring groups of bits; `low` marks every other group.
  @inline(__always)
  private func swap(_ bits: UInt64, _ width: UInt64, _ low: UInt64) -> UInt64 {
    (bits & low) &<< width | (bits &>> width) & low
  }

  private mutating func take(_ base: Int, _ labels: [UInt8]) {
    freeBases[base >> 6] &= ~(1 << UInt64(base & 63))
    for label in labels {
      let cell = base ^ Int(label)
      freeCells[cell >> 6] &= ~(1 << UInt64(cell & 63))
    }
    freeCounts[base >> 8] -= labels.count
  }

  private mutating func addBlock() {
    freeCells.append(contentsOf: repeatElement(~0, count: 4))
    freeBases.append(contentsOf: repeatElement(~0, count: 4))
    freeCounts.append(256)
  }
}
