import PreTokenization

/// What the loops of a `PreTokenQueue` look at for each pre-token: views of its tables, valid as long as those
/// stay as they are.
///
/// The loops are functions of their own and leave what is rare to others, so that what they look at stays in
/// registers.
struct PreTokenRun {
  private(set) var waiting: WaitingPreTokens.Cells
  var lines: PreTokenLines
  var longLines: LongPreTokenLines

  /// Puts in the pre-tokens of some runs, whose ends stand behind those that wait.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - runs: The runs.
  ///   - number: How many there are.
  ///   - place: How many pre-tokens wait already, all put in like this.
  /// - Returns: How many bytes they have.
  @inline(never)
  mutating func put(
    _ bytes: FlatTable<UInt8>, _ runs: FlatCells<CutRun>, _ number: Int, at place: Int
  ) -> Int {
    let added = place..<place &+ runs[number &- 1].end
    waiting.setStarts(added)
    let waiting = waiting
    var (first, byteCount) = (place, 0)
    for index in 0..<number {
      let (start, end) = (runs[index].start, place &+ runs[index].end)
      if end == first { continue }
      waiting.starts[first] = start
      byteCount &+= waiting.ends[end &- 1] &- start
      first = end
    }
    setKeys(added, bytes)
    return byteCount
  }

  /// Puts in successive pre-tokens of one text, before which none wait.
  ///
  /// - Parameters:
  ///   - bytes: The buffer.
  ///   - start: Where the first begins.
  ///   - number: How many there are.
  /// - Returns: How many bytes they have.
  @inline(never)
  mutating func put(_ bytes: FlatTable<UInt8>, from start: Int, _ number: Int) -> Int {
    waiting.setStarts(from: start)
    setKeys(0..<number, bytes)
    return waiting.ends[number &- 1] &- start
  }

  /// Makes the keys of pre-tokens that were put in.
  @inline(__always)
  private func setKeys(_ added: Range<Int>, _ bytes: FlatTable<UInt8>) {
    let (waiting, longLines) = (waiting, longLines)
    let others = waiting.setKeys(added, bytes, lines)
    for other in 0..<others {
      let index = added.lowerBound &+ Int(waiting.others[other])
      let range = waiting.range(index)
      waiting.keys[index] = PreTokenKey(
        longHash: longLines.hash(bytes, range.lowerBound, length: range.count))
      waiting.places[index] = 0
    }
  }

  /// Writes the ids of the pre-tokens from `first` on up to one whose ids are not remembered, or to `end`.
  ///
  /// - Returns: Which one that is, and how many ids are written in all.
  @inline(never)
  func recall(
    from first: Int, to end: Int, into ids: IDCells, _ writtenBefore: Int
  ) -> (index: Int, count: Int) {
    let (waiting, lines) = (waiting, lines)
    var (index, count) = (first, writtenBefore)
    let found = waiting.find(first..<end, lines)
    while index < found {
      waiting.idCounts[index] = count
      let packed = lines.ids(Int(waiting.entries[index]))
      guard packed.write(to: ids.dropFirst(count)) else { break }
      count &+= packed.count
      index &+= 1
    }
    waiting.idCounts[index] = count
    return (index, count)
  }

  /// Counts those of the pre-tokens from `first` on up to one of which nothing is remembered, or to `end`.
  ///
  /// - Returns: Which one that is, and how many ids are counted in all.
  @inline(never)
  func count(
    from first: Int, to end: Int, _ countedBefore: Int, keepsEach: Bool
  ) -> (index: Int, count: Int) {
    let (waiting, lines) = (waiting, lines)
    let found = waiting.find(first..<end, lines)
    let count = waiting.countIDs(first..<found, lines, countedBefore, keepsEach: keepsEach)
    waiting.idCounts[found] = count
    return (found, count)
  }
}
