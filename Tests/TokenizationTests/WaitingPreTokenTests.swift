import TestSupport
import Testing

@testable import Tokenization

@Suite("Pre-tokens that wait are known by their keys")
struct WaitingPreTokenTests {
  @Test("keys are the bytes of all that are short and hold no zero")
  func keysAreBytes() {
    var generator = SeededGenerator(seed: 1)
    let cache = PreTokenCache(bits: 12)
    var othersBefore = 0
    for round in 0..<400 {
      let words = Self.words(&generator, count: 1 + round % 40)
      let waiting = WaitingPreTokens(count: words.count)
      let cells = waiting.cells
      let text = words.flatMap { $0 }
      var end = 0
      for (index, word) in words.enumerated() {
        (cells.starts[index], cells.ends[index]) = (end, end + word.count)
        end += word.count
      }
      text.span.withTable { bytes in
        let others = cells.setKeys(0..<words.count, bytes, cache.lines)
        let isOther = words.indices.filter { Self.key(of: words[$0]) == nil }
        #expect(Set((0..<others).map { Int(cells.others[$0]) }) == Set(isOther))
        othersBefore += others
        let together = words.indices.map { Self.numbers(cells, $0) }
        for (index, word) in words.enumerated() {
          guard let key = Self.key(of: word) else { continue }
          #expect(together[index].prefix(2) == key[...])
          #expect(cells.keys[index].place(in: 1 << 12) == Int(together[index][2]))
          #expect(together[index][2] % 2 == 0 && together[index][2] < 1 << 12)
          // One alone has the same key and place as among many.
          #expect(cells.setKeys(index..<index + 1, bytes, cache.lines) == 0)
          #expect(Self.numbers(cells, index) == together[index])
        }
      }
    }
    #expect(othersBefore > 0)
  }

  @Test("all that are remembered are found and counted, up to one that is not")
  func findsWhatIsRemembered() {
    var generator = SeededGenerator(seed: 2)
    var (wholeRounds, wordsFound) = (0, 0)
    for round in 0..<600 {
      let cache = PreTokenCache(bits: 6)
      let words = Self.words(&generator, count: 1 + round % 40).filter { Self.key(of: $0) != nil }
      guard !words.isEmpty else { continue }
      let waiting = WaitingPreTokens(count: words.count)
      let cells = waiting.cells
      var known: [Int: [UInt64]] = [:]
      for (index, word) in words.enumerated() {
        cells.keys[index] = PreTokenKey(Self.key(of: word))
        let place = cells.keys[index].place(in: 1 << 6)
        cells.places[index] = UInt32(place)
        if Int.random(in: 0..<40, using: &generator) >= round % 4 {
          let ids = PackedIDs(ofNumber: Self.number(of: word))
          cache.lines.remember(cells.keys[index], place, ids, movesFirst: index % 4 == 0)
        }
      }
      for entry in 0..<1 << 6 {
        let key = cache.lines.cells[entry].key
        known[entry] = [key.low, key.high]
      }
      let entries = words.map { word in
        let place = PreTokenKey(Self.key(of: word)).place(in: 1 << 6)
        return [place, place + 1].first { known[$0] == Self.key(of: word) }
      }
      let first = Int.random(in: 0..<words.count, using: &generator)
      let expected = entries[first...].firstIndex(of: nil) ?? words.count
      #expect(cells.find(first..<words.count, cache.lines) == expected)
      let count = cells.countIDs(first..<expected, cache.lines, round, keepsEach: true)
      var sum = round
      for index in first..<expected {
        #expect(Int(cells.entries[index]) == entries[index])
        #expect(cells.idCounts[index] == sum)
        sum += Self.number(of: words[index])
      }
      #expect(count == sum)
      #expect(cells.countIDs(first..<expected, cache.lines, round, keepsEach: false) == sum)
      if first == 0, expected == words.count { wholeRounds += 1 }
      wordsFound += expected - first
    }
    #expect(wholeRounds > 0 && wordsFound > 1000)
  }

  /// Words of 1 to 20 bytes, some of which hold zeros.
  private static func words(_ generator: inout SeededGenerator, count: Int) -> [[UInt8]] {
    (0..<count).map { _ in
      let length = Int.random(in: 1...20, using: &generator)
      let least: UInt8 = Int.random(in: 0..<8, using: &generator) == 0 ? 0 : 1
      let most = UInt8.random(in: 1...255, using: &generator)
      return (0..<length).map { _ in UInt8.random(in: least...most, using: &generator) }
    }
  }

  /// The two words of a key; nil where there is none.
  private static func key(of word: [UInt8]) -> [UInt64]? {
    if word.count > 16 || word.contains(0) { return nil }
    let padded = word + [UInt8](repeating: 0, count: 16 - word.count)
    return [padded[..<8], padded[8...]].map { $0.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
  }

  /// How many ids a word has, so to speak: some have more than are remembered.
  private static func number(of word: [UInt8]) -> Int {
    word[0] > 250 ? 1 << 33 : 1 + word.count % 6
  }

  private static func numbers(_ cells: WaitingPreTokens.Cells, _ index: Int) -> [UInt64] {
    [cells.keys[index].low, cells.keys[index].high, UInt64(cells.places[index])]
  }
}

extension PreTokenKey {
  /// The key with these words.
  fileprivate init(_ words: [UInt64]?) {
    self.init(longHash: 0)
    if let words { (low, high) = (words[0], words[1]) }
  }
}

extension PackedIDs {
  /// So many ids, which are here if they fit.
  fileprivate init(ofNumber number: Int) {
    var source = IDBuffer()
    let cells = source.reserve(8)
    for index in 0..<8 { cells[index] = UInt32(index) }
    self = number > Self.most ? PackedIDs(number: number) : PackedIDs(cells, count: number)
  }
}
