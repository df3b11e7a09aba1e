import TextNormalization

/// Merges the best pair of the words of a corpus again and again, for WordPiece.
///
/// The words lie in one array, a sentinel before and behind each, in the order of falling count. A token
/// writes its symbol at its first and its last position, so a boundary at which a pair was made is alive
/// if and only if the two cells beside it still have its symbols; tokens keep their positions, and the
/// neighbours of a place are found from the lengths of the two tokens, however long the word is (see the
/// picture at `MergeSweep`).
///
/// All occurrences of a pair are found by the list of its boundaries. Counts are exact after each step,
/// as if all pairs had been counted anew. By frequency scores only fall, so a candidate gets its score
/// of now when it comes up, and pairs that are too rare to come up soon wait outside the queue: most of
/// them never enter it. By likelihood scores rise, too, for all pairs with a token that has become
/// rarer: these are put in the queue again at once, and old candidates are thrown away.
struct WordPieceMerger {
  /// The most positions: lists have twice as many boundaries at most, which 31 bits number.
  static let positionLimit = 1 << 30
  /// What stands between words.
  private static let sentinel = UInt32.max
  /// How far ahead boundaries are fetched.
  private static let lookahead = 16

  private let scoring: PairScoring
  private let minCount: UInt64
  private let symbols: PageBuffer<UInt32>
  /// How often the word at each position occurs.
  private let counts: PositionCounts
  private var pairs = CountedPairs()
  /// The boundaries at which pairs occur or did.
  private var lists = BoundaryLists()
  private var symbolCounts: [UInt64]
  /// The positions that a token takes, by symbol.
  private var lengths: [UInt32]
  /// The pairs with each symbol, where scores depend on it.
  private var pairsOfSymbol: [[Int32]] = []
  private var queue = CandidateQueue()
  /// By frequency the queue has a candidate for every pair that occurs so often, and for no other.
  private var threshold: UInt64
  /// The pairs that merged.
  private(set) var merges: [(left: UInt32, right: UInt32)] = []
  // What one merge finds, kept for the memory.
  private var boundaries: [UInt32] = []
  private var before: MadeNeighbours
  private var behind: MadeNeighbours

  /// A merger for words that take at most `positionLimit` positions.
  init(
    _ words: consuming WordCounts, _ alphabet: WordPieceAlphabet, scoring: PairScoring,
    minCount: UInt64
  ) throws(TrainingError) {
    self.scoring = scoring
    self.minCount = minCount
    threshold = minCount
    symbolCounts = [UInt64](repeating: 0, count: alphabet.symbolCount)
    lengths = [UInt32](repeating: 1, count: alphabet.symbolCount)
    before = MadeNeighbours(symbolCount: alphabet.symbolCount)
    behind = MadeNeighbours(symbolCount: alphabet.symbolCount)
    if scoring == .likelihood {
      pairsOfSymbol = [[Int32]](repeating: [], count: alphabet.symbolCount)
    }
    (symbols, counts) = try Self.layOut(words, alphabet, &symbolCounts)
    // The words of the corpus are not needed any more, and take as much memory as their pairs.
    _ = consume words
    findPairs()
    if scoring == .frequency {
      threshold = (0..<pairs.count).reduce(minCount) { max($0, pairs[$1].count) }
    }
    for pair in 0..<pairs.count { enqueue(pair) }
  }

