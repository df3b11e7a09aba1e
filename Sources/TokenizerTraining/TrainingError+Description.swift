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
    case .stopped: "stopped before there was anything to keep"
    }
  }
}
