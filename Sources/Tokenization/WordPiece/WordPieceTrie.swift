/// The tokens of a WordPiece vocabulary as an automaton that finds the longest token first, in one
/// pass over a word: LinMaxMatch of Song, Salcianu, Song, Dopson and Zhou 2021, "Fast WordPiece
/// Tokenization" (arXiv 2012.15524).
///
/// Nodes are those of two tries over scalars, one of the tokens as they stand and one of those with
/// the continuing prefix, without it. Where no child fits, the node's failure pops are the tokens that
/// are certain by then, and its failure link is the node of the second trie that stands for the rest.
/// The paper hangs the second trie below the prefix in the first; two roots save that walk, and let
/// the prefix be empty.
///
/// Both tries lie in one double array (Aoe 1989): the child of a node by a symbol is the cell at the
/// node's base plus the symbol, if that cell names the node as its parent.
/// ```
///   cell     63           32 31             0      failure  63         32 31             0
///            +--------------+---------------+               +------------+---------------+
///            | base         | parent        |               | pops       | link          |
///            +--------------+---------------+               +------------+---------------+
/// ```
/// `pops` is an id, or with its top bit set the place of a count and so many ids in the list of pops.
struct WordPieceTrie: Sendable {
  /// The root of the tokens that begin a word, and that of those that continue one.
  static let (root, continuation): (UInt32, UInt32) = (0, 1)
  /// The smallest symbol; smaller numbers are those of the roots. Symbol 0 is in no token.
  static let firstSymbol: UInt32 = 2
  /// No node: the link of a node from which a word cannot be finished.
  static let none = UInt32.max
  /// Marks pops that are more than one.
  static let several: UInt32 = 1 << 31

  fileprivate(set) var cells: [UInt64] = []
  fileprivate(set) var failures: [UInt64] = []
  fileprivate(set) var pops: [UInt32] = []

  /// A cell of a parent and a base.
  static func cell(parent: UInt32, base: UInt32) -> UInt64 { UInt64(base) << 32 | UInt64(parent) }

  /// The child of a node by a symbol.
  @inline(__always)
  func child(of node: UInt32, by symbol: UInt32) -> UInt32? {
    let place = Int(cells[Int(node)] >> 32) + Int(symbol)
    return UInt32(truncatingIfNeeded: cells[place]) == node ? UInt32(place) : nil
  }

  /// The node that stands for what is left of a node when its pops are taken.
  @inline(__always)
  func link(of node: UInt32) -> UInt32 { UInt32(truncatingIfNeeded: failures[Int(node)]) }

  /// Appends the tokens that are certain when a node is left by its link.
  @inline(__always)
  func appendPops(of node: UInt32, to ids: inout [UInt32]) {
    let pops = UInt32(truncatingIfNeeded: failures[Int(node)] >> 32)
    if pops < Self.several { return ids.append(pops) }
    let place = Int(pops & ~Self.several)
    ids.append(contentsOf: self.pops[(place + 1)...(place + Int(self.pops[place]))])
  }
}

/// Builds the automaton, level by level.
struct WordPieceTrieBuilder {
  /// A token as symbols.
  struct Token {
    var id: UInt32
    /// Where its symbols lie in `symbols`.
    var range: Range<Int>
  }

  /// A node whose children are still to be made, and the tokens that begin with it.
  private struct Task {
    var node: UInt32
    var depth: Int
    var isContinuation: Bool
    var tokens: Range<Int>
  }

  /// More pops than this are no vocabulary's.
  private static let popLimit = 1 << 25
  /// How many free cells are tried for a family before it goes to the end.
  private static let attempts = 1024

  private var trie = WordPieceTrie()
  private let symbols: [UInt32]
  private let tokens: [[Token]]
  private let largestSymbol: UInt32
  /// A cell from which on all are free.
  private var end = 2
  /// For each cell below `end`, itself where it is free, else one behind it with none free in between.
  private var nextFree: [Int] = [2, 2]

  /// A builder for tokens over symbols up to the largest.
  private init(
    symbols: [UInt32], words: [Token], continuations: [Token], largestSymbol: UInt32
  ) {
    self.symbols = symbols
    self.largestSymbol = largestSymbol
    tokens = [words, continuations].map { list in
      list.sorted { left, right in
        let (first, second) = (symbols[left.range], symbols[right.range])
        if first.lexicographicallyPrecedes(second) { return true }
        if second.lexicographicallyPrecedes(first) { return false }
        return left.id > right.id
      }
    }
  }

  /// The automaton of tokens, none of them empty. Of two with the same symbols the one with the higher
  /// id counts.
  ///
  /// - Returns: nil where it would take more memory than any vocabulary needs.
  static func trie(
    symbols: [UInt32], words: [Token], continuations: [Token], largestSymbol: UInt32
  ) -> WordPieceTrie? {
    var builder = WordPieceTrieBuilder(
      symbols: symbols, words: words, continuations: continuations, largestSymbol: largestSymbol)
    return builder.build() ? builder.trie : nil
  }