  /// Writes the symbols of all words with a pair, and counts those of all words.
  private static func layOut(
    _ words: borrowing WordCounts, _ alphabet: WordPieceAlphabet, _ symbolCounts: inout [UInt64]
  ) throws(TrainingError) -> (PageBuffer<UInt32>, PositionCounts) {
    var word: [UInt32] = []
    func read(_ record: WordRecords.Record, of records: WordRecords) {
      word.removeAll(keepingCapacity: true)
      records.text.withBytes(from: record.start, length: record.length) {
        alphabet.append($0, to: &word)
      }
    }
    var places = try WordPlaces(copy words) { records, record in
      read(record, of: records)
      return word.count
    }
    let symbols = PageBuffer<UInt32>(count: places.end)
    symbols.cells[0] = sentinel
    words.forEachPart { records in
      for record in records {
        let count = records.count(of: record)
        if count == 0 { continue }
        read(record, of: records)
        for symbol in word { symbolCounts[Int(symbol)] += count }
        if word.count < 2 { continue }
        guard let place = places.takePlace(count: count, length: word.count) else { continue }
        for (index, symbol) in word.enumerated() { symbols.cells[place + index] = symbol }
        symbols.cells[place + word.count] = sentinel
      }
    }
    return (symbols, PositionCounts(steps: places.steps, end: places.end))
  }

  /// Counts the pairs of the words and lists their boundaries.
  private mutating func findPairs() {
    let symbols = symbols.cells
    var counts = counts.cursor
    for boundary in 1..<max(1, symbols.count) {
      let (left, right) = (symbols[boundary - 1], symbols[boundary])
      guard left != Self.sentinel, right != Self.sentinel else { continue }
      let number = numberMaking(left, right)
      pairs[number].count += counts.count(at: UInt32(boundary))
      lists.insert(UInt32(boundary), into: &pairs[number].boundaries)
    }
  }

  /// How many tokens the words have, each as often as it counts.
  var tokenCount: UInt64 { symbolCounts.reduce(0, +) }

  /// Merges until so many tokens are made or no pair is frequent enough; true if it was stopped.
  mutating func run(wanted: Int, _ control: TrainingControl) -> Bool {
    while merges.count < wanted, let candidate = nextCandidate() {
      guard isCurrent(candidate) else {
        // Counts only fall, so by frequency a pair has one candidate, which is late at worst.
        if scoring == .frequency { enqueue(Int(candidate.pair)) }
        continue
      }
      merge(Int(candidate.pair))
      if merges.count % 256 == 0, !control.goesOn(.merging, done: merges.count, total: wanted) {
        return true
      }
    }
    return false
  }

  /// The best candidate. Where the queue has none left, the threshold falls.
  private mutating func nextCandidate() -> MergeCandidate? {
    while true {
      if let candidate = queue.removeFirst() { return candidate }
      guard threshold > minCount else { return nil }
      threshold = max(minCount, threshold / 4)
      for pair in 0..<pairs.count { enqueue(pair) }
    }
  }

  private func isCurrent(_ candidate: MergeCandidate) -> Bool {
    let pair = pairs[Int(candidate.pair)]
    return pair.count == candidate.count && divisor(of: pair) == candidate.divisor
  }

  private func divisor(of pair: CountedPairs.Pair) -> UInt128 {
    guard scoring == .likelihood else { return 1 }
    return UInt128(symbolCounts[Int(pair.left)]) * UInt128(symbolCounts[Int(pair.right)])
  }

  private mutating func enqueue(_ place: Int) {
    let pair = pairs[place]
    if pair.count < threshold || pair.count == 0 { return }
    queue.insert(
      MergeCandidate(
        count: pair.count, divisor: divisor(of: pair), left: pair.left, right: pair.right,
        pair: Int32(place)))
  }

  /// Makes one token of a pair in all words.
  private mutating func merge(_ place: Int) {
    let (left, right) = (pairs[place].left, pairs[place].right)
    let merged = UInt32(symbolCounts.count)
    symbolCounts.append(0)
    lengths.append(lengths[Int(left)] + lengths[Int(right)])
    before.appendSymbol()
    behind.appendSymbol()
    if scoring == .likelihood { pairsOfSymbol.append([]) }
    merges.append((left, right))
    let firstNew = pairs.count
    boundaries.removeAll(keepingCapacity: true)
    while let boundary = lists.removeFirst(of: &pairs[place].boundaries) {
      boundaries.append(boundary)
    }
    apply(left, right, into: merged)
    updatePairs(left, right, merged)
    pairs[place].count = 0
    if scoring == .frequency {
      // All pairs with the new symbol are new, and no other count has risen.
      for pair in firstNew..<pairs.count { enqueue(pair) }
    } else {
      // Every pair whose score rose has one of the two, or the merged one, in it.
      var changed = pairsOfSymbol[Int(left)] + pairsOfSymbol[Int(right)]
      changed += (firstNew..<pairs.count).lazy.map { Int32($0) }
      changed.sort()
      for (index, pair) in changed.enumerated()
      where pair != place && (index == 0 || pair != changed[index - 1]) {
        enqueue(Int(pair))
      }
    }
  }

