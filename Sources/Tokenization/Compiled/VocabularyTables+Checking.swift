import TokenizerModel

/// A number that a length is kept in.
private typealias LengthNumber = BitwiseCopyable & FixedWidthInteger & SendableMetatype
  & UnsignedInteger

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
  /// Checks where tokens begin and end; the length of the longest.
  ///
  /// - Complexity: O(ids).
  func checkStarts() throws(CompiledVocabularyProblem) -> UInt32 {
    guard starts.count > 256, upperBound <= VocabularyCompiler.idLimit, text.count < 1 << 30,
      let longest = longestToken, longest < TrieCell.depthLimit
    else {
      throw .badTable("the starts of the tokens are out of order")
    }
    return longest
  }

  /// Checks the tokens of single bytes, the trie, the merges and the table of pairs, the last two on another
  /// thread where one has time.
  ///
  /// - Complexity: O(ids + cells + records + slots).
  func checkTrieAndMerges(_ longest: UInt32) throws(CompiledVocabularyProblem) {
    guard byteTokens.count == 256, byteTokensAreSound else {
      throw .badTable("the single bytes are not tokens of one byte")
    }
    // The smaller lengths are, the more of what is looked up here and there stays near the processor.
    if longest < UInt8.max {
      try checkTrieAndMerges(longest, lengths() as SharedPages<UInt8>)
    } else {
      try checkTrieAndMerges(longest, lengths() as SharedPages<UInt16>)
    }
  }

  private func checkTrieAndMerges<Length: LengthNumber>(
    _ longest: UInt32, _ lengths: SharedPages<Length>
  ) throws(CompiledVocabularyProblem) {
    let merges = Ahead { (mergesAreSound(lengths.cells), slotsAreSound) }
    let trieIsSound =
      cells.count >= 256 && cells.count % 256 == 0 && cells.count <= TrieCell.baseLimit
      && rootBase > 0 && rootBase < cells.count && rootIsSound && cellsAreSound(longest, lengths)
    // Whatever is wrong, the other thread is waited for: it reads these views.
    let (hasSoundMerges, hasSoundSlots) = merges()
    guard trieIsSound else { throw .badTable("the trie leads astray") }
    guard hasSoundMerges else { throw .badTable("a merge names tokens that it cannot") }
    guard hasSoundSlots else { throw .badTable("the table of pairs leads astray") }
  }

  /// Whether the records are those of merges.
  private func mergesAreSound<Length: LengthNumber>(_ lengths: FlatCells<Length>) -> Bool {
    switch strategy {
    case .backtracking: return records.count == upperBound && splitsAreSound(lengths)
    case .mergingByList: return listIsSound
    case .mergingByRank: return records.count == 0
    }
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

  /// Whether every base and every token of the cells of a range is below the number of such, and no cell
  /// deeper than the longest token is long.
  private func cellsAreInBounds(_ range: Range<Int>, _ longest: UInt32) -> Bool {
    let cells = cells
    let highestBase = UInt32(cells.count - 1)
    let highestToken = UInt32(upperBound)
    var bad: UInt32 = 0
    for index in range {
      let cell = TrieCell(bits: cells[index])
      let field = UInt32(bitPattern: cell.tokenField)
      let number = field & 0x3FFF_FFFF
      // All ones where no token ends.
      let none = 0 &- (field &>> 30 & 1)
      let highest = (longest & none) | (highestToken & ~none)
      bad |= Self.isBelow(highest, number) | Self.isBelow(highestBase, UInt32(cell.base))
      bad |= (~Self.isTaken(number) & ~none & 1) | (none & ~(field &>> 31) & 1)
    }
    return bad == 0
  }

  /// 1 where the left number is below the right one, else 0. Both are below 2 to the power of 31. (Like
  /// all of this, it is for loops over whole tables, in which a branch costs more than the rest.)
  @inline(__always)
  private static func isBelow(_ left: UInt32, _ right: UInt32) -> UInt32 { (left &- right) &>> 31 }

  /// 1 where the number is not 0, else 0.
  @inline(__always)
  private static func isTaken(_ number: UInt32) -> UInt32 { (number | (0 &- number)) &>> 31 }

  /// The lengths of tokens, each by its id plus 1, as cells name tokens; at 0 there is none.
  private func lengths<Length: LengthNumber>() -> SharedPages<Length> {
    let memory = SharedPages<Length>(count: starts.count)
    let (lengths, starts) = (memory.cells, starts)
    for place in 1..<lengths.count {
      lengths[place] = Length(truncatingIfNeeded: starts[place] &- starts[place &- 1])
    }
    return memory
  }

  /// Whether no cell leads out of the tables, and every cell that a walk can come to is as deep as it says.
  /// By induction from the root: a node's base says how deep it is, all cells with that base agree, and its
  /// children are one deeper.
  private func cellsAreSound<Length: LengthNumber>(
    _ longest: UInt32, _ lengths: SharedPages<Length>
  ) -> Bool {
    // Base 0 is that of nodes without children.
    for index in 0..<256 where Int(TrieCell(bits: cells[index]).label) == index { return false }
    // One more than the depth of the node with each base; 0 where no node has it.
    let memory = SharedPages<Length>(count: cells.count)
    let (nodes, cells) = (memory.cells, cells)
    // Some cells at a time, so that what was checked is near when it is used.
    let block = 2048
    for start in stride(from: 0, to: cells.count, by: block) {
      let range = start..<min(start + block, cells.count)
      guard cellsAreInBounds(range, longest) else { return false }
      for index in range {
        let cell = TrieCell(bits: cells[index])
        nodes[cell.base] = Length(truncatingIfNeeded: Self.depth(cell, lengths.cells) &+ 1)
      }
    }
    nodes[0] = 0
    nodes[rootBase] = 1
    let middle = cells.count / 2
    let upper = Ahead { depthsAgree(middle..<self.cells.count, memory, lengths) }
    let lowerAgrees = depthsAgree(0..<middle, memory, lengths)
    // Here too the other thread is waited for.
    let upperAgrees = upper()
    return lowerAgrees && upperAgrees
  }

  /// Whether the cells of a range are as deep as their parents' bases say, and their own bases one deeper.
  private func depthsAgree<Length: LengthNumber>(
    _ range: Range<Int>, _ nodes: SharedPages<Length>, _ lengths: SharedPages<Length>
  ) -> Bool {
    let (nodes, lengths, cells) = (nodes.cells, lengths.cells, cells)
    var differences: UInt32 = 0
    for index in range {
      let cell = TrieCell(bits: cells[index])
      let depth = Self.depth(cell, lengths)
      let parent = UInt32(nodes[index ^ Int(cell.label)])
      differences |= (parent ^ depth) & (0 &- Self.isTaken(parent))
      let own = UInt32(nodes[cell.base])
      differences |= (own ^ (depth &+ 1)) & (0 &- Self.isTaken(UInt32(cell.base)))
    }
    return differences == 0
  }

  /// How deep a cell says that it is: as deep as its token is long. Where it has none, the length at 0 is
  /// added to its own number, and where it has one, 0 to its length: choosing would be a branch.
  @inline(__always)
  private static func depth<Length: LengthNumber>(
    _ cell: TrieCell, _ lengths: FlatCells<Length>
  ) -> UInt32 {
    let field = UInt32(bitPattern: cell.tokenField)
    let number = field & 0x3FFF_FFFF
    let hasToken = 0 &- (~field &>> 30 & 1)
    return UInt32(truncatingIfNeeded: lengths[Int(number & hasToken)]) &+ (number & ~hasToken)
  }

  /// Whether every token is made of tokens with lower ranks, and has a shorter prefix.
  private func splitsAreSound<Length: LengthNumber>(_ lengths: FlatCells<Length>) -> Bool {
    var isSound = true
    // Most often ranks rise with ids; then the ids tell which rank is lower.
    var highest: UInt32 = 0
    for id in 0..<records.count {
      let record = records[id]
      guard isToken(record.left), isToken(record.right) else { return false }
      let rank = record.rank
      if rank > highest, Int(max(record.left, record.right)) < id {
        highest = rank
      } else {
        isSound =
          isSound
          && (rank == 0 || records[Int(record.left)].rank < rank)
          && (rank == 0 || records[Int(record.right)].rank < rank)
        highest = max(highest, rank)
      }
      let link = record.link
      if link != TokenRecord.none {
        guard isToken(link) else { return false }
        let length = lengths[Int(link) &+ 1]
        isSound = isSound && length > 0 && length < lengths[id &+ 1]
      }
    }
    return isSound
  }

  /// Whether each merge of the list makes a token as long as its parts together.
  private var listIsSound: Bool {
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
