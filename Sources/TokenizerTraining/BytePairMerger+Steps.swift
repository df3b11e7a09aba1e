extension BytePairMerger {
  /// The work after which progress is reported: the boundaries looked at, and some for each step.
  private static var workBetweenReports: Int { 1 << 18 }
  private static var workOfStep: Int { 64 }

  /// Merges the best pair again and again until no listed pair is left at or above the threshold.
  mutating func mergeListedPairs(_ control: TrainingControl) throws(TrainingError) {
    while outcome.merges.count < plan.mergesWanted, let (pair, entry) = takeBest() {
      try merge(pair, entry)
      unreportedWork += entry.length + BytePairMerger.workOfStep
      if unreportedWork >= BytePairMerger.workBetweenReports {
        unreportedWork = 0
        outcome.isStopped = !control.goesOn(
          .merging, done: outcome.merges.count, total: plan.mergesWanted)
        outcome.isPaused = !outcome.isStopped && control.checkpoints?.isDue() == true
        if outcome.isStopped || outcome.isPaused { return }
      }
    }
  }

  /// Takes the best listed pair that may merge out of the queue.
  mutating func takeBest() -> (pair: SymbolPair, entry: PairTable.Entry)? {
    while let candidate = queue.best {
      guard let entry = pairs[candidate.pair] else {
        preconditionFailure("the queue has a pair that is not listed")
      }
      if entry.count != candidate.count {
        requeueBest(count: entry.count)
        continue
      }
      queue.removeBest(tokens: tokens)
      if mayMerge(candidate.pair) { return (candidate.pair, entry) }
      refused.insert(candidate.pair)
    }
    return nil
  }

  /// Whether the token that a pair makes is allowed.
  private func mayMerge(_ pair: SymbolPair) -> Bool {
    if plan.keepsSyllablesWhole, !WholeSyllables.allow(tokens[pair.left], tokens[pair.right]) {
      return false
    }
    return !tokens.joined(pair, isOneOf: plan.forbiddenTokens)
  }

  /// Gives the best candidate, whose count has fallen, its count of now.
  private mutating func requeueBest(count: UInt64) {
    if count >= threshold {
      queue.lowerBest(to: count, tokens: tokens)
    } else {
      highestLeftOut = max(highestLeftOut, count)
      queue.removeBest(tokens: tokens)
    }
  }

  /// Adds the token that a pair makes to those that there are; its symbol.
  mutating func makeToken(of pair: SymbolPair) throws(TrainingError) -> Int {
    let merged = tokens.count
    try tokens.append(pair)
    outcome.merges.append(pair)
    positionLengths.cells[merged] =
      positionLengths.cells[pair.left] + positionLengths.cells[pair.right]
    tokenLengths.cells[merged] = UInt32(tokens.length(of: merged))
    return merged
  }

  /// Makes one token of a pair in all words.
  mutating func merge(_ pair: SymbolPair, _ entry: PairTable.Entry) throws(TrainingError) {
    let merged = try makeToken(of: pair)
    let sweep = MergeSweep(
      symbols: sequence.symbols, left: Symbol(truncatingIfNeeded: pair.left),
      right: Symbol(truncatingIfNeeded: pair.right), merged: Symbol(truncatingIfNeeded: merged),
      leftLength: Int(positionLengths.cells[pair.left]),
      rightLength: Int(positionLengths.cells[pair.right]))
    if entry.length > applied.cells.count {
      applied = PageBuffer(count: entry.length + entry.length / 2)
    }
    let appliedCount = sweep.apply(
      index.lists, in: entry.start..<entry.start + entry.length, counts: sequence.counts.cursor,
      before: &before, behind: &behind, applied: applied.cells)
    let base = index.end
    countBefore(merged, of: pair, base: base)
    countBehind(merged, of: pair, base: base)
    if index.end > base {
      sweep.writeLists(
        applied.cells, appliedCount, before: before, behind: behind, to: index.lists, base: base)
    }
    before.clear()
    behind.clear()
  }

  /// Draws the consequences of what stood before the new tokens.
  private mutating func countBefore(_ merged: Int, of pair: SymbolPair, base: Int) {
    for number in 0..<before.touchedCount {
      if number + 8 < before.touchedCount {
        pairs.prefetch(SymbolPair(Int(before.symbols[number + 8]), pair.left))
      }
      let symbol = Int(before.symbols[number])
      let tally = before.cells[symbol]
      outcome.tokensSaved += tally.count
      if symbol == Int(sequence.sentinel) { continue }
      if symbol != merged { pairs.subtract(tally.count, from: SymbolPair(symbol, pair.left)) }
      before.cells[symbol].cursor = list(
        SymbolPair(symbol, merged), count: tally.count, length: tally.occurrences, base: base)
    }
  }

  /// Draws the consequences of what stood behind the new tokens.
  private mutating func countBehind(_ merged: Int, of pair: SymbolPair, base: Int) {
    let sideBySide = before.cells[merged].count
    for number in 0..<behind.touchedCount {
      if number + 8 < behind.touchedCount {
        pairs.prefetch(SymbolPair(pair.right, Int(behind.symbols[number + 8])))
      }
      let symbol = Int(behind.symbols[number])
      if symbol == Int(sequence.sentinel) { continue }
      let tally = behind.cells[symbol]
      pairs.subtract(tally.count, from: SymbolPair(pair.right, symbol))
      let count = symbol == pair.left ? tally.count - sideBySide : tally.count
      behind.cells[symbol].cursor = list(
        SymbolPair(merged, symbol), count: count, length: tally.occurrences, base: base)
    }
  }

  /// Gives a new pair room for its list if it reaches the threshold.
  ///
  /// - Returns: Where its boundaries go, plus 1, counted from `base`; 0 where there is no list.
  @inline(__always)
  private mutating func list(
    _ pair: SymbolPair, count: UInt64, length: UInt32, base: Int
  ) -> UInt32 {
    let joinedLength =
      Int(tokenLengths.cells[pair.left]) &+ Int(tokenLengths.cells[pair.right])
    guard joinedLength <= plan.maxTokenLength else { return 0 }
    guard count >= threshold else {
      highestLeftOut = max(highestLeftOut, count)
      return 0
    }
    let start = index.end
    index.end += Int(length)
    pairs.insert(pair, PairTable.Entry(count: count, start: start, length: Int(length)))
    queue.insert(MergeQueue.Candidate(count: count, pair: pair), tokens: tokens)
    return UInt32(truncatingIfNeeded: start &- base &+ 1)
  }
}
