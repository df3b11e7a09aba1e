import TokenizerModel

extension SymbolSequence {
  /// Gives every token one position again and drops the words that are one token; on the way, tallies
  /// the left symbols of all pairs.
  ///
  /// Each segment is compacted by a thread of its own, towards its start.
  ///
  /// - Parameters:
  ///   - lengths: How many positions each token takes now, by symbol.
  ///   - lefts: For each segment, zero tallies of all symbols; each receives how often its symbols
  ///     stand on the left of a pair.
  mutating func compact(lengths: Cells<UInt32>, lefts: [Cells<NeighbourTally>]) {
    let segments = segments
    let sequence = self
    let compacted = mapOnThreads(segments.count) { number in
      sequence.compactSegment(segments[number], lengths: lengths, lefts: lefts[number])
    }
    for (old, new) in zip(segments, compacted) {
      buffer.release(new.end..<old.upperBound)
    }
    self.segments = zip(segments, compacted).map { $0.lowerBound..<$1.end }
    counts = PositionCounts(
      steps: compacted.flatMap(\.steps), end: self.segments.last?.upperBound ?? 1)
  }

  private func compactSegment(
    _ segment: Range<Int>, lengths: Cells<UInt32>, lefts: Cells<NeighbourTally>
  ) -> (steps: [PositionCounts.Step], end: Int) {
    var steps: [PositionCounts.Step] = []
    var end = segment.lowerBound
    for part in counts.parts(of: segment) {
      let start = end
      end = compactWords(
        in: part.positions, to: start, count: part.count, lengths: lengths, lefts: lefts)
      if end > start { steps.append(PositionCounts.Step(start: start, count: part.count)) }
    }
    return (steps, end)
  }

  /// Compacts words with the same count; returns where the next word goes.
  private func compactWords(
    in range: Range<Int>, to start: Int, count: UInt64, lengths: Cells<UInt32>,
    lefts: Cells<NeighbourTally>
  ) -> Int {
    let symbols = symbols
    let sentinel = sentinel
    var source = range.lowerBound
    var target = start
    while source < range.upperBound {
      let word = target
      var symbol = symbols[source]
      var length = Int(lengths[Int(symbol)])
      while true {
        symbols[target] = symbol
        target &+= 1
        source &+= length
        let next = symbols[source]
        if next == sentinel { break }
        lefts[Int(symbol)].add(count)
        symbol = next
        length = Int(lengths[Int(symbol)])
      }
      source &+= 1
      if target &- word > 1 {
        symbols[target] = sentinel
        target &+= 1
      } else {
        target = word
      }
    }
    return target
  }
}
