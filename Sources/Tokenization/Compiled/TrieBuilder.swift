/// Turns the byte strings of a vocabulary into a double array.
///
/// Source: J. Aoe, "An Efficient Digital Search Algorithm by Using a Double-Array Structure", IEEE
/// Transactions on Software Engineering 15 (1989); bases are joined with labels by XOR instead of
/// addition, as in later implementations.
struct TrieBuilder {
  /// The cells (see `TrieCell`), the root's base in none of them.
  private(set) var cells: [UInt64] = []
  /// The base of the root.
  private(set) var rootBase = 0
  /// For each id with bytes, the cell that stands for them.
  private(set) var cellOfToken: [UInt32]
  /// For each id with bytes, the longest token that is a proper prefix of them, or `none`.
  private(set) var prefixOfToken: [UInt32]

  /// Parents before their children.
  private var nodes: [Node] = []
  /// The nodes with children, each before those below it.
  private var parents: [UInt32] = []
  /// The node of each token.
  private var nodeOfToken: [(id: UInt32, node: Int)] = []
  private let text: [UInt8]
  private let starts: [UInt32]

  /// Builds the trie of all ids in `ids`.
  ///
  /// - Parameters:
  ///   - ids: The ids to take up, none without bytes. Of ids with the same bytes the smallest is found.
  ///   - text: The bytes of all ids.
  ///   - starts: Where the bytes of each id start; one more element for the end of the last.
  /// - Complexity: O(bytes + ids · log ids).
  init(_ ids: [UInt32], text: [UInt8], starts: [UInt32]) {
    self.text = text
    self.starts = starts
    cellOfToken = [UInt32](repeating: 0, count: starts.count - 1)
    prefixOfToken = [UInt32](repeating: TokenRecord.none, count: starts.count - 1)
    let sorted = sort(ids)
    enumerate(sorted)
    layOut()
  }

  /// A token with what mostly decides its place in the order.
  private struct Key {
    /// The first eight bytes, the first in the highest place; zeros behind a shorter token.
    var head: UInt64
    var id: UInt32
    /// In bytes.
    var length: UInt32
  }

  private func key(of id: UInt32) -> Key {
    let (start, end) = (Int(starts[Int(id)]), Int(starts[Int(id) + 1]))
    var head: UInt64 = 0
    for index in start..<min(end, start + 8) {
      head |= UInt64(text[index]) &<< UInt64(56 - 8 * (index - start))
    }
    return Key(head: head, id: id, length: UInt32(end - start))
  }

  /// The ids in the order of their bytes, then of their numbers: by their heads in eight rounds, one for
  /// each byte from the last to the first, then those with one head by comparing them.
  private func sort(_ ids: [UInt32]) -> [Key] {
    var keys = ids.map(key)
    var moved = keys
    for shift in stride(from: UInt64(0), to: 64, by: 8) {
      var places = [Int](repeating: 0, count: 257)
      for key in keys { places[Int(key.head >> shift & 0xFF) + 1] += 1 }
      for byte in 0..<256 { places[byte + 1] += places[byte] }
      for key in keys {
        let byte = Int(key.head >> shift & 0xFF)
        moved[places[byte]] = key
        places[byte] += 1
      }
      swap(&keys, &moved)
    }
    var low = 0
    while low < keys.count {
      var high = low + 1
      while high < keys.count, keys[high].head == keys[low].head { high += 1 }
      if high - low > 1 { keys[low..<high].sort { comesBefore($0, $1) } }
      low = high
    }
    return keys
  }

  private func comesBefore(_ left: Key, _ right: Key) -> Bool {
    let (leftStart, rightStart) = (Int(starts[Int(left.id)]), Int(starts[Int(right.id)]))
    for index in 0..<Int(min(left.length, right.length)) {
      let (a, b) = (text[leftStart + index], text[rightStart + index])
      if a != b { return a < b }
    }
    return left.length == right.length ? left.id < right.id : left.length < right.length
  }

  /// The byte of a token at a depth that it reaches.
  @inline(__always)
  private func byte(of key: Key, at depth: Int) -> UInt8 {
    depth < 8
      ? UInt8(truncatingIfNeeded: key.head &>> UInt64(56 &- 8 &* depth))
      : text[Int(starts[Int(key.id)]) + depth]
  }

