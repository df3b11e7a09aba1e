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
  /// The byte of the edge to each node.
  private var labels: [UInt8] = []
  /// The nodes with children, each before those below it.
  private var parents: [UInt32] = []
  /// The node of each token.
  private var nodeOfToken: [UInt32]

  /// Builds the trie of all ids in `ids`.
  ///
  /// - Parameters:
  ///   - ids: The ids to take up, none without bytes. Of ids with the same bytes the smallest is found.
  ///   - text: The bytes of all ids.
  ///   - starts: Where the bytes of each id start; one more element for the end of the last.
  /// - Complexity: O(bytes + ids · log ids).
  init(_ ids: [UInt32], text: [UInt8], starts: [UInt32]) {
    cellOfToken = [UInt32](repeating: 0, count: starts.count - 1)
    prefixOfToken = [UInt32](repeating: TokenRecord.none, count: starts.count - 1)
    nodeOfToken = cellOfToken
    let sorted = TrieKey.sorted(ids, text.span, starts.span)
    enumerate(sorted.span, text.span, starts.span)
    layOut(ids)
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
  private mutating func enumerate(
    _ sorted: Span<TrieKey>, _ text: Span<UInt8>, _ starts: Span<UInt32>
  ) {
    var (nodes, labels, parents): ([Node], [UInt8], [UInt32]) = ([], [], [])
    // Most vocabularies have about two nodes a token.
    nodes.reserveCapacity(2 * sorted.count)
    labels.reserveCapacity(2 * sorted.count)
    parents.reserveCapacity(sorted.count)
    var stack = [
      Stretch(node: 0, low: 0, high: sorted.count, depth: 0, prefix: TokenRecord.none)
    ]
    nodes.append(Node(depth: 0))
    labels.append(0)
    while var stretch = stack.popLast() {
      var token = TokenRecord.none
      while stretch.low < stretch.high, sorted[stretch.low].length == stretch.depth {
        let id = sorted[stretch.low].id
        prefixOfToken[Int(id)] = stretch.prefix
        nodeOfToken[Int(id)] = UInt32(truncatingIfNeeded: stretch.node)
        if token == TokenRecord.none { token = id }
        stretch.low &+= 1
      }
      if token != TokenRecord.none {
        nodes[stretch.node].token = token
        stretch.prefix = token
      }
      if stretch.low == stretch.high { continue }
      parents.append(UInt32(truncatingIfNeeded: stretch.node))
      let firstChild = nodes.count
      var low = stretch.low
      while low < stretch.high {
        let label = sorted[low].byte(at: stretch.depth, text, starts)
        var high = low &+ 1
        while high < stretch.high, sorted[high].byte(at: stretch.depth, text, starts) == label {
          high &+= 1
        }
        stack.append(
          Stretch(
            node: nodes.count, low: low, high: high, depth: stretch.depth &+ 1,
            prefix: stretch.prefix))
        nodes.append(Node(depth: UInt32(truncatingIfNeeded: stretch.depth &+ 1)))
        labels.append(label)
        low = high
      }
      nodes[stretch.node].firstChild = UInt32(truncatingIfNeeded: firstChild)
      nodes[stretch.node].childCount = UInt16(truncatingIfNeeded: nodes.count &- firstChild)
    }
    (self.nodes, self.labels, self.parents) = (nodes, labels, parents)
  }

  /// Gives every node its base and writes the cells: nodes with many children first, while there are empty
  /// blocks, then all others from the root down, close to their own cells, so that a walk meets few cache
  /// lines.
  private mutating func layOut(_ ids: [UInt32]) {
    var allocator = CellAllocator()
    let cellOfNode = Self.placeChildren(of: &nodes, labels, parents, &allocator)
    rootBase = Int(nodes[0].base)
    var cells = [UInt64](repeating: 0, count: allocator.cellCount)
    for (node, cell) in cellOfNode.enumerated().dropFirst() {
      cells[Int(cell)] = nodes[node].cell(label: labels[node]).bits
    }
    allocator.forEachFreeCell { cell, label in
      cells[cell] = TrieCell(label: label, base: 0, depth: 0).bits
    }
    self.cells = cells
    for id in ids { cellOfToken[Int(id)] = cellOfNode[Int(nodeOfToken[Int(id)])] }
  }

  /// Chooses the bases; returns the cell of each node, which the root has none of.
  private static func placeChildren(
    of nodes: inout [Node], _ labels: [UInt8], _ parents: [UInt32],
    _ allocator: inout CellAllocator
  ) -> [UInt32] {
    var nodes = nodes.mutableSpan
    let labels = labels.span
    var cellOfNode = [UInt32](repeating: 0, count: nodes.count)
    var places = cellOfNode.mutableSpan
    for takesLarge in [true, false] {
      for parent in parents {
        let node = nodes[Int(parent)]
        let isLarge = node.childCount >= 16
        guard isLarge == takesLarge else { continue }
        let children = labels.extracting(node.children)
        let closeBase =
          isLarge || parent == 0 ? nil : allocator.place(children, near: Int(places[Int(parent)]))
        let base = closeBase ?? allocator.place(children)
        nodes[Int(parent)].base = UInt32(base)
        for child in node.children { places[child] = UInt32(base ^ Int(labels[child])) }
      }
    }
    return cellOfNode
  }
}

/// A node of a trie. The children of a node have successive numbers.
private struct Node {
  var token = TokenRecord.none
  var firstChild: UInt32 = 0
  var base: UInt32 = 0
  var depth: UInt32
  var childCount: UInt16 = 0

  init(depth: UInt32) { self.depth = depth }

  /// The numbers of its children.
  @inline(__always)
  var children: Range<Int> { Int(firstChild)..<(Int(firstChild) + Int(childCount)) }

  /// The cell of the node.
  @inline(__always)
  func cell(label: UInt8) -> TrieCell {
    token == TokenRecord.none
      ? TrieCell(label: label, base: Int(base), depth: Int(depth))
      : TrieCell(label: label, base: Int(base), token: token)
  }
}
