import TokenizerModel

/// The distinct words of a corpus and how often each occurs: what byte-pair training starts from.
///
/// The order of the words is that of counting and depends on threads; what is trained does not.
package struct WordCounts: Sendable {
  /// What was read to make the counts.
  package struct Totals: Sendable, Equatable {
    /// The documents.
    package var documents = 0
    /// Their bytes, as read.
    package var bytes = 0
    /// The pre-tokens, each counted once, whatever its weight.
    package var preTokens: UInt64 = 0
    /// The bytes of the pre-tokens, each as often as its document weighs.
    package var weightedBytes: UInt64 = 0

    /// Nothing was read yet.
    package init() {}

    /// Adds what else was read.
    ///
    /// - Throws: `countsTooLarge`.
    package mutating func add(_ other: Totals) throws(TrainingError) {
      documents += other.documents
      bytes += other.bytes
      preTokens += other.preTokens
      let (sum, overflow) = weightedBytes.addingReportingOverflow(other.weightedBytes)
      guard !overflow else { throw .countsTooLarge(limit: .max) }
      weightedBytes = sum
    }

    /// Adds a word of so many bytes; returns its count in units of weight.
    ///
    /// - Throws: `countsTooLarge` where the bytes of all words, as often as they count, exceed 64 bits.
    package mutating func add(
      wordOf length: Int, count: UInt64, weight: UInt64
    ) throws(TrainingError) -> UInt64 {
      let (weighted, weightOverflow) = count.multipliedReportingOverflow(by: weight)
      let (bytes, overflow) = weighted.multipliedReportingOverflow(by: UInt64(length))
      let (sum, sumOverflow) = weightedBytes.addingReportingOverflow(bytes)
      guard !weightOverflow, !overflow, !sumOverflow else { throw .countsTooLarge(limit: .max) }
      weightedBytes = sum
      // No more pre-tokens than bytes: no overflow either.
      preTokens += count
      return weighted
    }
  }

  /// What was read.
  package let totals: Totals
  /// How many distinct words there are.
  package private(set) var uniqueWords = 0
  /// The longest word, in bytes.
  package private(set) var longestWord = 0
  /// How many positions the words take in a `SymbolSequence`: one byte more for each than it has, and
  /// none for words of one byte.
  private(set) var positions = 1
  /// How many pairs of neighbouring bytes the distinct words have: as many merges are possible.
  private(set) var pairs = 0
  /// The records of the threads that counted. A count of 0 marks a word that another of them has.
  let records: [WordRecords]
  /// The memory of the records.
  private let arenas: [PageBuffer<UInt8>]

  /// The counts of several tables with the same hash as one: each word keeps a count in one only.
  ///
  /// Each thread folds the words of its share of all hashes, so no two threads touch the same word.
  init(folding tables: [WordTable], totals: Totals) {
    let views = tables.map(\.view)
    onThreads(tables.count) { share in
      for later in views.indices.dropFirst() {
        let records = views[later].records
        for record in records {
          let hashed = views[later].hash(
            records.text, from: record.start, length: record.length)
          guard (hashed &>> 32) &* UInt64(views.count) &>> 32 == UInt64(share) else { continue }
          for earlier in 0..<later {
            let place = views[earlier].find(
              records.text, from: record.start, length: record.length, hashed: hashed)
            guard let found = place.record else { continue }
            let count = views[earlier].records.count(of: found) &+ records.count(of: record)
            views[earlier].records.setCount(count, of: found)
            records.setCount(0, of: record)
            break
          }
        }
      }
    }
    self.totals = totals
    records = views.map(\.records)
    arenas = tables.map(\.arena)
    for records in records {
      for record in records where records.count(of: record) > 0 {
        uniqueWords += 1
        longestWord = max(longestWord, record.length)
        if record.length > 1 {
          positions += record.length + 1
          pairs += record.length - 1
        }
      }
    }
  }

  /// Calls `body` with every word and its count, in no particular order.
  package func forEach<Failure: Error>(
    _ body: (Span<UInt8>, UInt64) throws(Failure) -> Void
  ) throws(Failure) {
    for records in records {
      for record in records {
        let count = records.count(of: record)
        guard count > 0 else { continue }
        try records.text.withBytes(from: record.start, length: record.length) {
          word throws(Failure) in
          try body(word, count)
        }
      }
    }
  }
}
