/// Adds up rows of word counts from several sources, each in the order of its keys, in the memory of
/// one row a source.
///
/// A heap holds the source of each next row. Rows with the same key come one after another and
/// become one.
package struct WordCountMerge<Source: WordCountSource>: ~Copyable {
  private var sources: [Source]
  private var rows: [WordCountRow?]
  /// Sources that have a row, as a binary heap: the one with the smallest key is first.
  private var heap: [Int] = []

  /// A merge of sources from their starts.
  package init(_ sources: [Source]) throws {
    self.sources = sources
    rows = sources.map { _ in nil }
    for index in self.sources.indices {
      rows[index] = try self.sources[index].next()
      if rows[index] != nil {
        heap.append(index)
        siftUp(heap.count - 1)
      }
    }
  }

  /// The next key with the sum of its counts; nil when there are no more.
  ///
  /// - Throws: What the sources throw, and `TrainingError`: `badCountRow` where rows are out of order,
  ///   `countsTooLarge`.
  package mutating func next() throws -> WordCountRow? {
    guard var sum = try takeSmallest() else { return nil }
    while let first = heap.first, rows[first]?.key == sum.key {
      guard let row = try takeSmallest() else { break }
      let (count, overflow) = sum.count.addingReportingOverflow(row.count)
      guard !overflow else { throw TrainingError.countsTooLarge(limit: .max) }
      sum.count = count
    }
    return sum
  }

  private mutating func takeSmallest() throws -> WordCountRow? {
    guard let source = heap.first, let row = rows[source] else { return nil }
    rows[source] = try sources[source].next()
    if rows[source] == nil {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    siftDown(0)
    return row
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    guard let leftRow = rows[heap[left]], let rightRow = rows[heap[right]] else { return false }
    return leftRow.key.lexicographicallyPrecedes(rightRow.key)
  }

  private mutating func siftUp(_ start: Int) {
    var place = start
    while place > 0, precedes(place, (place - 1) / 2) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func siftDown(_ start: Int) {
    var place = start
    while 2 * place + 1 < heap.count {
      var child = 2 * place + 1
      if child + 1 < heap.count, precedes(child + 1, child) { child += 1 }
      guard precedes(child, place) else { return }
      heap.swapAt(place, child)
      place = child
    }
  }
}

/// Where rows of word counts come from, in the order of their keys, each key once.
package protocol WordCountSource {
  /// The next row; nil when there are no more.
  mutating func next() throws -> WordCountRow?
}