  /// Merges a pair at all of its live boundaries, and gathers the neighbours of the new token.
  ///
  /// Lists are filled in rising order and emptied from their end, so this goes back to front; in a run
  /// such as `aaaa` the left boundary is applied first, as merging from left to right demands.
  private mutating func apply(_ left: UInt32, _ right: UInt32, into merged: UInt32) {
    let symbols = symbols.cells
    var counts = counts.cursor
    let (leftLength, rightLength) = (Int(lengths[Int(left)]), Int(lengths[Int(right)]))
    var total: UInt64 = 0
    for index in boundaries.indices.reversed() {
      symbols.prefetchForWriting(Int(boundaries[max(0, index &- Self.lookahead)]))
      let boundary = Int(boundaries[index])
      guard symbols[boundary - 1] == left, symbols[boundary] == right else { continue }
      let count = counts.count(at: boundaries[index])
      let (first, end) = (boundary - leftLength, boundary + rightLength)
      symbols[first] = merged
      symbols[end - 1] = merged
      total += count
      if symbols[first - 1] != Self.sentinel {
        before.add(symbols[first - 1], count: count, boundary: first, to: &lists)
      }
      if symbols[end] != Self.sentinel {
        behind.add(symbols[end], count: count, boundary: end, to: &lists)
      }
    }
    symbolCounts[Int(left)] -= total
    symbolCounts[Int(right)] -= total
    symbolCounts[Int(merged)] = total
  }

  /// Moves the counts of pairs with the neighbours to pairs with the new token.
  private mutating func updatePairs(_ left: UInt32, _ right: UInt32, _ merged: UInt32) {
    // Where the token stands beside itself, what was behind the first one is part of the second.
    let beside = before[merged].count
    for symbol in behind.touched {
      let tally = behind[symbol]
      subtract(tally.count, from: right, symbol)
      let count = tally.count - (symbol == left ? beside : 0)
      make(merged, symbol, count: count, tally.boundaries)
    }
    for symbol in before.touched {
      let tally = before[symbol]
      if symbol != merged { subtract(tally.count, from: symbol, left) }
      make(symbol, merged, count: tally.count, tally.boundaries)
    }
    before.removeAll()
    behind.removeAll()
  }

  private mutating func subtract(_ count: UInt64, from left: UInt32, _ right: UInt32) {
    guard let number = pairs.number(left, right) else { return }
    pairs[number].count -= count
    if pairs[number].count == 0 { lists.removeAll(of: &pairs[number].boundaries) }
  }

  /// Adds a pair that was not there before.
  private mutating func make(
    _ left: UInt32, _ right: UInt32, count: UInt64, _ boundaries: BoundaryLists.Head
  ) {
    if count == 0 {
      var boundaries = boundaries
      return lists.removeAll(of: &boundaries)
    }
    let number = numberMaking(left, right)
    pairs[number].count = count
    pairs[number].boundaries = boundaries
  }

  private mutating func numberMaking(_ left: UInt32, _ right: UInt32) -> Int {
    let known = pairs.count
    let number = pairs.numberMaking(left, right)
    if number == known, scoring == .likelihood {
      pairsOfSymbol[Int(left)].append(Int32(number))
      if left != right { pairsOfSymbol[Int(right)].append(Int32(number)) }
    }
    return number
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
