/// Builds the automaton, level by level.
struct WordPieceTrieBuilder {
  /// A node whose children are still to be made, and the tokens that begin with it.
  private struct Task {
    var node: UInt32
    var depth: UInt32
    /// Where its tokens start in `tokens`, and where they end.
    var start: UInt32
    var end: UInt32
  }

  /// More pops than this are no vocabulary's.
  static let popLimit = 1 << 25

  private var trie = WordPieceTrie()
  private let symbols: [UInt32]
  /// The tokens as they stand, then those that continue a word, each sorted.
  private let tokens: [WordPieceToken]
  /// How many tokens stand as they are.
  private let wordCount: Int
  private let largestSymbol: UInt32
  private var room: FreeCells
  /// The symbols that follow the node at hand in its tokens, rising.
  private var following: [UInt32] = []
  /// Where the tokens of each of them end; they begin where those of the one before end.
  private var ends: [UInt32] = []
  /// The pops of the node at hand.
  private var ids: [UInt32] = []

  /// A builder for tokens over symbols up to the largest.
  private init(
    symbols: [UInt32], words: [WordPieceToken], continuations: [WordPieceToken],
    largestSymbol: UInt32
  ) {
    self.largestSymbol = largestSymbol
    let sorted =
      WordPieceToken.sorted(words, symbols, largestSymbol)
      + WordPieceToken.sorted(continuations, symbols, largestSymbol)
    // Tokens are gone through in their order, again and again.
    var packed: [UInt32] = []
    packed.reserveCapacity(symbols.count)
    tokens = sorted.map { token in
      let start = packed.count
      packed.append(contentsOf: symbols[token.start..<(token.start + token.count)])
      return WordPieceToken(id: token.id, range: start..<packed.count)
    }
    self.symbols = packed
    wordCount = words.count
    room = FreeCells(largestSymbol: Int(largestSymbol))
  }

  /// The automaton of tokens, none of them empty. Of two with the same symbols the one with the higher
  /// id counts.
  ///
  /// - Returns: nil where it would take more memory than any vocabulary needs.
  static func trie(
    symbols: [UInt32], words: [WordPieceToken], continuations: [WordPieceToken],
    largestSymbol: UInt32
  ) -> WordPieceTrie? {
    var builder = WordPieceTrieBuilder(
      symbols: symbols, words: words, continuations: continuations, largestSymbol: largestSymbol)
    return builder.build() ? builder.trie : nil
  }

  private mutating func build() -> Bool {
    // Most symbols make a node.
    let expected = symbols.count + 2 * Int(largestSymbol)
    trie.cells.reserveCapacity(expected)
    trie.failures.reserveCapacity(expected)
    grow(to: 2 + Int(largestSymbol))
    trie.cells[0] = WordPieceTrie.cell(parent: WordPieceTrie.none - 1, base: 0)
    trie.cells[1] = WordPieceTrie.cell(parent: WordPieceTrie.none - 1, base: 0)
    let (border, end) = (UInt32(wordCount), UInt32(tokens.count))
    var queue = [
      Task(node: WordPieceTrie.root, depth: 0, start: 0, end: border),
      Task(node: WordPieceTrie.continuation, depth: 0, start: border, end: end),
    ]
    queue.reserveCapacity(symbols.count)
    var next = 0
    while next < queue.count {
      let task = queue[next]
      next += 1
      var start = Self.collect(&following, &ends, of: task, tokens, symbols)
      if following.isEmpty { continue }
      let base = place(below: task.node)
      for index in following.indices {
        let child = base + following[index]
        guard setFailure(of: child, task, following[index], tokens[Int(start)]) else {
          return false
        }
        queue.append(Task(node: child, depth: task.depth + 1, start: start, end: ends[index]))
        start = ends[index]
      }
    }
    return true
  }

  /// Collects the symbols that follow a node in its tokens, and where the tokens of each end.
  ///
  /// - Returns: Where the tokens of the first begin.
  private static func collect(
    _ following: inout [UInt32], _ ends: inout [UInt32], of task: Task, _ list: [WordPieceToken],
    _ symbols: [UInt32]
  ) -> UInt32 {
    following.removeLast(following.count)
    ends.removeLast(ends.count)
    let list = list.span
    let symbols = symbols.span
    let (depth, end) = (Int(task.depth), Int(task.end))
    var place = Int(task.start)
    // Tokens that end here come first.
    while place < end, list[place].count == depth { place &+= 1 }
    let start = UInt32(truncatingIfNeeded: place)
    while place < end {
      let symbol = symbols[list[place].start &+ depth]
      place &+= 1
      while place < end, symbols[list[place].start &+ depth] == symbol { place &+= 1 }
      following.append(symbol)
      ends.append(UInt32(truncatingIfNeeded: place))
    }
    return start
  }

  /// Finds room for the children of a node, and writes their cells.
  ///
  /// - Returns: The base of the node.
  private mutating func place(below node: UInt32) -> UInt32 {
    let base = room.take(following)
    // Any base plus any symbol is a cell.
    grow(to: base + Int(largestSymbol) + 1)
    let parent = trie.cells[Int(node)] & UInt64(UInt32.max)
    trie.cells[Int(node)] = UInt64(base) << 32 | parent
    for symbol in following {
      trie.cells[base + Int(symbol)] = WordPieceTrie.cell(parent: node, base: 0)
    }
    return UInt32(base)
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
    of child: UInt32, _ parent: Task, _ symbol: UInt32, _ first: WordPieceToken
  ) -> Bool {
    if first.count == Int(parent.depth) + 1 {
      trie.failures[Int(child)] = UInt64(first.id) << 32 | UInt64(WordPieceTrie.continuation)
      return true
    }
    var node = trie.link(of: parent.node)
    if node == WordPieceTrie.none { return true }
    ids.removeLast(ids.count)
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
