import TextNormalization
import TokenizerModel

extension BytePairTrainer {
  /// The length from which on a pre-token is warned of, in bytes. Words, numbers and web addresses stay
  /// below it; encoded files, ornaments and texts of a script without spaces may not.
  private static let longPreToken = 4096
  /// How much of the longest pre-token a warning shows, in bytes.
  private static let shownPrefix = 48

  /// What the merges make: special tokens first, then the bytes, then the merged tokens.
  func definition(
    _ tokens: borrowing TokenStrings, merges: [SymbolPair]
  ) -> TokenizerDefinition {
    let firstID = specialTokens.count
    var vocabulary = Vocabulary()
    for _ in specialTokens { vocabulary.appendGap() }
    for symbol in 0..<tokens.count { vocabulary.append(tokens[symbol]) }
    let rule = merges.enumerated().map { rank, pair in
      Merge(
        left: TokenID(firstID + pair.left), right: TokenID(firstID + pair.right),
        result: TokenID(firstID + 256 + rank))
    }
    var definition = TokenizerDefinition(
      normalizer: normalizer, preTokenizer: pattern,
      model: BytePairModel(vocabulary: vocabulary, mergeRule: .merges(rule)),
      addedTokens: specialTokens.enumerated().map { number, content in
        AddedToken(content: content, id: TokenID(number))
      })
    if composesDecodedText { definition.decoder = [.composedByteLevel] }
    return definition
  }

  /// How many merges the vocabulary size asks for.
  var mergesWanted: Int { vocabularySize - 256 - specialTokens.count }

  /// What was read; nothing has merged yet.
  func statistics(of words: some WordSupply) -> TrainingStatistics {
    let totals = words.totals
    return TrainingStatistics(
      documents: totals.documents, bytes: totals.bytes, preTokens: totals.preTokens,
      uniqueWords: words.uniqueWords, longestPreToken: words.longestWord,
      mergesWanted: mergesWanted, mergesMade: 0, weightedBytes: totals.weightedBytes,
      weightedTokens: totals.weightedBytes)
  }

  /// What the caller should know about how far merging came.
  func warnings(about outcome: MergeOutcome) -> [TrainingWarning] {
    let reached = 256 + specialTokens.count + outcome.merges.count
    if outcome.isStopped { return [.stopped(wanted: vocabularySize, reached: reached)] }
    if reached == vocabularySize { return [] }
    if minSavingCount > UInt64(minFrequency * weightScale) {
      return [
        .savingTooSmall(wanted: vocabularySize, reached: reached, leastBytes: minSavedBytes)
      ]
    }
    return [.vocabularySizeNotReached(wanted: vocabularySize, reached: reached)]
  }

  /// What the caller should know about the words.
  func warnings(about words: some WordSupply) throws(TrainingError) -> [TrainingWarning] {
    var warnings: [TrainingWarning] = []
    if words.longestWord >= BytePairTrainer.longPreToken {
      warnings.append(try longPreTokens(in: words))
    }
    if let scalar = try smallestUnknownScalar(in: words) {
      warnings.append(.scalarUnknownToNormalizer(scalar))
    }
    return warnings
  }

  private func longPreTokens(
    in words: some WordSupply
  ) throws(TrainingError) -> TrainingWarning {
    var count = 0
    // Of several longest ones the smallest prefix is shown, so that threads make no difference.
    var prefix: [UInt8]?
    try words.forEachWord { word in
      guard word.count >= BytePairTrainer.longPreToken else { return }
      count += 1
      guard word.count == words.longestWord else { return }
      let shown = (0..<BytePairTrainer.shownPrefix).map { word[$0] }
      if prefix.map({ shown.lexicographicallyPrecedes($0) }) ?? true { prefix = shown }
    }
    return .longPreTokens(count: count, longest: words.longestWord, prefix: prefix ?? [])
  }

  /// The smallest scalar with which a word's scalars that the normalizer does not know begin.
  private func smallestUnknownScalar(
    in words: some WordSupply
  ) throws(TrainingError) -> UInt32? {
    guard normalizer != .none else { return nil }
    let normalizer = Normalizer(normalizer)
    var smallest: UInt32?
    try words.forEachWord { word in
      if let found = normalizer.firstUnknownScalar(in: word) {
        smallest = min(smallest ?? found.scalar, found.scalar)
      }
    }
    return smallest
  }
}
