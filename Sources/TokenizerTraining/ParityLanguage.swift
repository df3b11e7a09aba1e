/// One language of a parity-aware training.
package struct ParityLanguage: Sendable {
  /// The words that pairs are counted in.
  package var words: WordCounts
  /// The words of the language's side of a parallel text, which tells how well it is compressed.
  package var development: WordCounts

  /// A language of the given words.
  package init(words: WordCounts, development: WordCounts) {
    self.words = words
    self.development = development
  }
}

/// The words of one language while those of all languages merge in step.
///
/// Every pair that occurs has a list from the start, however rare, since another language may choose
/// it. A class because an array holds no mergers, which cannot be copied; one thread uses it.
final class LanguageMerger<Symbol: BytePairSymbol> {
  private(set) var training: BytePairMerger<Symbol>
  private var development: BytePairMerger<Symbol>
  private let developmentBytes: UInt64
  private let minCount: UInt64
  /// Whether no pair is left that occurs often enough.
  private(set) var isExhausted = false

  /// - Parameters:
  ///   - language: The words.
  ///   - plan: What all languages together are to make.
  /// - Throws: What getting at the words throws.
  init(_ language: consuming ParityLanguage, plan: MergePlan) throws(TrainingError) {
    minCount = plan.minCount
    developmentBytes = language.development.totals.weightedBytes
    var plan = plan
    plan.minCount = 1
    plan.schedule.firstDivisor = .max
    training = try BytePairMerger(language.words, plan: plan)
    development = try BytePairMerger(language.development, plan: plan)
    training.listAllPairs()
    development.listAllPairs()
  }

  /// How many tokens the language's side of the parallel text is now.
  var developmentTokens: UInt64 { developmentBytes - development.outcome.tokensSaved }

  /// The most frequent pair that may merge; nil where none is left that occurs often enough.
  func takeBest() -> SymbolPair? {
    if !isExhausted, let best = training.takeBest(), best.entry.count >= minCount {
      return best.pair
    }
    isExhausted = true
    return nil
  }

  /// Makes one token of a pair that some language chose.
  func merge(_ pair: SymbolPair) throws(TrainingError) {
    try training.mergeAsChosen(pair)
    try development.mergeAsChosen(pair)
  }
}

extension BytePairMerger {
  /// Gives every pair a list, where the plan's schedule divides by no less than the highest count.
  fileprivate mutating func listAllPairs() {
    adopt(index.build(sequence, floor: 1, schedule: plan.schedule))
  }

  /// Makes one token of a pair wherever it occurs, maybe nowhere. All pairs have lists.
  fileprivate mutating func mergeAsChosen(_ pair: SymbolPair) throws(TrainingError) {
    guard let entry = pairs[pair] else { return _ = try makeToken(of: pair) }
    try merge(pair, entry)
    // The queue may have the pair still; without a count it is a candidate no more.
    if let rest = pairs[pair] { pairs.subtract(rest.count, from: pair) }
  }
}
