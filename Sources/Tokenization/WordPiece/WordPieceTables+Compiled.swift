extension WordPieceTables {
  /// Writes the tables.
  func write(to writer: inout TableWriter) {
    writer.id(unknown)
    writer.number(longestPiece)
    writer.number(prefixLength)
    writer.table(lengths)
    let automaton = automaton()
    automaton.alphabet.write(to: &writer)
    writer.table(automaton.trie.cells)
    writer.table(automaton.trie.failures)
    writer.table(automaton.trie.pops)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    unknown = try reader.someID()
    longestPiece = try reader.number()
    prefixLength = try reader.number()
    lengths = try reader.table(of: UInt32.self, count: reader.idLimit)
    let alphabet = try ScalarSymbols(from: &reader)
    let trie = WordPieceTrie(
      cells: try reader.table(of: UInt64.self), failures: try reader.table(of: UInt64.self),
      pops: try reader.table(of: UInt32.self))
    guard trie.isSound(largestSymbol: alphabet.largest, idLimit: UInt32(reader.idLimit)) else {
      throw .badTable("the automaton of the tokens leads astray")
    }
    automaton = DeferredTables(made: WordPieceAutomaton(trie, alphabet))
    index = nil
  }
}

extension ScalarSymbols {
  /// Writes the alphabet.
  func write(to writer: inout TableWriter) {
    writer.number(Int(largest))
    writer.table(blocks)
    writer.table(symbols)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    let number = try reader.number()
    let blocks = try reader.table(of: UInt16.self, count: 0x110000 / 256)
    let symbols = try reader.table(of: UInt32.self)
    let highest = UInt32(truncatingIfNeeded: number)
    guard number >= Int(WordPieceTrie.firstSymbol) - 1, number < 0x11_0002,
      symbols.count % 256 == 0,
      blocks.allSatisfy({ (Int($0) + 1) * 256 <= symbols.count }),
      symbols.allSatisfy({ $0 <= highest })
    else { throw .badTable("the alphabet leads astray") }
    (self.blocks, self.symbols, largest) = (blocks, symbols, highest)
  }
}

extension WordPieceTrie {
  /// Whether no walk over tables from outside leaves them, and none finds more tokens than it took
  /// scalars.
  ///
  /// A node is as deep as the walk from its root is long: one deeper than the parent that its cell names.
  /// A link takes off at least as many levels as tokens are popped with it. So the tokens found and the
  /// depth of the node at hand are together never more than the scalars taken, and every chain of links
  /// ends.
  func isSound(largestSymbol: UInt32, idLimit: UInt32) -> Bool {
    guard cells.count >= 2 + Int(largestSymbol), cells.count < Int(UInt32.max),
      failures.count == cells.count, pops.count < Int(Self.several)
    else { return false }
    let highestBase = UInt64(cells.count - 1 - Int(largestSymbol))
    guard cells.allSatisfy({ $0 >> 32 <= highestBase }) else { return false }
    return depths().map { failuresAreSound($0, idLimit: idLimit) } ?? false
  }

  /// How deep each node is; `none` for a cell that no walk comes to. Nil where parents go in circles.
  private func depths() -> [UInt32]? {
    let unknown = Self.none - 1
    var depths = [UInt32](repeating: unknown, count: cells.count)
    (depths[0], depths[1]) = (0, 0)
    // The roots are nobody's children.
    for root in 0...1 where UInt32(truncatingIfNeeded: cells[root]) < cells.count { return nil }
    var path: [Int] = []
    for cell in 2..<max(2, cells.count) where depths[cell] == unknown {
      var node = cell
      while depths[node] == unknown {
        path.append(node)
        guard path.count <= cells.count else { return nil }
        let parent = UInt32(truncatingIfNeeded: cells[node])
        guard parent < cells.count else {
          depths[node] = Self.none
          break
        }
        node = Int(parent)
      }
      var depth = depths[node]
      while let last = path.popLast() {
        if depths[last] == unknown { depths[last] = depth == Self.none ? depth : depth + 1 }
        depth = depths[last]
      }
    }
    return depths
  }

  private func failuresAreSound(_ depths: [UInt32], idLimit: UInt32) -> Bool {
    for (node, failure) in failures.enumerated() where depths[node] != Self.none {
      let link = UInt32(truncatingIfNeeded: failure)
      if link == Self.none { continue }
      let popped = UInt32(truncatingIfNeeded: failure >> 32)
      var count: UInt32 = 1
      if popped >= Self.several {
        let place = Int(popped & ~Self.several)
        guard place < pops.count, pops[place] > 1, place + Int(pops[place]) < pops.count,
          pops[(place + 1)...(place + Int(pops[place]))].allSatisfy({ $0 < idLimit })
        else { return false }
        count = pops[place]
      } else if popped >= idLimit {
        return false
      }
      guard link < depths.count, depths[Int(link)] != Self.none,
        UInt64(depths[Int(link)]) + UInt64(count) <= UInt64(depths[node])
      else { return false }
    }
    return true
  }
}
