import TextNormalization

/// Merges the best pair of the words of a corpus again and again, for WordPiece.
///
/// All occurrences of a pair are found by the list of words in which it was made. Counts are exact after
/// each step, as if all pairs had been counted anew. By frequency scores only fall, so a candidate gets
/// its score of now when it comes up, and pairs that are too rare to come up soon wait outside the queue:
/// most of them never enter it. By likelihood scores rise, too, for all pairs with a token that has
/// become rarer: these are put in the queue again at once, and old candidates are thrown away.
struct WordPieceMerger {
  /// Where the symbols of a word stand, and how often it occurs.
  private struct Word: BitwiseCopyable, Sendable {
    var start: UInt32
    var length: UInt32
    var count: UInt64
  }

  private let scoring: PairScoring
  private let minCount: UInt64
  /// The symbols of all words, one word after another.
  private let symbols: PageBuffer<UInt32>
  private let words: PageBuffer<Word>
  private var pairs = CountedPairs()
  /// The words in which pairs occur or did.
  private var lists = WordLists()
  private var symbolCounts: [UInt64]
  /// The pairs with each symbol, where scores depend on it.
  private var pairsOfSymbol: [[Int32]] = []
  private var queue = CandidateQueue()
  /// By frequency the queue has a candidate for every pair that occurs so often, and for no other.
  private var threshold: UInt64
  /// The pairs that merged.
  private(set) var merges: [(left: UInt32, right: UInt32)] = []

  /// A merger for words.
  init(
    _ counts: consuming WordCounts, _ alphabet: WordPieceAlphabet, scoring: PairScoring,
    minCount: UInt64
  ) {
    self.scoring = scoring
    self.minCount = minCount
    threshold = minCount
    symbolCounts = [UInt64](repeating: 0, count: alphabet.symbolCount)
    if scoring == .likelihood {
      pairsOfSymbol = [[Int32]](repeating: [], count: alphabet.symbolCount)
    }
    symbols = PageBuffer(count: counts.positions)
    words = PageBuffer(count: counts.uniqueWords)
    let wordCount = fill(counts, alphabet)
    // The words of the corpus are not needed any more, and take as much memory as their pairs.
    _ = consume counts
    for number in 0..<wordCount {
      let word = words.cells[number]
      for place in Int(word.start)..<Int(word.start + word.length) - 1 {
        add(
          word.count, to: symbols.cells[place], symbols.cells[place + 1], word: UInt32(number))
      }
    }
    if scoring == .frequency {
      threshold = (0..<pairs.count).reduce(minCount) { max($0, pairs[$1].count) }
    }
    for pair in 0..<pairs.count { enqueue(pair) }
  }

  /// Writes the symbols of all words with a pair, and returns how many words they are.
  private mutating func fill(_ counts: borrowing WordCounts, _ alphabet: WordPieceAlphabet) -> Int {
    var symbolsOfWord: [UInt32] = []
    var (start, number) = (0, 0)
    counts.forEach { word, count in
      symbolsOfWord.removeAll(keepingCapacity: true)
      alphabet.append(word, to: &symbolsOfWord)
      for symbol in symbolsOfWord { symbolCounts[Int(symbol)] += count }
      guard symbolsOfWord.count > 1 else { return }
      for (place, symbol) in symbolsOfWord.enumerated() { symbols.cells[start + place] = symbol }
      words.cells[number] = Word(
        start: UInt32(start), length: UInt32(symbolsOfWord.count), count: count)
      start += symbolsOfWord.count
      number += 1
    }
    return number
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
    if scoring == .likelihood { pairsOfSymbol.append([]) }
    merges.append((left, right))
    let firstNew = pairs.count
    var list = pairs[place].words
    pairs[place].words = WordLists.none
    while let word = lists.removeFirst(of: &list) {
      merge(left, right, into: merged, word: word)
    }
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

  /// Merges a pair in one word, from left to right.
  private mutating func merge(_ left: UInt32, _ right: UInt32, into merged: UInt32, word: UInt32) {
    let symbols = symbols.cells
    let (start, count) = (Int(words.cells[Int(word)].start), words.cells[Int(word)].count)
    let end = start + Int(words.cells[Int(word)].length)
    var source = start
    var target = start
    while source < end {
      if source + 1 < end, symbols[source] == left, symbols[source + 1] == right {
        if target > start {
          subtract(count, from: symbols[target - 1], left)
          add(count, to: symbols[target - 1], merged, word: word)
        }
        if source + 2 < end {
          subtract(count, from: right, symbols[source + 2])
          add(count, to: merged, symbols[source + 2], word: word)
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
    words.cells[Int(word)].length = UInt32(target - start)
  }

  private mutating func subtract(_ count: UInt64, from left: UInt32, _ right: UInt32) {
    guard let number = pairs.number(left, right) else { return }
    pairs[number].count -= count
    if pairs[number].count == 0 { lists.removeAll(of: &pairs[number].words) }
  }

  private mutating func add(_ count: UInt64, to left: UInt32, _ right: UInt32, word: UInt32) {
    let known = pairs.count
    let number = pairs.numberMaking(left, right)
    if number == known, scoring == .likelihood {
      pairsOfSymbol[Int(left)].append(Int32(number))
      if left != right { pairsOfSymbol[Int(right)].append(Int32(number)) }
    }
    pairs[number].count += count
    lists.insert(word, into: &pairs[number].words)
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
