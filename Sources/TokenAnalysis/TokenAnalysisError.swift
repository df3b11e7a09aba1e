public import TokenizerModel

/// Why something cannot be analysed: texts, prices, usages, chats or budgets from outside that are
/// wrong.
public enum TokenAnalysisError: Error, Equatable, Sendable {
  /// The two sides of parallel text have different numbers of lines.
  case unequalLines(left: Int, right: Int)
  /// A line of CoNLL-U is not what it should be; lines count from 1.
  case badSegmentation(line: Int, problem: String)
  /// A file is no JSON, or a value in it is of the wrong kind.
  case json(JSONError)
  /// A value of a file or option is not what should stand there.
  case invalid(place: String, problem: String)
  /// A count of tokens is negative or beyond all reason.
  case absurdCount(name: String, value: Int)
  /// Parts of a usage are more than the whole.
  case partsExceedWhole(name: String, parts: Int, whole: Int)
}

extension TokenAnalysisError: CustomStringConvertible {
  /// What is wrong, in one line.
  public var description: String { JSONReader.inOneLine(phrase) }

  private var phrase: String {
    switch self {
    case .unequalLines(let left, let right):
      "parallel texts must have equally many lines, but one has \(left) and the other \(right)"
    case .badSegmentation(let line, let problem): "line \(line): \(problem)"
    case .json(let error): error.description
    case .invalid(let place, let problem): "\(place): \(problem)"
    case .absurdCount(let name, let value):
      "\(name) is \(value), but a count of tokens lies between 0 and \(TokenUsage.countLimit)"
    case .partsExceedWhole(let name, let parts, let whole):
      "the parts of \(name) sum to \(parts), more than the whole of \(whole)"
    }
  }
}
