import PreTokenization
public import TextNormalization
import TokenizerModel

/// Which pair of neighbouring tokens merges first.
public enum PairScoring: String, CaseIterable, Sendable {
  /// The most frequent one: count(ab). So does `WordPieceTrainer` of huggingface/tokenizers, which is
  /// byte-pair encoding with a prefix before what continues a word.
  case frequency
  /// The one that raises the likelihood of the corpus most: count(ab) / (count(a) · count(b)) (Schuster
  /// and Nakajima 2012, "Japanese and Korean Voice Search").
  case likelihood
}

/// Trains WordPiece vocabularies for BERT's normalizer and pre-tokenizer.
///
/// ```swift
/// let trainer = WordPieceTrainer(vocabularySize: 16_000)
/// let result = try trainer.train(documents: ["말모이는 낱말을 모은다.", "Words are gathered."])
/// ```
/// Each word of the documents begins as its characters, all but the first with the continuing prefix.
/// Then the pair with the highest score becomes a new token, again and again, until there are as many
/// tokens as wanted or no pair occurs `minFrequency` times. Of pairs with the same score the one with
/// the higher count goes first, then the one with the lower left id, then the lower right id. Special
/// tokens have the first ids, then come the characters by scalar value, then those that continue a word,
/// then the merged tokens as they were made.
///
/// The alphabet is all characters, or the `alphabetLimit` most frequent ones, of equal ones the lower
/// scalar. As in `tokenizers`, a character beyond it is left out of its words when pairs are counted; a
/// word with it becomes `[UNK]`.
///
/// The same documents give the same vocabulary, whatever their order and the number of threads. By
/// frequency it is that of `tokenizers` 0.23 where no two pairs tie; there ids of continuing characters
/// change from run to run, and with them what wins a tie.
public struct WordPieceTrainer: Sendable {
  /// The number of tokens to make, special tokens and alphabet included.
  public var vocabularySize: Int
  /// What is done to documents before they are cut.
  public var normalization: BertNormalization
  /// Which pair merges first.
  public var scoring = PairScoring.frequency
  /// The least frequency of a pair that merges, in documents of weight 1; at least 1.
  public var minFrequency = 1
  /// The most characters of the alphabet; nil for all.
  public var alphabetLimit: Int?
  /// What stands before a token that continues a word.
  public var continuingPrefix = "##"
  /// Tokens that get the first ids, in this order; `[UNK]` is among them.
  public var specialTokens = WordListFile.specialTokens
  /// How many threads count words.
  public var threads = 1
  /// How many units of weight count as one occurrence.
  public var weightScale = 1

  /// A trainer for a vocabulary of the given size.
  public init(vocabularySize: Int, normalization: BertNormalization = .cased) {
    self.vocabularySize = vocabularySize
    self.normalization = normalization
  }

  /// Makes sure that all options make sense, before anything is read.
  ///
  /// - Throws: A `TrainingError` for the first that does not.
  public func validate() throws(TrainingError) {
    try counter.validate()
    if let alphabetLimit, alphabetLimit < 1 { throw .alphabetLimitOutOfRange(alphabetLimit) }
    let unknown = specialTokens.contains { $0.utf8.elementsEqual("[UNK]".utf8) }
    if !unknown { throw .noUnknownToken }
    let smallest = specialTokens.count + 1
    guard vocabularySize >= smallest else {
      throw .vocabularySizeOutOfRange(
        size: vocabularySize, allowed: smallest...BytePairTrainer.largestVocabulary)
    }
  }

  /// What counts words for this trainer.
  private var counter: BytePairTrainer {
    var counter = BytePairTrainer(
      vocabularySize: max(vocabularySize, 256 + specialTokens.count), pattern: .none,
      normalizer: .none)
    counter.bert = normalization
    counter.specialTokens = specialTokens
    counter.threads = threads
    counter.weightScale = weightScale
    counter.minFrequency = minFrequency
    return counter
  }

  /// Trains on documents that a reader supplies, counted by as many threads as `threads` says.
  ///
  /// - Parameters:
  ///   - control: Looks on, and may stop the training.
  ///   - read: Fills a block with the next documents and returns true, or returns false when there
  ///     are no more.
  /// - Returns: The tokenizer with statistics and warnings.
  /// - Throws: What `read` throws, and `TrainingError`.
  /// - Complexity: About linear in the bytes of the documents, and in the occurrences of the pairs that
  ///   merge in the distinct words.
  public func train(
    control: TrainingControl = TrainingControl(),
    reading read: @Sendable (inout TrainingBlock) throws -> Bool
  ) throws -> TrainingResult {
    try validate()
    return try train(try counter.countWords(control: control, reading: read), control)
  }

