/// Why a file is not a tokenizer that this package can run, or a tokenizer cannot be written in a
/// format.
public enum TokenizerModelError: Error, Equatable, Sendable {
  /// The file is not well-formed JSON, or a value is of the wrong kind.
  case json(JSONError)
  /// A member is missing; the place is its path in the file, such as `model.vocab`.
  case missing(place: String)
  /// A member has a value that this version cannot honour.
  case unsupported(place: String, value: String)
  /// A member contradicts the rest of the file.
  case invalid(place: String, problem: String)
  /// A line of a rank file or word list cannot be used; lines count from 1.
  case line(Int, problem: String)
  /// The tokenizer has a part that the output format cannot express.
  case notExpressible(format: String, reason: String)
}

extension TokenizerModelError: CustomStringConvertible {
  /// Place and problem in one line.
  public var description: String { JSONReader.inOneLine(phrase) }

  private var phrase: String {
    switch self {
    case .json(let error): error.description
    case .missing(let place): "\(place) is missing"
    case .unsupported(let place, let value): "\(place) is \(value), which is not supported"
    case .invalid(let place, let problem): "\(place): \(problem)"
    case .line(let line, let problem): "line \(line): \(problem)"
    case .notExpressible(let format, let reason): "cannot be written as \(format): \(reason)"
    }
  }
}
