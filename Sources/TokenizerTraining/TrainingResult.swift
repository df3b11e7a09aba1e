public import TokenizerModel

/// A trained tokenizer, and what there is to say about its training.
public struct TrainingResult: Sendable, Equatable {
  /// The tokenizer. Special tokens have the first ids, then come the 256 bytes, then the merged
  /// tokens in the order in which they were made.
  public var definition: TokenizerDefinition
  /// What was read and made.
  public var statistics: TrainingStatistics
  /// What the caller should know; a vocabulary was made all the same.
  public var warnings: [TrainingWarning]
}

/// What was read and made in a training.
public struct TrainingStatistics: Sendable, Equatable {
  /// The documents read.
  public var documents: Int
  /// Their bytes, as read.
  public var bytes: Int
  /// The pre-tokens found, each counted once.
  public var preTokens: UInt64
  /// The distinct pre-tokens.
  public var uniqueWords: Int
  /// The longest pre-token, in bytes.
  public var longestPreToken: Int
  /// How many merges the vocabulary size asked for.
  public var mergesWanted: Int
  /// How many merges were made.
  public var mergesMade: Int
  /// The bytes of all pre-tokens, each as often as it counts, in units of the weight scale.
  public var weightedBytes: UInt64
  /// The tokens that those bytes are after the last merge, in the same units.
  public var weightedTokens: UInt64

  /// The compression reached on the training text: how many bytes a token has on average.
  public var bytesPerToken: Double { Double(weightedBytes) / Double(weightedTokens) }
}

/// Something about a training that its caller should know.
public enum TrainingWarning: Sendable, Equatable {
  /// No pair was left that occurs often enough, so the vocabulary is smaller than was asked for.
  case vocabularySizeNotReached(wanted: Int, reached: Int)
  /// The next merge would have saved less than the least number of bytes asked for.
  case savingTooSmall(wanted: Int, reached: Int, leastBytes: Int)
  /// Pre-tokens so long that the corpus is likely to hold something else than text: how many
  /// different ones, the bytes of the longest, and its first bytes.
  case longPreTokens(count: Int, longest: Int, prefix: [UInt8])
  /// The text has scalars that the normalizer's version of Unicode does not know; another version may
  /// give another vocabulary. The smallest such scalar that begins a word's unknown ones.
  case scalarUnknownToNormalizer(UInt32)
  /// Characters beyond the limit of the alphabet, which become `[UNK]`: how many different ones, which
  /// part of all characters they are (0 to 1), and the most frequent of them.
  case charactersLeftOut(count: Int, share: Double, mostFrequent: [UInt32])
  /// The caller stopped the training.
  case stopped(wanted: Int, reached: Int)
}
