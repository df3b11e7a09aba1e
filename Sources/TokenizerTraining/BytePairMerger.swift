/// What the merging of a corpus is to make.
struct MergePlan: Sendable {
  /// The bytes in the order of their symbols.
  var alphabet: [UInt8]
  /// How many merges are wanted at most.
  var mergesWanted: Int
  /// The count below which no pair merges, weights included; at least 1.
  var minCount: UInt64
  /// The most bytes that a token may have.
  var maxTokenLength: Int
  /// Which of two pairs with the same count merges first.
  var tieOrder: MergeQueue.TieOrder
  /// Whether no token may end inside a Hangul syllable (see `WholeSyllables`).
  var keepsSyllablesWhole = false
  /// Byte strings that no merge may make.
  var forbiddenTokens: [[UInt8]]
  /// How many threads build the index.
  var threads: Int
  /// How the thresholds of the index are chosen.
  var schedule: ThresholdSchedule
  /// The most bytes that all tokens together may have.
  var vocabularyBytesLimit: Int
}

/// What the merging of a corpus has made.
struct MergeOutcome {
  /// The pairs that merged, in order: the first one made the first symbol after the bytes.
  var merges: [SymbolPair] = []
  /// How many tokens the merges have saved, each word as often as it counts.
  var tokensSaved: UInt64 = 0
  /// Whether the caller stopped it.
  var isStopped = false
  /// Whether it waits for a checkpoint to be saved.
  var isPaused = false
}

/// Byte-pair training proper: merges the best pair of a corpus again and again.
///
/// Byte-pair encoding (Gage 1994; Sennrich, Haddow and Birch 2016) on words with counts: each step
/// merges the pair with the highest count, ties broken by `MergeQueue`'s order, in all words from left
/// to right. The result is exactly that of counting all pairs anew before each step.
///
/// A step reads the pair's boundary list (`BoundaryIndex`), applies the merge at each live boundary
/// (`MergeSweep`), and tallies how often each symbol stands before and behind the new token. From
/// these tallies follow all changes of counts, so the table of pairs is touched once for each
/// distinct neighbour:
/// ```
/// x left right y   →   x merged y        for every x before, every y behind:
///
/// count(x, left)   -= before[x]          count(right, y)  -= behind[y]
/// count(x, merged)  = before[x]          count(merged, y)  = behind[y]
/// ```
/// Two new tokens side by side (`abab`, `aaaa`) need care. The second one was tallied as `left` behind
/// the first, the first as `merged` before the second. So `before[merged]` is the count of (merged,
/// merged) and takes nothing from (merged, left), a pair that never was; and it is taken from
/// `behind[left]` to give the count of (merged, left).
struct BytePairMerger<Symbol: BytePairSymbol>: ~Copyable {
  let plan: MergePlan
  var sequence: SymbolSequence<Symbol>
  var index: BoundaryIndex<Symbol>
  /// The pairs that are listed in the index.
  var pairs = PairTable(capacity: 0)
  /// The listed pairs that may merge.
  var queue: MergeQueue
  /// The pairs that would have made a token that is not allowed.
  var refused: Set<SymbolPair> = []
  /// The bytes of the tokens, by symbol.
  var tokens: TokenStrings
  var outcome = MergeOutcome()
  private var isIndexed = false

  /// How many positions each token takes, by symbol: 1 after compacting.
  let positionLengths: PageBuffer<UInt32>
  /// The bytes of each token, by symbol.
  let tokenLengths: PageBuffer<UInt32>
  let rooms: [IndexingRoom]
  /// How often each symbol stands before the new token; zero between steps.
  var before: NeighbourTallies
  /// How often each symbol stands behind the new token; zero between steps.
  var behind: NeighbourTallies

  /// The places where the last merge was applied; as large as the longest list was.
  var applied = PageBuffer<AppliedMerge<Symbol>>(count: 1 << 16)

