import TokenizerModel

/// The tables of a vocabulary in one block of memory, unchanging once made: views into a
/// `CompiledVocabulary`, whatever keeps its bytes.
final class VocabularyImage: Sendable {
  /// What the tables are views of.
  let vocabulary: CompiledVocabulary
  private let tables: VocabularyTables

  /// Views of a compiled vocabulary. Only its layout is relied on here.
  init(_ vocabulary: CompiledVocabulary) {
    self.vocabulary = vocabulary
    let bytes = vocabulary.bytes
    let header = vocabulary.header
    let layout = header.layout
    // SAFETY: each section lies inside the bytes; they live as long as this object, and `withTables`
    // lends the views no longer.
    let records = unsafe bytes.table(layout[.records], of: TokenRecord.self)
    let slots = unsafe bytes.table(layout[.slots], of: UInt32.self)
    tables = unsafe VocabularyTables(
      strategy: header.strategy, takesWholePreTokens: header.takesWholePreTokens,
      rootBase: header.rootBase,
      pairHash: PairHash(slots: slots.count, records: records.count),
      cells: bytes.table(layout[.cells], of: UInt64.self), records: records, slots: slots,
      byteTokens: bytes.table(layout[.byteTokens], of: UInt32.self),
      starts: bytes.table(layout[.starts], of: UInt32.self),
      text: bytes.table(layout[.text], of: UInt8.self))
  }

  /// The length of a token in bytes.
  func length(_ id: UInt32) -> Int { withTables { $0.length(id) } }

  /// Appends the bytes of a token; false where the id has none.
  func append(_ id: TokenID, to bytes: inout [UInt8]) -> Bool {
    withTables { tables in
      guard let range = tables.range(id.rawValue) else { return false }
      tables.text.append(range, to: &bytes)
      return true
    }
  }

  /// Lends the tables. They must not leave the closure.
  @inline(__always)
  func withTables<Result, Failure: Error>(
    _ body: (VocabularyTables) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(tables)
  }
}
