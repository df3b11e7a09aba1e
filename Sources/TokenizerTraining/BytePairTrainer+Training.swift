extension BytePairTrainer {
  /// Trains on documents that a reader supplies, counted by as many threads as `threads` says.
  ///
  /// - Parameters:
  ///   - control: Looks on, and may stop the training.
  ///   - read: Fills a block with the next documents and returns true, or returns false when there
  ///     are no more. The block comes empty, with the memory of earlier fillings and a weight of 1. It
  ///     is called by several threads, one at a time.
  /// - Returns: The tokenizer with statistics and warnings.
  /// - Throws: What `read` throws, and `TrainingError` for options without sense, a corpus without
  ///   pre-tokens, and corpora beyond what 32-bit positions and 64-bit counts hold.
  /// - Complexity: About linear in the bytes of the documents and in those of the distinct words,
  ///   whatever their lengths.
  public func train(
    control: TrainingControl = TrainingControl(),
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> TrainingResult {
    try train(try countWords(control: control, reading: read), control: control)
  }

  /// Trains on documents in memory, counted by the calling thread.
  ///
  /// - Throws: `TrainingError` for options without sense and a corpus without pre-tokens.
  public func train(documents: some Sequence<String>) throws(TrainingError) -> TrainingResult {
    try train(bytes: documents.lazy.map { $0.utf8 })
  }

  /// Trains on documents in memory, as bytes, valid UTF-8 or not, counted by the calling thread.
  ///
  /// - Throws: `TrainingError` for options without sense and a corpus without pre-tokens.
  public func train(
    bytes documents: some Sequence<some Sequence<UInt8>>
  ) throws(TrainingError) -> TrainingResult {
    try train(try countWords(of: documents))
  }

  /// Counts the words of documents in memory.
  func countWords(
    of documents: some Sequence<some Sequence<UInt8>>
  ) throws(TrainingError) -> WordCounts {
    try validate()
    var generator = SystemRandomNumberGenerator()
    let counter = WordCounter(try preparation(), hash: WordHash(using: &generator))
    var block = TrainingBlock()
    for document in documents {
      block.append(contentsOf: document)
      if block.bytes.count >= 1 << 16 {
        try counter.count(block)
        block.removeAll()
      }
    }
    try counter.count(block)
    return try BytePairTrainer.join([counter])
  }

  /// Trains on words that were counted before.
  ///
  /// The pattern and the normalizer do not act on the words; they stand in the definition. Words may
  /// come in any order and more than once; empty ones and those with a count of 0 are left out.
  ///
  /// - Throws: `TrainingError` for options without sense, no words, and counts beyond 64 bits.
  public func train(
    wordCounts words: some Sequence<WordCount>,
    control: TrainingControl = TrainingControl()
  ) throws(TrainingError) -> TrainingResult {
    var counts = WordCountsBuilder()
    for word in words { try counts.add(word.word.span, count: word.count) }
    return try train(counts.finish(), control: control)
  }

  /// Trains on the words of a corpus, whose memory is given back once they are laid out for merging.
  ///
  /// - Throws: `TrainingError`.
  package func train(
    _ wordCounts: consuming WordCounts, control: TrainingControl = TrainingControl()
  ) throws(TrainingError) -> TrainingResult {
    try train(on: wordCounts, control)
  }

  /// Trains on the words of a corpus that lie outside memory.
  ///
  /// - Throws: `TrainingError`.
  package func train(
    _ words: consuming StoredWords, control: TrainingControl = TrainingControl()
  ) throws(TrainingError) -> TrainingResult {
    try train(on: words, control)
  }

  private func train(
    on words: consuming some WordSupply, _ control: TrainingControl
  ) throws(TrainingError) -> TrainingResult {
    try validate()
    guard words.uniqueWords > 0 else { throw .emptyCorpus(documents: words.totals.documents) }
    let plan = try mergePlan(for: words)
    let needsWideSymbols = 256 + plan.mergesWanted > Int(UInt16.max)
    return needsWideSymbols || tuning.usesWideSymbols
      ? try train(consume words, plan, control, UInt32.self)
      : try train(consume words, plan, control, UInt16.self)
  }

  private func train<Symbol: BytePairSymbol>(
    _ words: consuming some WordSupply, _ plan: MergePlan, _ control: TrainingControl,
    _: Symbol.Type
  ) throws(TrainingError) -> TrainingResult {
    let statistics = statistics(of: words)
    let wordWarnings = try warnings(about: words)
    var merger = try BytePairMerger<Symbol>(consume words, plan: plan)
    repeat {
      try merger.run(control)
      if merger.outcome.isPaused { control.checkpoints?.save(result(of: merger, statistics)) }
    } while merger.outcome.isPaused
    var result = result(of: merger, statistics)
    result.warnings = warnings(about: merger.outcome) + wordWarnings
    return result
  }

  /// What merging has made so far, without warnings.
  private func result<Symbol: BytePairSymbol>(
    of merger: borrowing BytePairMerger<Symbol>, _ beginning: TrainingStatistics
  ) -> TrainingResult {
    var statistics = beginning
    statistics.mergesMade = merger.outcome.merges.count
    statistics.weightedTokens -= merger.outcome.tokensSaved
    return TrainingResult(
      definition: definition(merger.tokens, merges: merger.outcome.merges),
      statistics: statistics, warnings: [])
  }

  /// What merging is to do. More merges than the words have pairs are never made.
  func mergePlan(for words: some WordSupply) throws(TrainingError) -> MergePlan {
    let positionLimit = SymbolSequence<UInt32>.positionLimit
    guard words.positions <= positionLimit else {
      throw .tooManyPositions(words.positions, limit: positionLimit)
    }
    return MergePlan(
      alphabet: alphabet, mergesWanted: min(mergesWanted, words.pairs),
      minCount: minCount, maxTokenLength: maxTokenLength ?? .max,
      tieOrder: tieBreak == .bytes ? .smallerBytes : .smallerIDs,
      keepsSyllablesWhole: keepsSyllablesWhole,
      forbiddenTokens: specialTokens.map { Array($0.utf8) }, threads: threads,
      schedule: tuning.schedule, vocabularyBytesLimit: tuning.vocabularyBytesLimit)
  }
}
