import TokenizerModel

/// The checks of tables that came from outside. What they hold is what the encoder relies on:
///
/// - no index leads out of its table;
/// - whatever path through the trie leads to a token, the token is as long as the path, so tokens
///   that are found in a text always add up to the text;
/// - splits have lower ranks and prefixes are shorter, so every walk ends.
///
/// Tables that pass may still be nonsense made with care; encoding with them gives nonsense ids, and
/// nothing worse.
extension VocabularyTables {
  /// Checks all tables.
  ///
  /// - Complexity: O(size of the tables).
  func check() throws(CompiledVocabularyProblem) {
    guard starts.count > 256, upperBound <= VocabularyCompiler.idLimit, text.count < 1 << 30,
      startsAreSound
    else {
      throw .badTable("the starts of the tokens are out of order")
    }
    guard byteTokens.count == 256, byteTokensAreSound else {
      throw .badTable("the single bytes are not tokens of one byte")
    }
    guard cells.count >= 256, cells.count % 256 == 0, cells.count <= TrieCell.baseLimit,
      rootBase > 0, rootBase < cells.count, rootIsSound, cellsAreInBounds, cellDepthsAreSound()
    else { throw .badTable("the trie leads astray") }
    let isSound =
      switch strategy {
      case .backtracking: records.count == upperBound && splitsAreSound
      case .mergingByList: mergesAreSound
      case .mergingByRank: records.count == 0
      }
    guard isSound else { throw .badTable("a merge names tokens that it cannot") }
    guard slotsAreSound else { throw .badTable("the table of pairs leads astray") }
  }

  /// Whether the bytes of tokens follow one another and end where the text does.
  private var startsAreSound: Bool {
    var previous: UInt32 = 0
    var isSound = starts[0] == 0
    for index in 0..<starts.count {
      let start = starts[index]
      isSound = isSound && previous <= start
      previous = start
    }
    return isSound && Int(previous) == text.count
  }

  private var byteTokensAreSound: Bool {
    for byte in 0..<256 {
      guard isToken(byteTokens[byte]), length(byteTokens[byte]) == 1 else { return false }
    }
    return true
  }

  /// Whether every byte is a token that merging starts from, found in the trie.
  private var rootIsSound: Bool {
    for byte in 0..<256 {
      let cell = TrieCell(bits: cells[rootBase ^ byte])
      guard Int(cell.label) == byte, cell.tokenField > 0 else { return false }
    }
    return true
  }

  /// Whether every base and every token of a cell is below the number of such.
  private var cellsAreInBounds: Bool {
    var isSound = true
    for index in 0..<cells.count {
      let cell = TrieCell(bits: cells[index])
      let hasToken = Int(cell.token) < upperBound
      let hasNone = UInt32(bitPattern: cell.tokenField) >> 30 == 3
      isSound = isSound && cell.base < cells.count && (hasToken || hasNone)
    }
    // Base 0 is that of nodes without children.
    for index in 0..<256 where Int(TrieCell(bits: cells[index]).label) == index { return false }
    return isSound
  }

  /// Whether every cell that a walk can come to is as deep as it says. By induction from the root: a
  /// node's base says how deep it is, all cells with that base agree, and its children are one deeper.
  private func cellDepthsAreSound() -> Bool {
    // One more than the depth of the node with each base; 0 where no node has it.
    let nodeMemory = ZeroedPages<UInt32>(count: cells.count)
    let cellMemory = ZeroedPages<UInt32>(count: cells.count)
    let (nodes, depths) = (nodeMemory.cells, cellMemory.cells)
    nodes[rootBase] = 1
    var differences: UInt32 = 0
    for index in 0..<cells.count {
      let cell = TrieCell(bits: cells[index])
      let depth = depth(cell)
      depths[index] = depth
      guard cell.base != 0 else { continue }
      let known = nodes[cell.base]
      differences |= known == 0 ? 0 : known ^ (depth &+ 1)
      nodes[cell.base] = depth &+ 1
    }
    for index in 0..<cells.count {
      let parent = nodes[index ^ Int(TrieCell(bits: cells[index]).label)]
      differences |= parent == 0 ? 0 : parent ^ depths[index]
    }
    _ = consume nodeMemory
    _ = consume cellMemory
    return differences == 0
  }

  /// How deep a cell says that it is: as deep as its token is long.
  @inline(__always)
  private func depth(_ cell: TrieCell) -> UInt32 {
    let token = cell.token
    if token != TokenRecord.none { return starts[Int(token) &+ 1] &- starts[Int(token)] }
    return UInt32(bitPattern: cell.tokenField) & 0x3FFF_FFFF
  }

  /// Whether every token is made of tokens with lower ranks, and has a shorter prefix.
  private var splitsAreSound: Bool {
    var isSound = true
    for id in 0..<records.count {
      let record = records[id]
      guard isToken(record.left), isToken(record.right) else { return false }
      let rank = record.rank
      isSound =
        isSound
        && (rank == 0 || records[Int(record.left)].rank < rank)
        && (rank == 0 || records[Int(record.right)].rank < rank)
      let link = record.link
      if link != TokenRecord.none {
        guard isToken(link) else { return false }
        isSound = isSound && length(link) > 0 && length(link) < length(UInt32(id))
      }
    }
    return isSound
  }

  /// Whether each merge of the list makes a token as long as its parts together.
  private var mergesAreSound: Bool {
    guard records.count < VocabularyCompiler.idLimit else { return false }
    for place in 0..<records.count {
      let record = records[place]
      guard isToken(record.left), isToken(record.right), isToken(record.link),
        Int(record.rank) == place + 1, length(record.left) > 0, length(record.right) > 0,
        length(record.left) + length(record.right) == length(record.link)
      else { return false }
    }
    return true
  }

  /// Whether every slot is free or names a record, and one at least is free.
  private var slotsAreSound: Bool {
    let mask: UInt32 = ~(~0 &<< UInt32(pairHash.numberBits))
    let limit = UInt32(records.count)
    var free: UInt32 = 0
    var bad: UInt32 = 0
    // Without branches: whether a slot is taken cannot be foretold.
    for index in 0..<slots.count {
      let slot = slots[index]
      let number = slot & mask
      let isFree: UInt32 = slot == 0 ? 1 : 0
      let isZero: UInt32 = number == 0 ? 1 : 0
      free |= isFree
      bad |= (number > limit ? 1 : 0) | (isFree ^ isZero)
    }
    return bad == 0 && free == 1
  }

  @inline(__always)
  private func isToken(_ id: UInt32) -> Bool { Int(id) < upperBound }
}

extension VocabularyTables {
  /// Checks what is kept of the definition against the tables.
  func check(_ definition: CompiledDefinition) throws(CompiledVocabularyProblem) {
    guard definition.modelUpperBound <= upperBound else {
      throw .badTable("the definition has more tokens than the tables")
    }
    var texts = Set<[UInt8]>()
    var previous = -1
    for token in definition.addedTokens {
      let content = Array(token.content.utf8)
      guard token.id.index > previous, let range = range(token.id.rawValue),
        text.elements(range) == content, texts.insert(content).inserted
      else { throw .badTable("the added tokens are not those of the tables") }
      previous = token.id.index
    }
  }
}
