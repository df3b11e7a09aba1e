import TokenizerModel

extension UnigramTables {
  /// Writes the tables.
  func write(to writer: inout TableWriter) {
    writer.id(unknown)
    writer.table([unknownScore])
    writer.table(scores)
    writer.table(byteTokens.map { $0 ?? TokenRecord.none })
    trie.write(to: &writer)
    index.write(to: &writer)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    let limit = reader.idLimit
    unknown = try reader.id()
    unknownScore = try reader.double()
    scores = try reader.table(of: Double.self, count: limit)
    let bytes = try reader.table(of: UInt32.self, count: 256)
    guard bytes.allSatisfy({ $0 == TokenRecord.none || $0 < limit }) else {
      throw .badTable("a byte has a token that there is not")
    }
    byteTokens = bytes.map { $0 == TokenRecord.none ? nil : $0 }
    trie = try TokenTrie(from: &reader)
    index = try TokenIndex(from: &reader, ids: limit)
  }
}
