extension TextCounts {
  /// The counts of one document but for the two of its normal forms, which need a tokenizer.
  ///
  /// - Parameters:
  ///   - units: The units of the document.
  ///   - byteCount: The document's length in bytes.
  ///   - offsets: The source bytes of each token. Both ends never fall.
  ///   - isKnown: For each token, whether it is not the unknown one.
  /// - Complexity: O(units + tokens).
  package init(_ units: TextUnits, byteCount: Int, offsets: [Range<Int>], isKnown: [Bool]) {
    documents = 1
    bytes = byteCount
    scalars = units.scalarCount
    tokens = offsets.count
    eojeol = units.eojeol.count
    words = units.words.count
    syllables = units.syllables.count
    jamo = units.jamo.count
    emoji = units.emoji.count

    var cursor = TouchingTokens(offsets)
    for range in units.eojeol {
      let touching = cursor.touching(range)
      if touching.count == 1, isKnown[touching.lowerBound] { wholeEojeol += 1 }
      visibleBytes += range.count
      lostBytes += range.count
      var covered = range.lowerBound
      for token in touching where isKnown[token] {
        let part = max(covered, offsets[token].lowerBound)
        covered = max(covered, min(offsets[token].upperBound, range.upperBound))
        lostBytes -= max(0, covered - part)
      }
    }
    cursor = TouchingTokens(offsets)
    for range in units.words {
      let count = cursor.touching(range).count
      wordTokens += count
      if count > 1 { continuedWords += 1 }
    }
    var incomplete = DistinctTokens()
    var distinct = DistinctTokens()
    cursor = TouchingTokens(offsets)
    for range in units.syllables {
      let touching = cursor.touching(range)
      distinct.insert(touching)
      if touching.count > 1 {
        cutSyllables += 1
        incomplete.insert(touching)
      }
    }
    syllableTokens = distinct.count
    var incompleteJamo = DistinctTokens()
    distinct = DistinctTokens()
    cursor = TouchingTokens(offsets)
    for range in units.jamo {
      let touching = cursor.touching(range)
      distinct.insert(touching)
      if touching.count > 1 { incompleteJamo.insert(touching) }
    }
    jamoTokens = distinct.count
    incompleteTokens = incomplete.union(incompleteJamo)
    distinct = DistinctTokens()
    cursor = TouchingTokens(offsets)
    for range in units.emoji { distinct.insert(cursor.touching(range)) }
    emojiTokens = distinct.count
  }
}

/// Finds the tokens that touch one range after another, in rising order of the ranges.
struct TouchingTokens {
  private let offsets: [Range<Int>]
  private var first = 0
  private var end = 0

  init(_ offsets: [Range<Int>]) {
    self.offsets = offsets
  }

  /// The indices of the tokens that came from at least one byte of the range.
  ///
  /// - Complexity: O(tokens) over all calls together.
  mutating func touching(_ range: Range<Int>) -> Range<Int> {
    while first < offsets.count, offsets[first].upperBound <= range.lowerBound { first += 1 }
    end = max(first, end)
    while end < offsets.count, offsets[end].lowerBound < range.upperBound { end += 1 }
    return first..<end
  }
}

/// Runs of token indices, each counted once; runs come in rising order and may overlap.
private struct DistinctTokens {
  private(set) var count = 0
  private var ranges: [Range<Int>] = []

  mutating func insert(_ range: Range<Int>) {
    let start = max(range.lowerBound, ranges.last?.upperBound ?? 0)
    guard start < range.upperBound else { return }
    ranges.append(start..<range.upperBound)
    count += range.upperBound - start
  }

  /// How many indices are in either set.
  func union(_ other: DistinctTokens) -> Int {
    var merged = DistinctTokens()
    for range in (ranges + other.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      merged.insert(range)
    }
    return merged.count
  }
}
