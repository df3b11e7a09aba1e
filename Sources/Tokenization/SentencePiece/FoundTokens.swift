/// Tokens that were found, and where they end.
struct FoundTokens: ~Copyable {
  private var ids = ZeroedPages<UInt32>(count: 64)
  private var ends = ZeroedPages<UInt32>(count: 64)
  /// How many there are.
  private(set) var count = 0
  /// Whether the unknown token is among them.
  var holdsUnknown = false

  /// Makes room for so many tokens in place of those before.
  @inline(__always)
  mutating func reserve(_ count: Int) -> (ids: FlatCells<UInt32>, ends: FlatCells<UInt32>) {
    if ids.count < count {
      ids = ZeroedPages(count: 2 * count)
      ends = ZeroedPages(count: 2 * count)
    }
    self.count = count
    return (ids.cells, ends.cells)
  }

  /// The id at an index below `count`.
  @inline(__always)
  func id(_ index: Int) -> UInt32 { ids.cells[index] }

  /// Where the token at an index below `count` ends.
  @inline(__always)
  func end(_ index: Int) -> Int { Int(ends.cells[index]) }

  /// Takes over what was found in another way.
  mutating func take(_ steps: SegmentSteps, unknown: UInt32) {
    let (ids, ends) = reserve(steps.ids.count)
    holdsUnknown = false
    for place in steps.ids.indices {
      ids[place] = steps.ids[place]
      ends[place] = steps.ends[place]
      if ids[place] == unknown { holdsUnknown = true }
    }
  }
}
