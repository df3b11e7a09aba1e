/// A binary heap with the smallest in front: what waits to be merged, ranks in the high and places in the low
/// half.
///
/// - Complexity: O(log n) for each call.
extension [UInt64] {
  /// Enters a number into a heap with the smallest in front.
  @inline(__always)
  mutating func pushSmallest(_ number: UInt64) {
    append(number)
    var child = count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard self[child] < self[parent] else { break }
      swapAt(child, parent)
      child = parent
    }
  }

  /// Takes the smallest number out of such a heap.
  @inline(__always)
  mutating func popSmallest() -> UInt64? {
    guard let smallest = first, let last = popLast() else { return nil }
    if isEmpty { return smallest }
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, self[child + 1] < self[child] { child += 1 }
      guard self[child] < last else { break }
      self[parent] = self[child]
      parent = child
    }
    self[parent] = last
    return smallest
  }
}