  /// The count from which on pairs are listed.
  var threshold: UInt64 = 0
  /// An upper bound of the counts of all pairs that are not listed.
  var highestLeftOut: UInt64 = 0
  /// The work done since the last report of progress.
  var unreportedWork = 0

  /// A merger for the words of a corpus.
  ///
  /// - Parameters:
  ///   - words: The words; they take as many positions as 32 bits number.
  ///   - plan: What to make. The symbols of all tokens, and one more for the sentinel, fit `Symbol`.
  /// - Throws: What getting at the words throws.
  init(_ words: consuming some WordSupply, plan: MergePlan) throws(TrainingError) {
    self.plan = plan
    let sentinel = 256 + plan.mergesWanted
    var byteSymbols = [Symbol](repeating: 0, count: 256)
    for (symbol, byte) in plan.alphabet.enumerated() { byteSymbols[Int(byte)] = Symbol(symbol) }
    sequence = try SymbolSequence(
      words, byteSymbols: byteSymbols, sentinel: Symbol(sentinel),
      segmentCount: plan.threads)
    index = BoundaryIndex(positions: sequence.symbols.count)
    queue = MergeQueue(tieOrder: plan.tieOrder)
    tokens = TokenStrings(alphabet: plan.alphabet, limit: plan.vocabularyBytesLimit)
    positionLengths = PageBuffer(count: sentinel + 1)
    tokenLengths = PageBuffer(count: sentinel + 1)
    for symbol in 0..<256 {
      positionLengths.cells[symbol] = 1
      tokenLengths.cells[symbol] = 1
    }
    rooms = (0..<plan.threads).map { _ in IndexingRoom(symbolCount: sentinel + 1) }
    before = NeighbourTallies(symbolCount: sentinel + 1)
    behind = NeighbourTallies(symbolCount: sentinel + 1)
  }

  /// Merges until there are as many merges as wanted, no pair is frequent enough, or a checkpoint is
  /// due; then it can be called again.
  ///
  /// - Throws: `vocabularyBytesTooMany`.
  mutating func run(_ control: TrainingControl) throws(TrainingError) {
    guard plan.mergesWanted > 0, plan.maxTokenLength > 1 else { return }
    if !isIndexed {
      adopt(index.build(sequence, floor: plan.minCount, schedule: plan.schedule))
      isIndexed = true
    }
    outcome.isPaused = false
    while true {
      try mergeListedPairs(control)
      let isComplete = outcome.merges.count == plan.mergesWanted
      if isComplete || outcome.isStopped || outcome.isPaused { return }
      if highestLeftOut < plan.minCount { return }
      rebuildIndex()
    }
  }

  /// Lists the pairs that occur less often, once no pair of the old index is left.
  private mutating func rebuildIndex() {
    pairs = PairTable(capacity: 0)
    sequence.compact(lengths: positionLengths.cells, lefts: rooms.map(\.lefts.cells))
    for symbol in 0..<tokens.count { positionLengths.cells[symbol] = 1 }
    let mergesWanted = plan.mergesWanted - outcome.merges.count
    let selection = PairSelection(
      threshold: max(plan.minCount, highestLeftOut / plan.schedule.divisor),
      pairLimit: plan.schedule.pairLimit(mergesWanted: mergesWanted) / plan.threads,
      tokenLengths: tokenLengths.cells, maxTokenLength: plan.maxTokenLength,
      refused: refused)
    adopt(
      index.rebuild(sequence, rooms: rooms, symbolCount: tokens.count, selection: selection))
  }

  /// Takes over the pairs of an index.
  mutating func adopt(_ listing: BoundaryIndex<Symbol>.Listing) {
    threshold = listing.threshold
    highestLeftOut = listing.highestLeftOut
    pairs = PairTable(capacity: listing.pairs.count + listing.pairs.count / 8)
    for listed in listing.pairs { pairs.insert(listed.pair, listed.entry) }
    let candidates = listing.pairs.map {
      MergeQueue.Candidate(count: $0.entry.count, pair: $0.pair)
    }
    queue.replaceAll(with: candidates, tokens: tokens)
  }
}
