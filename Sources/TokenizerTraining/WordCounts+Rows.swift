import TokenizerModel

extension WordCounts {
  /// A word's line, and the first eight bytes of it, by which most lines are told apart.
  private struct SortedKey {
    var prefix: UInt64
    var start: Int
    var length: Int
    var count: UInt64
  }

  /// Calls `body` with the row of every word, in the order of the keys' bytes.
  ///
  /// - Complexity: O(n log n) comparisons, and 32 bytes and the Base64 of each word beside the words.
  package func forEachRow(_ body: (WordCountRow) throws -> Void) rethrows {
    var text: [UInt8] = []
    var bytes: [UInt8] = []
    var keys: [SortedKey] = []
    keys.reserveCapacity(uniqueWords)
    forEach { word, count in
      let start = text.count
      bytes.removeAll(keepingCapacity: true)
      for index in word.indices { bytes.append(word[index]) }
      Base64.append(bytes, to: &text)
      var prefix: UInt64 = 0
      for index in start..<start + 8 {
        prefix = prefix << 8 | (index < text.count ? UInt64(text[index]) : 0)
      }
      keys.append(
        SortedKey(prefix: prefix, start: start, length: text.count - start, count: count))
    }
    // No two keys are equal, so this order is total.
    keys.sort { left, right in
      if left.prefix != right.prefix { return left.prefix < right.prefix }
      return text[left.start..<left.start + left.length]
        .lexicographicallyPrecedes(text[right.start..<right.start + right.length])
    }
    for key in keys {
      let bytes = Array(text[key.start..<key.start + key.length])
      try body(WordCountRow(key: bytes, count: key.count))
    }
  }
}
