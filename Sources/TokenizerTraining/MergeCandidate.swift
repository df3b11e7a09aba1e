/// A pair in the queue and the score it had when it was put there.
struct MergeCandidate {
  var count: UInt64
  /// What the count is divided by: 1, or the product of the counts of both tokens.
  var divisor: UInt128
  var left: UInt32
  var right: UInt32
  /// Its number.
  var pair: Int32

  /// Whether the pair merges before another one: higher score, then higher count, then lower left
  /// symbol, then lower right symbol.
  func isBefore(_ other: MergeCandidate) -> Bool {
    if divisor == other.divisor {
      if count != other.count { return count > other.count }
    } else {
      let ours = UInt128(count).multipliedFullWidth(by: other.divisor)
      let theirs = UInt128(other.count).multipliedFullWidth(by: divisor)
      if ours.high != theirs.high { return ours.high > theirs.high }
      if ours.low != theirs.low { return ours.low > theirs.low }
      if count != other.count { return count > other.count }
    }
    return left != other.left ? left < other.left : right < other.right
  }
}

/// Candidates, the best one first: a binary heap.
struct CandidateQueue {
  private var heap: [MergeCandidate] = []

  /// Puts a candidate in.
  mutating func insert(_ candidate: MergeCandidate) {
    heap.append(candidate)
    var place = heap.count - 1
    while place > 0, case let parent = (place - 1) / 2, candidate.isBefore(heap[parent]) {
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = candidate
  }

  /// Takes the best candidate out.
  mutating func removeFirst() -> MergeCandidate? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if heap.isEmpty { return first }
    var place = 0
    while case var child = 2 * place + 1, child < heap.count {
      if child + 1 < heap.count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(last) else { break }
      heap[place] = heap[child]
      place = child
    }
    heap[place] = last
    return first
  }
}
