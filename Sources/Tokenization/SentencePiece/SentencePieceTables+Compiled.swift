import TextNormalization
import TokenizerModel

extension SentencePieceTables {
  /// Writes the tables.
  func write(to writer: inout TableWriter) {
    writer.id(unknown)
    writer.table(byteTokens ?? [])
    writer.number(scalarsBeforeSpace == nil ? 0 : 1)
    writer.table((scalarsBeforeSpace ?? []).sorted())
    switch search {
    case .unigram(let scores): scores.write(to: &writer)
    case .pairs(let pairs): pairs.write(to: &writer)
    }
  }

  /// Reads what `write(to:)` wrote.
  init(
    from reader: inout TableReader,
    _ readSearch: (inout TableReader) throws(CompiledVocabularyProblem) -> Search
  ) throws(CompiledVocabularyProblem) {
    let limit = reader.idLimit
    unknown = try reader.someID()
    let bytes = try reader.table(of: UInt32.self)
    guard bytes.isEmpty || bytes.count == 256, bytes.allSatisfy({ $0 < limit }) else {
      throw .badTable("a byte has a token that there is not")
    }
    byteTokens = bytes.isEmpty ? nil : bytes
    let canCut = try reader.flag()
    let scalars = try reader.table(of: UInt32.self)
    scalarsBeforeSpace = canCut ? Set(scalars) : nil
    search = try readSearch(&reader)
  }
}

extension SentencePieceScores {
  fileprivate func write(to writer: inout TableWriter) {
    writer.table([Double(unknownScore), largest])
    writer.table(scores)
    trie.write(to: &writer)
  }

  /// Reads what was written of scores.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    let numbers = try reader.table(of: Double.self, count: 2)
    (unknownScore, largest) = (Float(numbers[0]), numbers[1])
    scores = try reader.table(of: Double.self, count: reader.idLimit)
    trie = try TokenTrie(from: &reader)
  }
}

extension SentencePiecePairs {
  fileprivate func write(to writer: inout TableWriter) {
    writer.number(Int(upperBound))
    writer.table(isUnused.map { $0 ? UInt8(1) : 0 })
    writer.table(protectedIDs)
    index.write(to: &writer)
    characters.write(to: &writer)
    pairs.write(to: &writer)
  }

  /// Reads what was written of pairs, and checks that a text is as long as its symbols.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    let limit = reader.idLimit
    guard try reader.number() == limit else {
      throw .badTable("a model of pairs has other tokens than its texts")
    }
    upperBound = UInt32(limit)
    isUnused = try reader.table(of: UInt8.self, count: limit).map { $0 != 0 }
    protectedIDs = try reader.table(of: UInt32.self)
    guard protectedIDs.allSatisfy({ $0 < limit }) else {
      throw .badTable("a text that is never cut has no token")
    }
    index = try TokenIndex(from: &reader)
    let symbols = index.vocabulary
    guard symbols.upperBound >= limit else { throw .badTable("the symbols lack tokens") }
    lengths = Self.lengths(symbols)
    protected = Self.protected(protectedIDs, symbols)
    characters = try ScalarTokenTable(from: &reader, below: symbols.upperBound)
    pairs = try SymbolPairTable(from: &reader, below: symbols.upperBound)
    guard characters.isSound(lengths), pairs.isSound(lengths),
      pairs.merges.allSatisfy({ $0.result < limit })
    else { throw .badTable("a merge is not as long as its parts") }
  }
}
