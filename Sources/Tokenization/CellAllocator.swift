/// Finds room for the nodes of a trie in a double array with XOR bases.
///
/// A node with the base `b` has its child for the byte `c` in cell `b ^ c`, so all children of a node
/// lie in one block of 256 cells. No two nodes have the same base; then a cell's label alone tells
/// whose child it is. The bases 0 and 1 are given to no node: 0 marks a node without children, and
/// with 1 every block with a free cell has a base that no node has (see `label(ofFreeCell:)`).
struct CellAllocator {
  /// A bit for each cell that is taken, four words a block.
  private var takenCells: [UInt64] = []
  /// A bit for each base that is taken, four words a block.
  private var takenBases: [UInt64] = []
  /// How many cells of each block are free.
  private var freeCounts: [Int] = []
  /// Where the search for nodes with at least so many children (rounded down to a power of two)
  /// begins.
  private var firstBlocks = [Int](repeating: 0, count: 9)

  /// An allocator with one block, so that even a trie without tokens has cells to look at.
  init() { addBlock() }

  /// The number of cells so far, a multiple of 256.
  var cellCount: Int { freeCounts.count * 256 }

  /// Takes a base whose cells for the labels are free.
  ///
  /// - Parameter labels: At least one, each once.
  /// - Returns: The base, above 1.
  mutating func place(_ labels: ArraySlice<UInt8>) -> Int {
    let sizeClass = Int.bitWidth - 1 - labels.count.leadingZeroBitCount
    var block = firstBlocks[sizeClass]
    var failures = 0
    while true {
      if block == freeCounts.count { addBlock() }
      if freeCounts[block] >= labels.count, let base = base(for: labels, in: block) {
        take(base, labels)
        return base
      }
      // A block that has refused a few nodes of this size is not asked again by nodes of this size.
      failures += 1
      block += 1
      if failures > 8 || freeCounts[block - 1] == 0 {
        firstBlocks[sizeClass] = max(firstBlocks[sizeClass], block - 8)
      }
    }
  }

  /// The label of a free cell: its owner would be a base that no node has.
  func label(ofFreeCell cell: Int) -> UInt8 {
    let block = cell >> 8
    let reserved = block == 0 ? 1 : 0
    for base in reserved..<256 where !isTaken(takenBases, block << 8 | base) {
      return UInt8(truncatingIfNeeded: cell ^ base)
    }
    preconditionFailure("a block with a free cell has fewer than 256 nodes' children")
  }

  /// Whether a cell belongs to a node.
  func isTaken(cell: Int) -> Bool { isTaken(takenCells, cell) }

  private func base(for labels: ArraySlice<UInt8>, in block: Int) -> Int? {
    let first = Int(labels[labels.startIndex])
    for word in 0..<4 {
      var free = ~takenCells[block * 4 + word]
      while free != 0 {
        let base = (block << 8 | word << 6 | free.trailingZeroBitCount) ^ first
        free &= free &- 1
        if base > 1, !isTaken(takenBases, base),
          labels.allSatisfy({ !isTaken(takenCells, base ^ Int($0)) })
        {
          return base
        }
      }
    }
    return nil
  }

  private mutating func take(_ base: Int, _ labels: ArraySlice<UInt8>) {
    takenBases[base >> 6] |= 1 << UInt64(base & 63)
    for label in labels {
      let cell = base ^ Int(label)
      takenCells[cell >> 6] |= 1 << UInt64(cell & 63)
    }
    freeCounts[base >> 8] -= labels.count
  }

  private mutating func addBlock() {
    takenCells.append(contentsOf: repeatElement(0, count: 4))
    takenBases.append(contentsOf: repeatElement(0, count: 4))
    freeCounts.append(256)
  }

  private func isTaken(_ bits: [UInt64], _ index: Int) -> Bool {
    bits[index >> 6] >> UInt64(index & 63) & 1 != 0
  }
}
