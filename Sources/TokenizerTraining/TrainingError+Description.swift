import PreTokenization

extension TrainingError: CustomStringConvertible {
  /// What is wrong and what to do, in one line.
  public var description: String {
    switch self {
    case .vocabularySizeOutOfRange(let size, let allowed):
      "a vocabulary size of \(size) is not between \(allowed.lowerBound) (the alphabet and the "
        + "special tokens) and \(allowed.upperBound)"
    case .minFrequencyOutOfRange(let frequency):
      "a minimal frequency of \(frequency) is not between 1 and what 64 bits count"
    case .minSavedBytesOutOfRange(let bytes):
      "a saving of \(bytes) bytes is not between 0 and what 64 bits count"
    case .maxTokenLengthOutOfRange(let length):
      "a maximal token length of \(length) bytes is less than 1"
    case .alphabetLimitOutOfRange(let limit): "an alphabet of \(limit) characters is less than 1"
    case .noUnknownToken: "WordPiece needs the special token \"[UNK]\""
    case .threadsOutOfRange(let threads, let allowed):
      "\(threads) threads are not between \(allowed.lowerBound) and \(allowed.upperBound)"
    case .weightOutOfRange(let weight): "a weight of \(weight) is less than 1"
    case .specialTokenTooShort(let token):
      "the special token \"\(token)\" is no longer than a byte, and bytes are tokens already"
    case .duplicateSpecialToken(let token): "the special token \"\(token)\" is given twice"
    case .badPattern(let error): error.description
    case .emptyCorpus(documents: 0): "the corpus is empty: there is no text to train on"
    case .emptyCorpus(let documents):
      "the corpus has \(documents) documents and no text in them to train on"
    case .countsTooLarge(let limit):
      "the corpus has more bytes than \(limit), the most that is counted"
    case .tooManyDistinctWords(let limit):
      "the distinct words have more than \(limit) bytes in one thread; use more threads or a pattern "
        + "that cuts shorter"
    case .tooManyPositions(let positions, let limit):
      "the distinct words have \(positions) bytes and ends, more than \(limit); use less text"
    case .vocabularyBytesTooMany(let limit):
      "the tokens have more than \(limit) bytes; set a maximal token length"
    case .badCountRow(let problem): problem.rawValue
    case .recipesMixed(let recipes):
      "word counts of \(recipes.count) recipes do not add up: \(recipes.joined(separator: ", ")); "
        + "count all shards with the same options and version"
    case .recipeMissing: "the word counts have no row #recipe=…; were they made by count-words?"
    case .recipeUnlike(let found, let wanted):
      "the words were counted by recipe \(found), the training has \(wanted); give the training the "
        + "options of the counting (malmoi count-words --recipe prints a recipe)"
    case .shardsIncomplete(let begun, let ended):
      "\(begun) shards were begun and \(ended) ended: a count-words died; count its shard again"
    case .documentsUnlike(let found, let expected):
      "the counts are of \(found) documents, not of \(expected)"
    case .wordStoreFailed(let reason): "words that were put away are lost: \(reason)"
    case .stopped: "stopped before there was anything to keep"
    }
  }
}