  private mutating func build() -> Bool {
    grow(to: 2 + Int(largestSymbol))
    trie.cells[0] = WordPieceTrie.cell(parent: WordPieceTrie.none - 1, base: 0)
    trie.cells[1] = WordPieceTrie.cell(parent: WordPieceTrie.none - 1, base: 0)
    var queue = [
      Task(
        node: WordPieceTrie.root, depth: 0, isContinuation: false, tokens: tokens[0].indices),
      Task(
        node: WordPieceTrie.continuation, depth: 0, isContinuation: true,
        tokens: tokens[1].indices),
    ]
    var next = 0
    while next < queue.count {
      let task = queue[next]
      next += 1
      let families = children(of: task)
      if families.isEmpty { continue }
      place(families.map(\.symbol), below: task.node)
      for family in families {
        guard let child = trie.child(of: task.node, by: family.symbol) else {
          preconditionFailure("a child that was placed is there")
        }
        guard setFailure(of: child, task, family.symbol, family.tokens) else { return false }
        queue.append(
          Task(
            node: child, depth: task.depth + 1, isContinuation: task.isContinuation,
            tokens: family.tokens))
      }
    }
    return true
  }

  /// The symbols that follow a node in its tokens, rising, with the tokens of each.
  private func children(of task: Task) -> [(symbol: UInt32, tokens: Range<Int>)] {
    let list = tokens[task.isContinuation ? 1 : 0]
    var families: [(symbol: UInt32, tokens: Range<Int>)] = []
    for place in task.tokens where list[place].range.count > task.depth {
      let symbol = symbols[list[place].range.lowerBound + task.depth]
      if families.last?.symbol == symbol {
        let start = families[families.count - 1].tokens.lowerBound
        families[families.count - 1].tokens = start..<place + 1
      } else {
        families.append((symbol, place..<place + 1))
      }
    }
    return families
  }

  /// Finds room for the children of a node: the first free cells that fit, or the end.
  private mutating func place(_ symbols: [UInt32], below node: UInt32) {
    let first = Int(symbols[0])
    var found = max(0, end - first)
    var cell = free(from: first)
    for _ in 0..<Self.attempts where cell < end {
      if symbols.allSatisfy({ isFree(cell - first + Int($0)) }) {
        found = cell - first
        break
      }
      cell = free(from: cell + 1)
    }
    let newEnd = max(end, found + Int(symbols[symbols.count - 1]) + 1)
    nextFree.append(contentsOf: end..<newEnd)
    end = newEnd
    // Any base plus any symbol is a cell.
    grow(to: found + Int(largestSymbol) + 1)
    let parent = trie.cells[Int(node)] & UInt64(UInt32.max)
    trie.cells[Int(node)] = UInt64(found) << 32 | parent
    for symbol in symbols {
      trie.cells[found + Int(symbol)] = WordPieceTrie.cell(parent: node, base: 0)
      nextFree[found + Int(symbol)] += 1
    }
  }

  /// The first free cell from one on. What was passed is shortened for the next time, as in the union of
  /// sets (Tarjan 1975).
  private mutating func free(from cell: Int) -> Int {
    var found = cell
    while found < end, nextFree[found] != found { found = nextFree[found] }
    var passed = cell
    while passed < found {
      let next = nextFree[passed]
      nextFree[passed] = found
      passed = next
    }
    return found
  }

  private func isFree(_ cell: Int) -> Bool {
    cell >= trie.cells.count
      || UInt32(truncatingIfNeeded: trie.cells[cell]) == WordPieceTrie.none
  }

  private mutating func grow(to count: Int) {
    let more = count - trie.cells.count
    if more <= 0 { return }
    trie.cells.append(contentsOf: repeatElement(UInt64(WordPieceTrie.none), count: more))
    trie.failures.append(contentsOf: repeatElement(UInt64(WordPieceTrie.none), count: more))
  }

  /// Sets the link and the pops of a child (the paper's Algorithm 2). The nodes that its link can pass
  /// through are less deep, so they have theirs.
  private mutating func setFailure(
    of child: UInt32, _ parent: Task, _ symbol: UInt32, _ tokens: Range<Int>
  ) -> Bool {
    let first = self.tokens[parent.isContinuation ? 1 : 0][tokens.lowerBound]
    if first.range.count == parent.depth + 1 {
      trie.failures[Int(child)] = UInt64(first.id) << 32 | UInt64(WordPieceTrie.continuation)
      return true
    }
    var node = trie.link(of: parent.node)
    if node == WordPieceTrie.none { return true }
    var ids: [UInt32] = []
    trie.appendPops(of: parent.node, to: &ids)
    var link = trie.child(of: node, by: symbol)
    while link == nil, trie.link(of: node) != WordPieceTrie.none {
      trie.appendPops(of: node, to: &ids)
      node = trie.link(of: node)
      link = trie.child(of: node, by: symbol)
    }
    guard let link else { return true }
    var pops = ids[0]
    if ids.count > 1 {
      pops = UInt32(trie.pops.count) | WordPieceTrie.several
      trie.pops.append(UInt32(ids.count))
      trie.pops.append(contentsOf: ids)
    }
    trie.failures[Int(child)] = UInt64(pops) << 32 | UInt64(link)
    return trie.pops.count < Self.popLimit
  }
}
