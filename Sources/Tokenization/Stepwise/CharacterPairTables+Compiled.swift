import TokenizerModel

extension CharacterPairTables {
  /// Writes the tables.
  func write(to writer: inout TableWriter) {
    writer.id(unknown)
    for flag in [fusesUnknown, takesWholePieces, canCut, scalarTokens != nil] {
      writer.number(flag ? 1 : 0)
    }
    writer.table(continuingPrefix)
    writer.table(endSuffix)
    writer.table(byteTokens)
    index.write(to: &writer)
    pairs.write(to: &writer)
    joinedPairs.write(to: &writer)
    scalarTokens?.write(to: &writer)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    unknown = try reader.id()
    fusesUnknown = try reader.flag()
    takesWholePieces = try reader.flag()
    canCut = try reader.flag() && !takesWholePieces
    let hasScalarTokens = try reader.flag()
    continuingPrefix = try reader.table(of: UInt8.self)
    endSuffix = try reader.table(of: UInt8.self)
    byteTokens = try reader.table(of: UInt32.self, count: 256)
    let limit = reader.idLimit
    guard byteTokens.allSatisfy({ $0 == Self.none || $0 < limit }) else {
      throw .badTable("a byte has a token that there is not")
    }
    index = try TokenIndex(from: &reader, ids: limit)
    pairs = try SymbolPairTable(from: &reader, below: limit)
    joinedPairs = try PairSet(from: &reader)
    scalarTokens = hasScalarTokens ? try ScalarTokenTable(from: &reader, below: limit) : nil
  }
}
