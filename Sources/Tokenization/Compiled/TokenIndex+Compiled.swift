import TokenizerModel

extension TokenIndex {
  /// Writes the index and the texts of its tokens.
  func write(to writer: inout TableWriter) {
    writer.table(vocabulary.bytes)
    writer.table(vocabulary.ends)
    writer.table(slots)
  }

  /// Reads what `write(to:)` wrote; of so many ids, if that is known.
  init(
    from reader: inout TableReader, ids: Int? = nil
  ) throws(CompiledVocabularyProblem) {
    let bytes = try reader.table(of: UInt8.self)
    let ends = try reader.table(of: UInt32.self, count: ids)
    let slots = try reader.table(of: UInt32.self)
    guard let vocabulary = Vocabulary(bytes: bytes, ends: ends),
      let index = TokenIndex(vocabulary, slots: slots)
    else { throw .badTable("the index of the tokens leads astray") }
    self = index
  }
}

extension TokenTrie {
  /// Writes the trie.
  func write(to writer: inout TableWriter) {
    writer.number(rootBase)
    writer.table(cells)
  }

  /// Reads what `write(to:)` wrote; all its tokens are ids of the model.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    rootBase = try reader.number()
    cells = try reader.table(of: UInt64.self)
    let count = cells.count
    let limit = reader.idLimit
    guard count >= 256, count % 256 == 0, rootBase < count,
      cells.allSatisfy({ bits in
        let cell = TrieCell(bits: bits)
        return cell.base < count && cell.tokenField <= limit
      })
    else { throw .badTable("the trie leads astray") }
  }
}

extension ScalarTokenTable {
  /// Writes the table.
  func write(to writer: inout TableWriter) {
    writer.table(blocks)
    writer.table(ids)
  }

  /// Reads what `write(to:)` wrote; all its tokens are below a limit.
  init(from reader: inout TableReader, below limit: Int) throws(CompiledVocabularyProblem) {
    blocks = try reader.table(of: UInt16.self, count: 0x110000 / 64)
    ids = try reader.table(of: UInt32.self)
    guard blocks.allSatisfy({ (Int($0) + 1) * 64 <= ids.count }),
      ids.allSatisfy({ $0 == CharacterPairTables.none || $0 < limit })
    else { throw .badTable("the table of characters leads astray") }
  }

  /// Whether each character is as long as its token.
  func isSound(_ lengths: [Int32]) -> Bool {
    for (number, block) in blocks.enumerated() where block != 0 {
      for place in 0..<64 {
        let id = ids[Int(block) * 64 + place]
        let scalar = number * 64 + place
        let length: Int32 = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
        guard id == CharacterPairTables.none || lengths[Int(id)] == length else { return false }
      }
    }
    // Block 0 is that of all scalars without tokens.
    return ids[..<64].allSatisfy { $0 == CharacterPairTables.none }
  }
}
