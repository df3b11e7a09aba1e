import TokenizerModel

extension WordCounts {
  /// Where a word's record is, and how its row begins, by which most rows are told apart.
  private struct SortedWord {
    var prefix: UInt64
    var source: UInt32
    /// In units of four bytes, as in `WordSlots`.
    var offset: UInt32
  }

  /// The bytes of memory that putting a word in order takes, the room for merging sorted runs included.
  static let sortingMemory = MemoryLayout<SortedWord>.stride * 3 / 2

  /// Calls `body` with the row of every word, in the order of the keys' bytes.
  ///
  /// - Complexity: O(n log n) comparisons, and `sortingMemory` bytes for each word.
  package func forEachRow(_ body: (WordCountRow) throws -> Void) rethrows {
    var bytes: [UInt8] = []
    for word in sortedWords() {
      let records = records[Int(word.source)]
      let record = records.record(at: Int(word.offset) * 4)
      bytes.removeAll(keepingCapacity: true)
      for index in record.start..<record.start + record.length { bytes.append(records.text[index]) }
      var key: [UInt8] = []
      key.reserveCapacity((record.length + 2) / 3 * 4)
      Base64.append(bytes, to: &key)
      try body(WordCountRow(key: key, count: records.count(of: record)))
    }
    // The views of the words are valid as long as the counts are.
    withExtendedLifetime(self) {}
  }

  /// The words in the order of their rows.
  private func sortedWords() -> [SortedWord] {
    let sources = records
    var words: [SortedWord] = []
    words.reserveCapacity(uniqueWords)
    for (source, records) in sources.enumerated() {
      for record in records where records.count(of: record) > 0 {
        let prefix = Base64Order.prefix(
          of: records.text, from: record.start, length: record.length)
        words.append(
          SortedWord(
            prefix: prefix, source: UInt32(source), offset: UInt32(record.offset / 4)))
      }
    }
    // No two words are equal, so this order is total.
    words.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      let leftRecord = sources[Int(left.source)].record(at: Int(left.offset) * 4)
      let rightRecord = sources[Int(right.source)].record(at: Int(right.offset) * 4)
      return Base64Order.precedesBehindPrefix(
        (sources[Int(left.source)].text, leftRecord.start, leftRecord.length),
        (sources[Int(right.source)].text, rightRecord.start, rightRecord.length))
    }
    return words
  }
}
