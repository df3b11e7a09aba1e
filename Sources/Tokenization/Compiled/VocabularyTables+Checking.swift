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
      longestToken.map({ $0 < TrieCell.depthLimit }) ?? false
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

  /// Checks tables that hold texts and nothing else.
  ///
  /// - Complexity: O(ids).
  func checkTexts() throws(CompiledVocabularyProblem) {
    guard !starts.isEmpty, upperBound <= VocabularyCompiler.idLimit, text.count < 1 << 30,
      longestToken != nil
    else { throw .badTable("the starts of the tokens are out of order") }
    guard cells.isEmpty, records.isEmpty, slots.isEmpty, rootBase == 0, byteTokens.count == 256,
      (0..<256).allSatisfy({ byteTokens[$0] == TokenRecord.none })
    else { throw .badTable("tables of texts have more than texts") }
  }

  /// The length of the longest token; nil where the bytes of tokens do not follow one another or do not
  /// end where the text does.
  private var longestToken: UInt32? {
    let starts = starts
    var previous: UInt32 = 0
    var longest: UInt32 = 0
    var isSound = starts[0] == 0
    for index in 0..<starts.count {
      let start = starts[index]
      isSound = isSound && previous <= start
      longest = max(longest, start &- previous)
      previous = start
    }
    return isSound && Int(previous) == text.count ? longest : nil
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
    let cells = cells
    let highestBase = UInt32(cells.count - 1)
    let highestToken = UInt32(upperBound)
    var bad: UInt32 = 0
    for index in 0..<cells.count {
      let cell = TrieCell(bits: cells[index])
      let field = UInt32(bitPattern: cell.tokenField)
      let number = field & 0x3FFF_FFFF
      // All ones where no token ends.
      let none = 0 &- (field &>> 30 & 1)
      let highest = ((TrieCell.depthLimit &- 1) & none) | (highestToken & ~none)
      bad |= Self.isBelow(highest, number) | Self.isBelow(highestBase, UInt32(cell.base))
      bad |= (~Self.isTaken(number) & ~none & 1) | (none & ~(field &>> 31) & 1)
    }
    // Base 0 is that of nodes without children.
    for index in 0..<256 where Int(TrieCell(bits: cells[index]).label) == index { return false }
    return bad == 0
  }

  /// 1 where the left number is below the right one, else 0. Both are below 2 to the power of 31. (Like
  /// all of this, it is for loops over whole tables, in which a branch costs more than the rest.)
  @inline(__always)
  private static func isBelow(_ left: UInt32, _ right: UInt32) -> UInt32 { (left &- right) &>> 31 }

  /// 1 where the number is not 0, else 0.
  @inline(__always)
  private static func isTaken(_ number: UInt32) -> UInt32 { (number | (0 &- number)) &>> 31 }

  /// Whether every cell that a walk can come to is as deep as it says. By induction from the root: a
  /// node's base says how deep it is, all cells with that base agree, and its children are one deeper.
  private func cellDepthsAreSound() -> Bool {
    // One more than the depth of the node with each base; 0 where no node has it. Base 0 is nobody's.
    let nodeMemory = ZeroedPages<UInt16>(count: cells.count)
    let cellMemory = ZeroedPages<UInt16>(count: cells.count)
    let (nodes, depths, cells) = (nodeMemory.cells, cellMemory.cells, cells)
    nodes[rootBase] = 1
    var differences: UInt32 = 0
    for index in 0..<cells.count {
      let cell = TrieCell(bits: cells[index])
      let depth = depth(cell)
      depths[index] = depth
      let known = UInt32(nodes[cell.base])
      let isKnown = Self.isTaken(known) & Self.isTaken(UInt32(cell.base))
      differences |= (known ^ UInt32(depth &+ 1)) & (0 &- isKnown)
      nodes[cell.base] = depth &+ 1
    }
    for index in 0..<cells.count {
      let parent = UInt32(nodes[index ^ Int(TrieCell(bits: cells[index]).label)])
      differences |= (parent ^ UInt32(depths[index])) & (0 &- Self.isTaken(parent))
    }
    _ = consume nodeMemory
    _ = consume cellMemory
    return differences == 0
  }

  /// How deep a cell says that it is: as deep as its token is long. Without a token there is an id all
  /// the same, 0, to be looked up and left out.
  @inline(__always)
  private func depth(_ cell: TrieCell) -> UInt16 {
    let field = UInt32(bitPattern: cell.tokenField)
    let hasToken = 0 &- (~field &>> 30 & 1)
    let token = Int(((field & 0x3FFF_FFFF) &- 1) & hasToken)
    let length = starts[token &+ 1] &- starts[token]
    return UInt16(truncatingIfNeeded: (length & hasToken) | (field & ~hasToken))
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
    let slots = slots
    let mask: UInt32 = ~(~0 &<< UInt32(pairHash.numberBits))
    let limit = UInt32(records.count)
    var areAllTaken: UInt32 = 1
    var bad: UInt32 = 0
    for index in 0..<slots.count {
      let slot = slots[index]
      let number = slot & mask
      areAllTaken &= Self.isTaken(slot)
      bad |= Self.isBelow(limit, number) | (Self.isTaken(slot) ^ Self.isTaken(number))
    }
    return bad == 0 && areAllTaken == 0
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
