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
  /// - Parameters:
  ///   - word: The bytes of the word.
  ///   - count: How often it was counted.
  ///   - weight: How many units of the trainer's `weightScale` each time counts; at least 1.
  /// - Throws: `countsTooLarge` where the bytes of all words, as often as they count, exceed 64 bits;
  ///   `tooManyDistinctWords`.
  package mutating func add(
    _ word: Span<UInt8>, count: UInt64, weight: UInt64 = 1
  ) throws(TrainingError) {
    guard !word.isEmpty, count > 0 else { return }
    let weighted = try totals.add(wordOf: word.count, count: count, weight: weight)
    word.withText { table.add($0, weight: weighted) }
    if table.isOverfull { throw .tooManyDistinctWords(limitInBytes: WordSlots.arenaLimit) }
  }

  /// The words and their counts, and what is known of the documents that they are from.
  package consuming func finish(documents: Int = 0, bytes: Int = 0) -> WordCounts {
    totals.documents = documents
    totals.bytes = bytes
    return WordCounts(folding: [table], totals: totals)
  }
}

extension WordCounts {
  /// The counts of several corpora as one.
  ///
  /// - Parameters:
  ///   - corpora: The counts.
  ///   - weights: How many units of the trainer's `weightScale` each time counts, for each corpus; none
  ///     where every time counts once.
  /// - Returns: Each word with the sum of its counts.
  /// - Throws: `countsTooLarge`, `tooManyDistinctWords`.
  package static func sum(
    _ corpora: [WordCounts], weights: [Int] = []
  ) throws(TrainingError) -> WordCounts {
    var builder = WordCountsBuilder()
    for (index, corpus) in corpora.enumerated() {
      let weight = weights.isEmpty ? 1 : UInt64(weights[index])
      try corpus.forEach { word, count throws(TrainingError) in
        try builder.add(word, count: count, weight: weight)
      }
    }
    return builder.finish(
      documents: corpora.reduce(0) { $0 + $1.totals.documents },
      bytes: corpora.reduce(0) { $0 + $1.totals.bytes })
  }
}