  /// A stretch of the sorted ids that share the bytes of a node.
  private struct Stretch {
    var node: Int
    var low: Int
    var high: Int
    var depth: Int
    var prefix: UInt32
  }

  /// Makes the nodes, parents before children, and finds the prefix of each token.
  private mutating func enumerate(_ sorted: [Key]) {
    var stack = [
      Stretch(node: 0, low: 0, high: sorted.count, depth: 0, prefix: TokenRecord.none)
    ]
    nodes.append(Node(label: 0, depth: 0))
    while var stretch = stack.popLast() {
      var token = TokenRecord.none
      while stretch.low < stretch.high, sorted[stretch.low].length == stretch.depth {
        let id = sorted[stretch.low].id
        prefixOfToken[Int(id)] = stretch.prefix
        nodeOfToken.append((id, stretch.node))
        if token == TokenRecord.none { token = id }
        stretch.low += 1
      }
      if token != TokenRecord.none {
        nodes[stretch.node].token = token
        stretch.prefix = token
      }
      if stretch.low == stretch.high { continue }
      parents.append(UInt32(stretch.node))
      nodes[stretch.node].firstChild = UInt32(nodes.count)
      var low = stretch.low
      while low < stretch.high {
        let label = byte(of: sorted[low], at: stretch.depth)
        var high = low + 1
        while high < stretch.high, byte(of: sorted[high], at: stretch.depth) == label { high += 1 }
        stack.append(
          Stretch(
            node: nodes.count, low: low, high: high, depth: stretch.depth + 1,
            prefix: stretch.prefix))
        nodes.append(Node(label: label, depth: UInt32(stretch.depth + 1)))
        low = high
      }
      nodes[stretch.node].childCount = UInt16(nodes.count - Int(nodes[stretch.node].firstChild))
    }
  }

  /// Gives every node its base, those with many children first, and writes the cells.
  private mutating func layOut() {
    var allocator = CellAllocator()
    var bases = [UInt32](repeating: 0, count: nodes.count)
    var labels: [UInt8] = []
    for (least, most) in [(16, 256), (2, 15), (1, 1)] {
      for parent in parents {
        let node = nodes[Int(parent)]
        guard node.childCount >= least, node.childCount <= most else { continue }
        labels.removeAll(keepingCapacity: true)
        for child in node.children { labels.append(nodes[child].label) }
        bases[Int(parent)] = UInt32(allocator.place(labels))
      }
    }
    rootBase = Int(bases[0])
    cells = [UInt64](repeating: 0, count: allocator.cellCount)
    var cellOfNode = [UInt32](repeating: 0, count: nodes.count)
    for parent in parents {
      for child in nodes[Int(parent)].children {
        let cell = Int(bases[Int(parent)]) ^ Int(nodes[child].label)
        cellOfNode[child] = UInt32(cell)
        cells[cell] = nodes[child].cell(base: Int(bases[child])).bits
      }
    }
    for cell in cells.indices where allocator.isFree(cell: cell) {
      let label = allocator.label(ofFreeCell: cell)
      cells[cell] = TrieCell(label: label, base: 0, depth: 0).bits
    }
    for (id, node) in nodeOfToken { cellOfToken[Int(id)] = cellOfNode[node] }
  }
}

/// A node of a trie that has no cells yet. The children of a node have successive numbers.
private struct Node {
  var token = TokenRecord.none
  var firstChild: UInt32 = 0
  var depth: UInt32
  var childCount: UInt16 = 0
  var label: UInt8

  init(label: UInt8, depth: UInt32) {
    self.label = label
    self.depth = depth
  }

  /// The numbers of its children.
  var children: Range<Int> { Int(firstChild)..<(Int(firstChild) + Int(childCount)) }

  /// The cell of the node.
  func cell(base: Int) -> TrieCell {
    token == TokenRecord.none
      ? TrieCell(label: label, base: base, depth: Int(depth))
      : TrieCell(label: label, base: base, token: token)
  }
}
