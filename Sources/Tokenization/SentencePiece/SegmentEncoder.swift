import TextNormalization
import TokenizerModel

/// Encodes one segment of a normalized text after another.
///
/// Source: `SentencePieceProcessor::PopulateSentencePieceText` of google/sentencepiece.
struct SegmentEncoder: ~Copyable {
  private let unknown: UInt32
  /// The token of each byte, where unknown characters fall back to bytes; otherwise none.
  private let byteTokens: [UInt32]
  private let borders: SegmentBorders
  /// What a search that minds rounding needs.
  private let exactScores: SentencePieceScores?
  /// The scores of all ids; none where tokens are found by merging.
  private let scores: [Double]
  private let unknownScore: Float
  private var viterbi: SegmentViterbi?
  private var merger: SegmentMerger?
  private var exact = SentencePieceViterbi()
  private var exactSteps = SegmentSteps()
  private var cache: WordCache
  private var found = FoundTokens()
  private let waiting = ZeroedPages<HashedWord>(count: 32)
  /// How many ids the text has so far.
  private var count = 0
  /// The sum of their scores.
  private var sum: Float = 0
  private var followsUnknown = false

  /// An encoder by the given tables.
  init(_ tables: SentencePieceTables) {
    unknown = tables.unknown
    byteTokens = tables.byteTokens ?? []
    borders = SegmentBorders(tables.scalarsBeforeSpace)
    switch tables.search {
    case .unigram(let scores):
      self.scores = scores.scores
      exactScores = scores
      cache = WordCache(idLimit: scores.scores.count)
      unknownScore = scores.unknownScore
      viterbi = SegmentViterbi(scores, unknown: tables.unknown)
      merger = nil
    case .pairs(let pairs):
      scores = []
      exactScores = nil
      cache = WordCache(idLimit: Int(pairs.upperBound))
      unknownScore = 0
      viterbi = nil
      merger = SegmentMerger(pairs, unknown: tables.unknown)
    }
  }

  /// Encodes a normalized text.
  ///
  /// - Parameters:
  ///   - text: The text, which goes on for some bytes behind its end.
  ///   - starts: Where its words begin, the first at 0.
  ///   - end: Where it ends.
  ///   - places: Where the ids go.
  /// - Returns: The number of ids.
  mutating func encode(
    _ text: FlatTable<UInt8>, _ starts: FlatTable<Int>, end: Int, to places: IDCells
  ) -> Int {
    count = 0
    sum = 0
    followsUnknown = false
    let scores = self.scores
    scores.span.withTable { scores in
      let waiting = self.waiting.cells
      var place = 0
      while place < starts.count {
        // Lines of the cache are asked for before they are needed.
        var number = 0
        while number < waiting.count, place < starts.count {
          let start = starts[place]
          place &+= 1
          while place < starts.count, !borders.cuts(text, before: starts[place]) {
            place &+= 1
          }
          let word = HashedWord(text, start, before: place < starts.count ? starts[place] : end)
          cache.prefetch(word)
          waiting[number] = word
          number &+= 1
        }
        for index in 0..<number { encode(text, waiting[index], scores, to: places) }
      }
    }
    return count
  }

  /// Encodes a segment.
  @inline(__always)
  private mutating func encode(
    _ text: FlatTable<UInt8>, _ word: HashedWord, _ scores: FlatTable<Double>, to places: IDCells
  ) {
    guard let memory = cache.recall(word, text), scores.isEmpty || abs(sum) < memory.slack else {
      encodeNew(text, word, scores, to: places)
      return
    }
    let target = places.dropFirst(count)
    cache.write(memory, to: target)
    if !scores.isEmpty {
      for place in 0..<memory.count { sum = Float(scores[Int(target[place])] + Double(sum)) }
    }
    count &+= memory.count
    followsUnknown = false
  }

  /// Counts so many ids in the next places, of unknown tokens that follow each other only the first.
  @inline(never)
  private mutating func fuse(_ target: IDCells, _ number: Int, _ scores: FlatTable<Double>) {
    var kept = 0
    for place in 0..<number {
      let id = target[place]
      let isUnknown = id == unknown
      if !scores.isEmpty { add(id, scores) }
      if !isUnknown || !followsUnknown {
        target[kept] = id
        kept &+= 1
      }
      followsUnknown = isUnknown
    }
    count &+= kept
  }

  /// Adds the score of a token, rounded as SentencePiece rounds it.
  @inline(__always)
  private mutating func add(_ id: UInt32, _ scores: FlatTable<Double>) {
    sum = id == unknown ? unknownScore + sum : Float(scores[Int(id)] + Double(sum))
  }

  /// Encodes a segment that is not remembered, or not for the sum so far.
  @inline(never)
  private mutating func encodeNew(
    _ text: FlatTable<UInt8>, _ word: HashedWord, _ scores: FlatTable<Double>, to places: IDCells
  ) {
    let range = word.range
    let target = places.dropFirst(count)
    if byteTokens.isEmpty, let (mark, characters) = viterbi?.unknownWord(text, word) ?? nil {
      target[0] = mark
      target[1] = unknown
      add(mark, scores)
      for _ in 0..<characters { sum = unknownScore + sum }
      count &+= 2
      followsUnknown = true
      return
    }
    var slack = Float.infinity
    if viterbi != nil {
      slack = viterbi?.search(text, range, &found) ?? 0
    } else {
      merger?.merge(text, range, &found)
    }
    var number = write(text, range, to: target)
    // Unknown tokens are fused with those before, and what bytes stand for would be missing from the
    // sum. Where unknown characters are common, to seek them again is quicker than to find them in a
    // large table.
    if !found.holdsUnknown || !byteTokens.isEmpty && scores.isEmpty {
      cache.remember(word, text, target, count: number, slack: slack)
    }
    if !scores.isEmpty, !(abs(sum) < slack) {
      searchExactly(text, range)
      number = write(text, range, to: target)
    }
    if found.holdsUnknown, !byteTokens.isEmpty {
      if !scores.isEmpty {
        for place in 0..<found.count { add(found.id(place), scores) }
      }
      followsUnknown = false
      count &+= number
    } else {
      fuse(target, number, scores)
    }
  }

  /// Finds the tokens that win after the sum so far.
  private mutating func searchExactly(_ text: FlatTable<UInt8>, _ range: Range<Int>) {
    guard let exactScores else { return }
    text.withSpan(range) {
      exact.search($0, exactScores, unknown, from: sum, &exactSteps)
    }
    found.take(exactSteps, unknown: unknown)
  }

  /// Writes what was found, with bytes for unknown characters where there are tokens for them.
  private func write(
    _ text: FlatTable<UInt8>, _ range: Range<Int>, to target: IDCells
  ) -> Int {
    var number = 0
    var start = range.lowerBound
    for place in 0..<found.count {
      let (id, end) = (found.id(place), range.lowerBound &+ found.end(place))
      if id == unknown, !byteTokens.isEmpty {
        for index in start..<end {
          target[number] = byteTokens[Int(text[index])]
          number &+= 1
        }
      } else {
        target[number] = id
        number &+= 1
      }
      start = end
    }
    return number
  }
}
