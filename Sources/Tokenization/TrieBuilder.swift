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

  private var nodes = NodeTable()
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
    layOut(sorted)
  }

  private func length(_ id: UInt32) -> Int { Int(starts[Int(id) + 1] - starts[Int(id)]) }

  /// The ids in the order of their bytes, then of their numbers.
  private func sort(_ ids: [UInt32]) -> [UInt32] {
    var keyed = ids.map { id in
      var key: UInt64 = 0
      let start = Int(starts[Int(id)])
      for index in 0..<8 {
        key = key << 8 | (index < length(id) ? UInt64(text[start + index]) : 0)
      }
      return (key: key, id: id)
    }
    keyed.sort { left, right in
      if left.key != right.key { return left.key < right.key }
      let order = compareFully(left.id, right.id)
      return order == 0 ? left.id < right.id : order < 0
    }
    return keyed.map { $0.id }
  }

  private func compareFully(_ left: UInt32, _ right: UInt32) -> Int {
    let (leftStart, rightStart) = (Int(starts[Int(left)]), Int(starts[Int(right)]))
    let shared = min(length(left), length(right))
    for index in 0..<shared {
      let (a, b) = (text[leftStart + index], text[rightStart + index])
      if a != b { return a < b ? -1 : 1 }
    }
    return length(left) - length(right)
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
  private mutating func enumerate(_ sorted: [UInt32]) {
    var stack = [
      Stretch(node: 0, low: 0, high: sorted.count, depth: 0, prefix: TokenRecord.none)
    ]
    nodes.appendRoot()
    while var stretch = stack.popLast() {
      var token = TokenRecord.none
      while stretch.low < stretch.high, length(sorted[stretch.low]) == stretch.depth {
        let id = sorted[stretch.low]
        prefixOfToken[Int(id)] = stretch.prefix
        nodes.tokenNodes.append((id, stretch.node))
        if token == TokenRecord.none { token = id }
        stretch.low += 1
      }
      if token != TokenRecord.none {
        nodes.tokens[stretch.node] = token
        stretch.prefix = token
      }
      if stretch.low == stretch.high { continue }
      nodes.parents.append(stretch.node)
      nodes.firstChildren[stretch.node] = nodes.labels.count
      var low = stretch.low
      while low < stretch.high {
        let label = text[Int(starts[Int(sorted[low])]) + stretch.depth]
        var high = low + 1
        while high < stretch.high,
          text[Int(starts[Int(sorted[high])]) + stretch.depth] == label
        {
          high += 1
        }
        stack.append(
          Stretch(
            node: nodes.labels.count, low: low, high: high, depth: stretch.depth + 1,
            prefix: stretch.prefix))
        nodes.appendChild(label, of: stretch.node)
        low = high
      }
    }
  }

  /// Gives every node its base, those with many children first, and writes the cells.
  private mutating func layOut(_ sorted: [UInt32]) {
    var allocator = CellAllocator()
    var bases = [Int](repeating: 0, count: nodes.labels.count)
    for (least, most) in [(16, 256), (2, 15), (1, 1)] {
      for node in nodes.parents {
        let count = nodes.childCounts[node]
        guard count >= least, count <= most else { continue }
        let first = nodes.firstChildren[node]
        bases[node] = allocator.place(nodes.labels[first..<first + count])
      }
    }
    rootBase = bases[0]
    cells = [UInt64](repeating: 0, count: allocator.cellCount)
    var cellOfNode = [Int](repeating: 0, count: nodes.labels.count)
    for node in nodes.parents {
      let first = nodes.firstChildren[node]
      for child in first..<(first + nodes.childCounts[node]) {
        let cell = bases[node] ^ Int(nodes.labels[child])
        cellOfNode[child] = cell
        cells[cell] = nodes.cell(of: child, base: bases[child]).bits
      }
    }
    for cell in cells.indices where allocator.isFree(cell: cell) {
      let label = allocator.label(ofFreeCell: cell)
      cells[cell] = TrieCell(label: label, base: 0, depth: 0).bits
    }
    for (id, node) in nodes.tokenNodes { cellOfToken[Int(id)] = UInt32(cellOfNode[node]) }
  }
}

/// The nodes of a trie that has no cells yet. The children of a node have successive numbers.
private struct NodeTable {
  var labels: [UInt8] = []
  var tokens: [UInt32] = []
  var depths: [Int] = []
  var firstChildren: [Int] = []
  var childCounts: [Int] = []
  /// The nodes with children, each before those below it.
  var parents: [Int] = []
  /// The node of each token.
  var tokenNodes: [(id: UInt32, node: Int)] = []

  mutating func appendRoot() { append(0, depth: 0) }

  mutating func appendChild(_ label: UInt8, of node: Int) {
    append(label, depth: depths[node] + 1)
    childCounts[node] += 1
  }

  /// The cell of a node.
  func cell(of node: Int, base: Int) -> TrieCell {
    tokens[node] == TokenRecord.none
      ? TrieCell(label: labels[node], base: base, depth: depths[node])
      : TrieCell(label: labels[node], base: base, token: tokens[node])
  }

  private mutating func append(_ label: UInt8, depth: Int) {
    labels.append(label)
    depths.append(depth)
    tokens.append(TokenRecord.none)
    firstChildren.append(0)
    childCounts.append(0)
  }
}
