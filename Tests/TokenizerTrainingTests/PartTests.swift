import TestSupport
import Testing
import TokenizerModel

@testable import TokenizerTraining

@Suite("The parts of a merger")
struct PartTests {
  @Test func queueGivesCandidatesInTheirOrder() throws {
    var random = SeededGenerator(seed: 21)
    // Token 256 is "ba", 257 is "b", as bytes out of the order of their ids.
    var tokens = TokenStrings(alphabet: Array(UInt8.min...UInt8.max), limit: 1000)
    try tokens.append(SymbolPair(0x62, 0x61))
    try tokens.append(SymbolPair(0x61, 0x7A))
    let bytes = (0..<258).map { Array(tokens[$0]) }
    for tieOrder in MergeQueue.TieOrder.allCases {
      var queue = MergeQueue(tieOrder: tieOrder)
      var rest = (0..<300).map { _ in
        MergeQueue.Candidate(
          count: UInt64.random(in: 1...5, using: &random),
          pair: SymbolPair(
            Int.random(in: 95..<258, using: &random), Int.random(in: 95..<258, using: &random)))
      }
      queue.replaceAll(with: Array(rest.prefix(150)), tokens: tokens)
      for candidate in rest.dropFirst(150) { queue.insert(candidate, tokens: tokens) }
      rest.sort { one, other in
        if one.count != other.count { return one.count > other.count }
        if tieOrder == .smallerIDs { return one.pair < other.pair }
        if tieOrder == .greaterTexts {
          let texts = [one, other].map { candidate in
            [candidate.pair.left, candidate.pair.right].map { ByteAlphabet.text(of: bytes[$0]) }
          }
          return texts[1].lexicographicallyPrecedes(texts[0]) { $0.lexicographicallyPrecedes($1) }
        }
        return [bytes[one.pair.left], bytes[one.pair.right]]
          .lexicographicallyPrecedes([bytes[other.pair.left], bytes[other.pair.right]]) {
            $0.lexicographicallyPrecedes($1)
          }
      }
      for candidate in rest {
        #expect(queue.best?.count == candidate.count)
        #expect(queue.best?.pair == candidate.pair)
        queue.removeBest(tokens: tokens)
      }
      #expect(queue.best == nil)
    }
  }

  @Test func countsFollowTheirSteps() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<30 {
      var steps: [PositionCounts.Step] = []
      var end = 1
      for count in 1...UInt64.random(in: 1...400, using: &random) {
        steps.append(PositionCounts.Step(start: end, count: 1000 - count))
        end += Int.random(in: 1...(Bool.random(using: &random) ? 3 : 900), using: &random)
      }
      let counts = PositionCounts(steps: steps, end: end)
      var cursor = counts.cursor
      var position = 1
      while position < end {
        let expected = steps.last { $0.start <= position }?.count
        #expect(cursor.count(at: UInt32(position)) == expected)
        position += Int.random(in: 1...200, using: &random)
      }
      let cut = Int.random(in: 1...end, using: &random)
      let parts = counts.parts(of: 1..<cut) + counts.parts(of: cut..<end)
      #expect(parts.flatMap { Array($0.positions) } == Array(1..<end))
    }
  }

  @Test func pairsAreFoundThroughGrowth() {
    var random = SeededGenerator(seed: 23)
    var table = PairTable(capacity: 0)
    var expected: [SymbolPair: UInt64] = [SymbolPair(0, 0): 9]
    table.insert(SymbolPair(0, 0), PairTable.Entry(count: 9, start: 0, length: 0))
    for _ in 0..<5000 {
      let pair = SymbolPair(
        Int.random(in: 0..<90, using: &random), Int.random(in: 0..<90, using: &random))
      let count = UInt64.random(in: 5...100, using: &random)
      if expected[pair] == nil {
        expected[pair] = count
        table.insert(pair, PairTable.Entry(count: count, start: 1, length: 2))
      } else {
        expected[pair]? -= 1
        table.subtract(1, from: pair)
        if expected[pair] == 0 { expected[pair] = nil }
      }
      if expected[pair] == nil { break }
    }
    for left in 0..<90 {
      for right in 0..<90 {
        let pair = SymbolPair(left, right)
        #expect(table[pair]?.count == expected[pair])
      }
    }
  }

  @Test(arguments: [0, 1, 10, 1000])
  func thresholdsKeepNoMoreThanTheirLimit(limit: Int) {
    var random = SeededGenerator(seed: UInt64(limit))
    for bits in [4, 10, 40, 64] {
      var histogram = CountHistogram()
      let counts = (0..<2000).map { _ in
        max(1, UInt64.random(in: 0...(.max), using: &random) >> UInt64(64 - bits))
      }
      for count in counts { histogram.insert(count) }
      let threshold = histogram.threshold(keeping: limit)
      let kept = counts.count { $0 >= threshold }
      // Only the highest range is kept whatever its size; a range is an eighth of its counts wide.
      let highest = counts.max() ?? 0
      let inHighest = counts.count { $0 >= highest - highest / 8 }
      #expect(kept > 0)
      #expect(kept <= max(limit, inHighest))
      #expect(threshold <= highest)
    }
  }

  @Test func specialTokensAreFoundLeftmostAndLongest() {
    var random = SeededGenerator(seed: 24)
    let tokens = ["ab", "aba", "bb", "cab"]
    let cutter = SpecialTokenCutter(tokens)
    for _ in 0..<300 {
      let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        UInt8.random(in: 0x61...0x63, using: &random)
      }
      let expected = text.indices.lazy.compactMap { index in
        tokens.map { Array($0.utf8) }.filter { text[index...].starts(with: $0) }
          .max { $0.count < $1.count }.map { index..<index + $0.count }
      }.first
      #expect(cutter.nextToken(in: text.span, from: 0) == expected)
    }
  }

  @Test func pagesKeepWhatTheyHoldWhenTheyGrow() {
    for count in [1, 1000, 300_000, 5_000_000] {
      let buffer = PageBuffer<UInt32>(count: count)
      defer { withExtendedLifetime(buffer) {} }
      #expect(buffer.cells[0] == 0 && buffer.cells[count - 1] == 0)
      buffer.cells[0] = 7
      buffer.cells[count - 1] = 8
      buffer.grow(to: count * 3)
      #expect(buffer.cells[count - 1] == 8)
      #expect(buffer.cells[count * 3 - 1] == 0)
      buffer.cells[count * 3 - 1] = 9
      // What lies in front of the released range stays; whole pages of it are zero.
      buffer.release(count..<count * 3)
      #expect(buffer.cells[count - 1] == 8)
    }
  }
}
