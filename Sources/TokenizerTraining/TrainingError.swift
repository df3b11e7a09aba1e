public import PreTokenization

/// Why no vocabulary could be trained.
public enum TrainingError: Error, Equatable, Sendable {
  /// A vocabulary size that leaves no room for the 256 bytes and the special tokens, or that ids
  /// cannot number.
  case vocabularySizeOutOfRange(size: Int, allowed: ClosedRange<Int>)
  /// A minimal frequency below 1, or one that overflows when it is multiplied by the weight scale.
  case minFrequencyOutOfRange(Int)
  /// A maximal token length, in bytes, below 1.
  case maxTokenLengthOutOfRange(Int)
  /// An alphabet of less than one character.
  case alphabetLimitOutOfRange(Int)
  /// WordPiece without `[UNK]` among the special tokens.
  case noUnknownToken
  /// A number of threads outside what is allowed.
  case threadsOutOfRange(Int, allowed: ClosedRange<Int>)
  /// A document weight or a weight scale below 1.
  case weightOutOfRange(Int)
  /// A special token that has no text, or one byte only: bytes are tokens already.
  case specialTokenTooShort(String)
  /// A special token that was given twice.
  case duplicateSpecialToken(String)
  /// A split pattern that cannot be used, and why.
  case badPattern(PreTokenizationError)
  /// No pre-token in any of the documents.
  case emptyCorpus(documents: Int)
  /// Bytes, each counted as often as its document weighs, beyond what 64 bits count.
  case countsTooLarge(limit: UInt64)
  /// More distinct words than one counting thread can hold: bytes in its arena of words.
  case tooManyDistinctWords(limitInBytes: Int)
  /// More positions than 32 bits number: the bytes of all distinct words, and one more for each.
  case tooManyPositions(Int, limit: Int)
  /// Tokens whose bytes together exceed what a vocabulary holds; a maximal token length helps.
  case vocabularyBytesTooMany(limit: Int)
  /// The caller stopped the training before there was anything to keep.
  case stopped
}
