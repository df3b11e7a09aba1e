import TokenizerModel

extension WordLevelTables {
  /// Writes the tables.
  func write(to writer: inout TableWriter) {
    writer.id(unknown)
    index.write(to: &writer)
  }

  /// Reads what `write(to:)` wrote.
  init(from reader: inout TableReader) throws(CompiledVocabularyProblem) {
    unknown = try reader.id()
    index = try TokenIndex(from: &reader, ids: reader.idLimit)
  }
}
