/// The distinct words of a corpus and how often each occurs, wherever they lie.
protocol WordSupply: Sendable {
  /// What was read to make the counts.
  var totals: WordCounts.Totals { get }
  /// How many distinct words there are.
  var uniqueWords: Int { get }
  /// The longest word, in bytes.
  var longestWord: Int { get }
  /// How many positions the words take in a `SymbolSequence`.
  var positions: Int { get }
  /// How many pairs of neighbouring bytes the distinct words have.
  var pairs: Int { get }

  /// Calls `body` with the records of the words, part by part, each valid within its call: the same
  /// ones in the same order every time. A count of 0 marks a word that another record has.
  func forEachPart(_ body: (WordRecords) -> Void) throws(TrainingError)
}

extension WordSupply {
  /// Calls `body` with every word, in no particular order.
  func forEachWord(_ body: (Span<UInt8>) -> Void) throws(TrainingError) {
    try forEachPart { records in
      for record in records where records.count(of: record) > 0 {
        records.text.withBytes(from: record.start, length: record.length, body)
      }
    }
  }
}

extension WordCounts: WordSupply {
  func forEachPart(_ body: (WordRecords) -> Void) {
    for records in records { body(records) }
    // The views of the words are valid as long as the counts are.
    withExtendedLifetime(self) {}
  }
}
