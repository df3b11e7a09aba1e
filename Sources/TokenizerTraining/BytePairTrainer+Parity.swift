extension BytePairTrainer {
  /// The steps after which progress is reported.
  private static var stepsBetweenReports: Int { 256 }

  /// Trains on several languages so that none is compressed much worse than the others.
  ///
  /// Before each merge the language whose side of a parallel text is the most tokens chooses: its own
  /// most frequent pair becomes a token, in all languages (parity-aware byte-pair encoding: Foroutan et
  /// al. 2025, arXiv 2508.04796, algorithm 1; with `globalMerges`, its hybrid form). Of languages with
  /// equally many tokens the first one chooses; one that has no pair left which occurs `minFrequency`
  /// times is passed over. Ties of pairs are broken by `tieBreak`; `.huggingFace` is here the rule of
  /// Hugging Face's `ParityBpeTrainer`: the left token that is greater as a text of GPT-2's characters,
  /// then the right one. With it, and without a normalizer and special tokens, the merges are those
  /// of that trainer's `base` variant.
  ///
  /// - Parameters:
  ///   - languages: The languages; all sides of the parallel text say the same.
  ///   - globalMerges: How many merges are chosen by the counts of all languages together, first.
  ///   - control: Looks on, and may stop the training.
  /// - Returns: The tokenizer with statistics and warnings, of all languages together.
  /// - Throws: `TrainingError`.
  /// - Complexity: As of a plain training, and memory for the lists of all pairs.
  package func train(
    parityOf languages: consuming [ParityLanguage], globalMerges: Int = 0,
    control: TrainingControl = TrainingControl()
  ) throws(TrainingError) -> TrainingResult {
    try validate()
    var plan = try parityPlan(languages)
    let all = try WordCounts.sum(languages.map(\.words))
    // A pair has two bytes at least.
    plan.mergesWanted = plan.maxTokenLength > 1 ? min(plan.mergesWanted, all.pairs) : 0
    let needsWideSymbols = 256 + plan.mergesWanted > Int(UInt16.max)
    return needsWideSymbols || tuning.usesWideSymbols
      ? try train(languages, all, plan, globalMerges, control, UInt32.self)
      : try train(languages, all, plan, globalMerges, control, UInt16.self)
  }

  /// What merging is to do, for languages that all have words.
  private func parityPlan(_ languages: [ParityLanguage]) throws(TrainingError) -> MergePlan {
    precondition(!languages.isEmpty, "parity needs languages")
    for language in languages {
      for words in [language.words, language.development] {
        guard words.uniqueWords > 0 else {
          throw .emptyCorpus(documents: words.totals.documents)
        }
        _ = try mergePlan(for: words)
      }
    }
    var plan = try mergePlan(for: languages[0].words)
    plan.mergesWanted = mergesWanted
    if tieBreak == .huggingFace { plan.tieOrder = .greaterTexts }
    return plan
  }

  private func train<Symbol: BytePairSymbol>(
    _ languages: consuming [ParityLanguage], _ all: consuming WordCounts, _ plan: MergePlan,
    _ globalMerges: Int, _ control: TrainingControl, _: Symbol.Type
  ) throws(TrainingError) -> TrainingResult {
    var statistics = statistics(of: all)
    let wordWarnings = try warnings(about: all)
    let firstMerges = try merges(of: consume all, plan, limit: globalMerges, Symbol.self)
    var outcome = MergeOutcome()
    var mergers: [LanguageMerger<Symbol>] = []
    for language in languages { mergers.append(try LanguageMerger(language, plan: plan)) }
    languages = []
    for pair in firstMerges {
      for merger in mergers { try merger.merge(pair) }
    }
    outcome.merges = firstMerges
    while outcome.merges.count < plan.mergesWanted, let pair = chosenPair(mergers) {
      for merger in mergers { try merger.merge(pair) }
      outcome.merges.append(pair)
      if outcome.merges.count % BytePairTrainer.stepsBetweenReports == 0 {
        outcome.isStopped = !control.goesOn(
          .merging, done: outcome.merges.count, total: plan.mergesWanted)
        if outcome.isStopped { break }
      }
    }
    statistics.mergesMade = outcome.merges.count
    for merger in mergers { statistics.weightedTokens -= merger.training.outcome.tokensSaved }
    return TrainingResult(
      definition: definition(mergers[0].training.tokens, merges: outcome.merges),
      statistics: statistics, warnings: warnings(about: outcome) + wordWarnings)
  }

  /// The first merges by the counts of all languages together.
  private func merges<Symbol: BytePairSymbol>(
    of all: consuming WordCounts, _ plan: MergePlan, limit: Int, _: Symbol.Type
  ) throws(TrainingError) -> [SymbolPair] {
    guard limit > 0 else { return [] }
    var plan = plan
    plan.mergesWanted = min(plan.mergesWanted, limit)
    var merger = try BytePairMerger<Symbol>(all, plan: plan)
    try merger.run(TrainingControl())
    return merger.outcome.merges
  }

  /// The best pair of the language whose parallel text is the most tokens and that has a pair left; nil
  /// where none has.
  private func chosenPair<Symbol: BytePairSymbol>(
    _ mergers: [LanguageMerger<Symbol>]
  ) -> SymbolPair? {
    while true {
      let candidates = mergers.filter { !$0.isExhausted }
      guard var worst = candidates.first else { return nil }
      for merger in candidates where merger.developmentTokens > worst.developmentTokens {
        worst = merger
      }
      if let pair = worst.takeBest() { return pair }
    }
  }
}
