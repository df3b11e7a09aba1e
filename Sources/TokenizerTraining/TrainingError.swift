public import PreTokenization

/// Why no vocabulary could be trained.
public enum TrainingError: Error, Equatable, Sendable {
  /// A vocabulary size that leaves no room for the 256 bytes and the special tokens, or that ids
  /// cannot number.
  case vocabularySizeOutOfRange(size: Int, allowed: ClosedRange<Int>)
  /// A minimal frequency below 1, or one that overflows when it is multiplied by the weight scale.
  case minFrequencyOutOfRange(Int)
  /// A number of bytes to save below 0, or one that overflows when it is multiplied by the weight scale.
  case minSavedBytesOutOfRange(Int)
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
  /// A line of word counts that says nothing, and what is wrong with it.
  case badCountRow(CountRowProblem)
  /// Word counts of several recipes, by SHA-256: their words do not add up.
  case recipesMixed([String])
  /// Word counts without the row that names their recipe.
  case recipeMissing
  /// Word counts of another recipe than that of the training.
  case recipeUnlike(found: String, wanted: String)
  /// Word counts with shards that were begun and not ended: whoever counted them died.
  case shardsIncomplete(begun: UInt64, ended: UInt64)
  /// Word counts from another number of documents than was expected.
  case documentsUnlike(found: UInt64, expected: UInt64)
  /// Words that were put away outside memory cannot be read again. Holds what the store says.
  case wordStoreFailed(String)
  /// The caller stopped the training before there was anything to keep.
  case stopped
}

/// What can be wrong with a line of word counts.
public enum CountRowProblem: String, Sendable {
  /// No key, a tab and a count.
  case noTab = "no key with a tab and a count behind it"
  /// A count that is no number of 64 bits.
  case badCount = "the count is no plain number of 64 bits"
  /// A key that begins with # or ~ and is none of those that are known.
  case unknownKey = "an unknown key"
  /// A word that is not Base64.
  case badWord = "the word is not Base64"
  /// A key that does not follow the one before it in byte order.
  case outOfOrder = "out of order; sort the file with LC_ALL=C sort, each key once"
}
