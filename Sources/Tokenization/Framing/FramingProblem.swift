/// Why a text, or a pair of texts, cannot be framed for a model as asked.
public enum FramingProblem: Error, Equatable, Sendable {
  /// The wanted length is smaller than the number of special tokens.
  case noRoom(length: Int, specialTokens: Int)
  /// Windows of a text would share all their tokens, or more; the length is what is left to the text
  /// beside special tokens and another text.
  case strideTooLong(stride: Int, windowLength: Int)
  /// The second of two texts is to be cut, or stands in the template, and there is none.
  case secondTextMissing
  /// The one text that may be cut is too short for the pair to become short enough.
  case textTooShort(tokens: Int, excess: Int)
  /// The windows of a text, or of a pair in all combinations, would hold too many tokens together.
  case tooManyWindows(limit: Int)
  /// A post-processor gets more than two texts, from another one before it.
  case tooManyTexts(Int)
}

extension FramingProblem: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .noRoom(let length, let specialTokens):
      "a length of \(length) tokens has no room for \(specialTokens) special tokens"
    case .strideTooLong(let stride, let windowLength):
      "windows that share \(stride) tokens must have more than the \(windowLength) that are left "
        + "to the text"
    case .secondTextMissing:
      "there is no second text"
    case .textTooShort(let tokens, let excess):
      "\(excess) tokens are too many, and the text that may be cut has only \(tokens)"
    case .tooManyWindows(let limit):
      "all windows together would have more than \(limit) tokens"
    case .tooManyTexts(let count):
      "a template takes two texts at most and gets \(count)"
    }
  }
}
