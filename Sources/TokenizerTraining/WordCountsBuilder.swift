/// Gathers words with counts, from wherever they were counted.
package struct WordCountsBuilder: ~Copyable {
  private let table: WordTable
  private var totals = WordCounts.Totals()

  /// A builder without words.
  package init() {
    var generator = SystemRandomNumberGenerator()
    table = WordTable(hash: WordHash(using: &generator))
  }

  /// Adds to the count of a word; an empty word and a count of 0 add nothing.
  ///
  /// - Throws: `countsTooLarge` where the bytes of all words, as often as they count, exceed 64 bits;
  ///   `tooManyDistinctWords`.
  package mutating func add(_ word: Span<UInt8>, count: UInt64) throws(TrainingError) {
    guard !word.isEmpty, count > 0 else { return }
    let (bytes, overflow) = count.multipliedReportingOverflow(by: UInt64(word.count))
    let (sum, sumOverflow) = totals.weightedBytes.addingReportingOverflow(bytes)
    guard !overflow, !sumOverflow else { throw .countsTooLarge(limit: .max) }
    totals.weightedBytes = sum
    totals.preTokens += count
    word.withText { table.add($0, weight: count) }
    if table.isOverfull { throw .tooManyDistinctWords(limitInBytes: WordSlots.arenaLimit) }
  }

  /// The words and their counts.
  package consuming func finish() -> WordCounts {
    WordCounts(folding: [table], totals: totals)
  }
}
