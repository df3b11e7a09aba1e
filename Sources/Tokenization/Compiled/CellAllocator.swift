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

  /// For each label, where the search begins for a node with this child alone: no block before it has
  /// room for one, and none will get it.
  private var singleBlocks = [Int](repeating: 0, count: 256)

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
  mutating func place(_ labels: Span<UInt8>) -> Int {
    let sizeClass = Int.bitWidth - 1 - labels.count.leadingZeroBitCount
    let isSingle = labels.count == 1
    var block = firstBlocks[sizeClass]
    if isSingle { block = max(block, singleBlocks[Int(labels[0])]) }
    while true {
      if block == freeCounts.count { addBlock() }
      if freeCounts[block] >= labels.count,
        let base = Self.base(for: labels, in: block, freeCells.span, freeBases.span)
      {
        if isSingle { singleBlocks[Int(labels[0])] = block }
        start(sizeClass, at: block - (isSingle ? Self.asksSingle : Self.asksOthers))
        take(base, labels)
        return base
      }
      block += 1
    }
  }

  /// Takes a base whose cells for the labels are free and lie close to a cell, if there is one: for one label
  /// in the same cache line or its neighbour, else in the same block.
  ///
  /// - Parameters:
  ///   - labels: At least one, each once.
  ///   - cell: The cell of the node that gets the base.
  /// - Returns: The base, above 1, or nil.
  mutating func place(_ labels: Span<UInt8>, near cell: Int) -> Int? {
    let block = cell >> 8
    guard freeCounts[block] >= labels.count,
      let base = closeBase(labels, cell)
        ?? Self.base(for: labels, in: block, freeCells.span, freeBases.span)
    else { return nil }
    take(base, labels)
    return base
  }

  /// A free base whose cell for the only label is free, and at most in the cache line beside a cell's.
  private func closeBase(_ labels: Span<UInt8>, _ cell: Int) -> Int? {
    guard labels.count == 1 else { return nil }
    for distance in 0..<16 {
      let place = cell ^ distance
      let base = place ^ Int(labels[0])
      if isSet(freeCells, place), isSet(freeBases, base) { return base }
    }
    return nil
  }

  @inline(__always)
  private func isSet(_ bitmap: [UInt64], _ index: Int) -> Bool {
    bitmap[index >> 6] >> UInt64(index & 63) & 1 != 0
  }

  /// How many blocks that have refused a node are asked again for the next one of its size. Nodes with one
  /// child, the most of all, fill what the others leave, so little is lost when these give up at once.
  private static let (asksSingle, asksOthers) = (16, 1)

  /// Moves the start of the search for nodes of a size on.
  private mutating func start(_ sizeClass: Int, at block: Int) {
    var first = max(firstBlocks[sizeClass], block)
    while first + 1 < freeCounts.count, freeCounts[first] == 0 { first += 1 }
    firstBlocks[sizeClass] = first
  }

  /// Calls a closure with each cell that belongs to no node, and with a label for it that makes it the
  /// child of a base that no node has.
  func forEachFreeCell(_ body: (_ cell: Int, _ label: UInt8) -> Void) {
    for word in freeCells.indices {
      var bits = freeCells[word]
      if bits == 0 { continue }
      let base = word < 4 ? 1 : freeBase(inBlock: word / 4)
      while bits != 0 {
        let cell = word << 6 | bits.trailingZeroBitCount
        body(cell, UInt8(truncatingIfNeeded: cell ^ base))
        bits &= bits - 1
      }
    }
  }

  /// A base of a block with a free cell that no node has.
  private func freeBase(inBlock block: Int) -> Int {
    for word in 0..<4 where freeBases[block * 4 + word] != 0 {
      return word << 6 | freeBases[block * 4 + word].trailingZeroBitCount
    }
    preconditionFailure("a block with a free cell has fewer than 256 nodes' children")
  }

  /// A free base of a block whose cells for the labels are free: that with the lowest cell for the
  /// first label.
  ///
  /// All places of a word are tried at once: bit `i` stands for a first child in cell `i`.
  /// `hasRoomForPair` is set where the first two labels, or the only one, fit.
  @inline(__always)
  private static func base(
    for labels: Span<UInt8>, in block: Int, _ freeCells: Span<UInt64>, _ freeBases: Span<UInt64>
  ) -> Int? {
    let first = labels[0]
    for word in 0..<4 {
      var places = freeCells[block &* 4 &+ word]
      if places == 0 { continue }
      places &= bits(freeBases, in: block, word, xor: first)
      var index = 1
      while places != 0, index < labels.count {
        places &= bits(freeCells, in: block, word, xor: first ^ labels[index])
        index &+= 1
      }
      if places != 0 {
        return (block &<< 8 | word &<< 6 | places.trailingZeroBitCount) ^ Int(first)
      }
    }
    return nil
  }

  /// The word whose bit `i` is the block's bit `(word * 64 + i) ^ distance`.
  ///
  /// Neighbouring groups of 1, 2, 4, 8, 16 and 32 bits change places where the distance has that bit.
  /// Which ones do is as good as random, so nothing is decided by branches.
  @inline(__always)
  private static func bits(
    _ bitmap: Span<UInt64>, in block: Int, _ word: Int, xor distance: UInt8
  ) -> UInt64 {
    let distance = UInt64(distance)
    var bits = bitmap[block &* 4 &+ (word ^ Int(truncatingIfNeeded: distance &>> 6))]
    bits = swap(bits, distance, 1, 0x5555_5555_5555_5555)
    bits = swap(bits, distance, 2, 0x3333_3333_3333_3333)
    bits = swap(bits, distance, 4, 0x0F0F_0F0F_0F0F_0F0F)
    bits = swap(bits, distance, 8, 0x00FF_00FF_00FF_00FF)
    bits = swap(bits, distance, 16, 0x0000_FFFF_0000_FFFF)
    let half = distance & 32
    return bits &<< half | bits &>> half
  }

  /// Exchanges neighbouring groups of bits where the distance has the bit of their width; `low` marks
  /// every other group.
  @inline(__always)
  private static func swap(
    _ bits: UInt64, _ distance: UInt64, _ width: UInt64, _ low: UInt64
  ) -> UInt64 {
    // The differences of neighbours, or nothing.
    let difference = (bits ^ bits &>> width) & low & (0 &- (distance / width & 1))
    return bits ^ (difference | difference &<< width)
  }

  private mutating func take(_ base: Int, _ labels: Span<UInt8>) {
    freeBases[base >> 6] &= ~(1 << UInt64(base & 63))
    var cells = freeCells.mutableSpan
    for index in labels.indices {
      let cell = base ^ Int(labels[index])
      cells[cell &>> 6] &= ~(1 &<< UInt64(cell & 63))
    }
    freeCounts[base >> 8] -= labels.count
  }

  private mutating func addBlock() {
    freeCells.append(contentsOf: repeatElement(~0, count: 4))
    freeBases.append(contentsOf: repeatElement(~0, count: 4))
    freeCounts.append(256)
  }
}
