import TextNormalization

/// Merges the best pair of the words of a corpus again and again, for WordPiece.
///
/// All occurrences of a pair are found by the list of words in which it was made. Counts are exact after
/// each step, as if all pairs had been counted anew. By frequency scores only fall, so a candidate gets
/// its score of now when it comes up. By likelihood they rise, too, for all pairs with a token that has
/// become rarer: these are put in the queue again at once, and old candidates are thrown away.
struct WordPieceMerger {
  /// A pair in the queue and the score it had when it was put there.
  struct Candidate {
    var count: UInt64
    /// What the count is divided by: 1, or the product of the counts of both tokens.
    var divisor: UInt128
    var left: UInt32
    var right: UInt32
    var pair: Int

    /// Whether the pair merges before another one: higher score, then higher count, then lower left
    /// symbol, then lower right symbol.
    func isBefore(_ other: Candidate) -> Bool {
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

  /// A pair of neighbouring symbols.
  private struct Pair {
    var left: UInt32
    var right: UInt32
    var count: UInt64 = 0
    /// The last of its words in the list of occurrences, or -1.
    var last: Int32 = -1
  }

  private let scoring: PairScoring
  private let minCount: UInt64
  private var symbols: [UInt32] = []
  private var starts: [UInt32] = []
  private var lengths: [UInt32] = []
  private var counts: [UInt64] = []
  private var pairs: [Pair] = []
  private var places: [UInt64: Int32] = [:]
  /// Words in which pairs occur or did, each with the one before it.
  private var occurrences: [(word: UInt32, previous: Int32)] = []
  private var symbolCounts: [UInt64]
  /// The pairs with each symbol, where scores depend on it.
  private var pairsOfSymbol: [[Int32]] = []
  private var queue = CandidateQueue()
  private var touched: [Int] = []
  /// The pairs that merged.
  private(set) var merges: [(left: UInt32, right: UInt32)] = []

  /// A merger for words.
  init(
    _ words: consuming WordCounts, _ alphabet: WordPieceAlphabet, scoring: PairScoring,
    minCount: UInt64
  ) {
    self.scoring = scoring
    self.minCount = minCount
    symbolCounts = [UInt64](repeating: 0, count: alphabet.symbolCount)
    if scoring == .likelihood {
      pairsOfSymbol = [[Int32]](repeating: [], count: alphabet.symbolCount)
    }
    words.forEach { word, count in
      let start = symbols.count
      alphabet.append(word, to: &symbols)
      for symbol in symbols[start...] { symbolCounts[Int(symbol)] += count }
      if symbols.count - start < 2 {
        symbols.removeSubrange(start...)
        return
      }
      starts.append(UInt32(start))
      lengths.append(UInt32(symbols.count - start))
      counts.append(count)
    }
    for word in starts.indices {
      let start = Int(starts[word])
      for place in start..<(start + Int(lengths[word]) - 1) {
        add(counts[word], to: symbols[place], symbols[place + 1], word: UInt32(word))
      }
    }
    touched.removeAll()
    for pair in pairs.indices { enqueue(pair) }
  }

  /// How many tokens the words have, each as often as it counts.
  var tokenCount: UInt64 { symbolCounts.reduce(0, +) }

  /// Merges until so many tokens are made or no pair is frequent enough; true if it was stopped.
  mutating func run(wanted: Int, _ control: TrainingControl) -> Bool {
    while merges.count < wanted, let candidate = queue.removeFirst() {
      guard isCurrent(candidate) else {
        // Counts only fall, so by frequency a pair has one candidate, which is late at worst.
        if scoring == .frequency { enqueue(candidate.pair) }
        continue
      }
      merge(candidate.pair)
      if merges.count % 256 == 0, !control.goesOn(.merging, done: merges.count, total: wanted) {
        return true
      }
    }
    return false
  }

  private func isCurrent(_ candidate: Candidate) -> Bool {
    let pair = pairs[candidate.pair]
    return pair.count == candidate.count && divisor(of: pair) == candidate.divisor
  }

  private func divisor(of pair: Pair) -> UInt128 {
    guard scoring == .likelihood else { return 1 }
    return UInt128(symbolCounts[Int(pair.left)]) * UInt128(symbolCounts[Int(pair.right)])
  }

  private mutating func enqueue(_ place: Int) {
    let pair = pairs[place]
    if pair.count < minCount || pair.count == 0 { return }
    queue.insert(
      Candidate(
        count: pair.count, divisor: divisor(of: pair), left: pair.left, right: pair.right,
        pair: place))
  }

  /// Makes one token of a pair in all words.
  private mutating func merge(_ place: Int) {
    let (left, right) = (pairs[place].left, pairs[place].right)
    let merged = UInt32(symbolCounts.count)
    symbolCounts.append(0)
    if scoring == .likelihood { pairsOfSymbol.append([]) }
    merges.append((left, right))
    touched.removeAll(keepingCapacity: true)
    var occurrence = pairs[place].last
    pairs[place].last = -1
    while occurrence >= 0 {
      let (word, previous) = occurrences[Int(occurrence)]
      merge(left, right, into: merged, word: Int(word))
      occurrence = previous
    }
    pairs[place].count = 0
    if scoring == .likelihood {
      // Every pair whose count fell has one of the two, or the merged one, in it.
      for symbol in [left, right] {
        touched.append(contentsOf: pairsOfSymbol[Int(symbol)].map { Int($0) })
      }
    }
    touched.sort()
    var last = -1
    for pair in touched where pair != last && pair != place {
      enqueue(pair)
      last = pair
    }
  }

  /// Merges a pair in one word, from left to right.
  private mutating func merge(_ left: UInt32, _ right: UInt32, into merged: UInt32, word: Int) {
    let start = Int(starts[word])
    let end = start + Int(lengths[word])
    let count = counts[word]
    var source = start
    var target = start
    while source < end {
      if source + 1 < end, symbols[source] == left, symbols[source + 1] == right {
        if target > start {
          subtract(count, from: symbols[target - 1], left)
          add(count, to: symbols[target - 1], merged, word: UInt32(word))
        }
        if source + 2 < end {
          subtract(count, from: right, symbols[source + 2])
          add(count, to: merged, symbols[source + 2], word: UInt32(word))
        }
        symbolCounts[Int(left)] -= count
        symbolCounts[Int(right)] -= count
        symbolCounts[Int(merged)] += count
        symbols[target] = merged
        source += 2
      } else {
        symbols[target] = symbols[source]
        source += 1
      }
      target += 1
    }
    lengths[word] = UInt32(target - start)
  }

  @inline(__always)
  private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 {
    UInt64(left) << 32 | UInt64(right)
  }

  private mutating func subtract(_ count: UInt64, from left: UInt32, _ right: UInt32) {
    guard let place = places[Self.key(left, right)] else { return }
    pairs[Int(place)].count -= count
  }

  private mutating func add(_ count: UInt64, to left: UInt32, _ right: UInt32, word: UInt32) {
    let key = Self.key(left, right)
    let place: Int
    if let found = places[key] {
      place = Int(found)
    } else {
      place = pairs.count
      places[key] = Int32(place)
      pairs.append(Pair(left: left, right: right))
      if scoring == .likelihood {
        pairsOfSymbol[Int(left)].append(Int32(place))
        if left != right { pairsOfSymbol[Int(right)].append(Int32(place)) }
      }
    }
    pairs[place].count += count
    let last = pairs[place].last
    if last < 0 || occurrences[Int(last)].word != word {
      occurrences.append((word, last))
      pairs[place].last = Int32(occurrences.count - 1)
    }
    touched.append(place)
  }

  /// The texts of all tokens in the order of their symbols.
  func texts(_ alphabet: WordPieceAlphabet, prefix: [UInt8]) -> [[UInt8]] {
    var texts = alphabet.scalars.map(ScalarScan.utf8)
    texts += alphabet.continuing.map { prefix + ScalarScan.utf8($0) }
    for merge in merges {
      texts.append(texts[Int(merge.left)] + texts[Int(merge.right)].dropFirst(prefix.count))
    }
    return texts
  }
}

/// Candidates, the best one first: a binary heap.
struct CandidateQueue {
  private var heap: [WordPieceMerger.Candidate] = []

  /// Puts a candidate in.
  mutating func insert(_ candidate: WordPieceMerger.Candidate) {
    heap.append(candidate)
    var place = heap.count - 1
    while place > 0, case let parent = (place - 1) / 2, candidate.isBefore(heap[parent]) {
      heap[place] = heap[parent]
      place = parent
    }
    heap[place] = candidate
  }

  /// Takes the best candidate out.
  mutating func removeFirst() -> WordPieceMerger.Candidate? {
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