  /// Trains on documents in memory.
  ///
  /// - Returns: The tokenizer with statistics and warnings.
  /// - Throws: `TrainingError` for options without sense and a corpus without words.
  public func train(documents: some Sequence<String>) throws(TrainingError) -> TrainingResult {
    try validate()
    return try train(try counter.countWords(of: documents.lazy.map { $0.utf8 }), TrainingControl())
  }

  /// How this trainer makes words of text.
  package var countRecipe: CountRecipe { counter.countRecipe }

  /// Trains on words that were counted before, by this trainer's recipe.
  ///
  /// - Returns: The tokenizer with statistics and warnings.
  /// - Throws: `TrainingError` for options without sense and no words.
  package func train(
    _ counts: consuming WordCounts, control: TrainingControl = TrainingControl()
  ) throws(TrainingError) -> TrainingResult {
    try validate()
    return try train(counts, control)
  }

  private func train(
    _ counts: consuming WordCounts, _ control: TrainingControl
  ) throws(TrainingError) -> TrainingResult {
    guard counts.uniqueWords > 0 else { throw .emptyCorpus(documents: counts.totals.documents) }
    guard counts.positions <= WordPieceMerger.positionLimit else {
      throw .tooManyPositions(counts.positions, limit: WordPieceMerger.positionLimit)
    }
    let alphabet = WordPieceAlphabet(copy counts, limit: alphabetLimit ?? .max)
    let smallest = specialTokens.count + alphabet.symbolCount
    guard smallest <= vocabularySize else {
      throw .vocabularySizeOutOfRange(
        size: vocabularySize, allowed: smallest...BytePairTrainer.largestVocabulary)
    }
    let totals = counts.totals
    var statistics = TrainingStatistics(
      documents: totals.documents, bytes: totals.bytes, preTokens: totals.preTokens,
      uniqueWords: counts.uniqueWords, longestPreToken: counts.longestWord,
      mergesWanted: vocabularySize - smallest, mergesMade: 0, weightedBytes: totals.weightedBytes,
      weightedTokens: 0)
    var merger = try WordPieceMerger(
      consume counts, alphabet, scoring: scoring, minCount: UInt64(minFrequency * weightScale))
    let isStopped = merger.run(wanted: statistics.mergesWanted, control)
    statistics.mergesMade = merger.merges.count
    statistics.weightedTokens = merger.tokenCount
    let reached = smallest + merger.merges.count
    var warnings = self.warnings(about: alphabet)
    if isStopped {
      warnings.insert(.stopped(wanted: vocabularySize, reached: reached), at: 0)
    } else if reached < vocabularySize {
      warnings.insert(
        .vocabularySizeNotReached(wanted: vocabularySize, reached: reached), at: 0)
    }
    return TrainingResult(
      definition: definition(merger.texts(alphabet, prefix: Array(continuingPrefix.utf8))),
      statistics: statistics, warnings: warnings)
  }

  private func warnings(about alphabet: WordPieceAlphabet) -> [TrainingWarning] {
    if alphabet.leftOut.isEmpty { return [] }
    return [
      .charactersLeftOut(
        count: alphabet.leftOut.count, share: alphabet.leftOutShare,
        mostFrequent: Array(alphabet.leftOut.prefix(20)))
    ]
  }

  /// The tokenizer of special tokens and the texts of the others.
  private func definition(_ texts: [[UInt8]]) -> TokenizerDefinition {
    var vocabulary = Vocabulary()
    for _ in specialTokens { vocabulary.appendGap() }
    for text in texts { vocabulary.append(text) }
    let unknown = specialTokens.firstIndex { $0.utf8.elementsEqual("[UNK]".utf8) } ?? 0
    let model = WordPieceModel(
      vocabulary: vocabulary, unknownToken: TokenID(unknown),
      continuingPrefix: Array(continuingPrefix.utf8))
    return TokenizerDefinition(
      model, normalization: normalization,
      specialTokens: specialTokens.enumerated().map { AddedToken(content: $1, id: TokenID($0)) })
  }
}
