/// Why a text cannot be cut. Only regular expressions fail; the named patterns cut any text.
public enum PreTokenizationError: Error, Equatable, Sendable {
  /// A regular expression that cannot be used, and why. The position counts its scalars from 0; nil
  /// stands for the expression as a whole.
  case badPattern(pattern: String, position: Int?, reason: String)
  /// Matching was given up at a byte of the text: the expression takes too many steps there.
  case tooManySteps(pattern: String, offset: Int)
  /// Matching was given up at a byte of the text: the expression would remember too many places to
  /// come back to.
  case tooDeep(pattern: String, offset: Int)
  /// A text that is longer than regular expressions can take, in bytes.
  case textTooLong(byteCount: Int, limit: Int)
  /// The regular expression engine failed for a reason of its own, by its name for it.
  case engineFailure(pattern: String, reason: String)
}

extension PreTokenizationError: CustomStringConvertible {
  /// What went wrong, where and why, in one line.
  public var description: String {
    switch self {
    case .badPattern(let pattern, let position?, let reason):
      "the pattern \(Self.quoted(pattern)) is wrong at character \(position + 1): \(reason)"
    case .badPattern(let pattern, nil, let reason):
      "the pattern \(Self.quoted(pattern)) is wrong: \(reason)"
    case .tooManySteps(let pattern, let offset):
      "the pattern \(Self.quoted(pattern)) takes too many steps at byte \(offset) of the text"
    case .tooDeep(let pattern, let offset):
      "the pattern \(Self.quoted(pattern)) backtracks too deeply at byte \(offset) of the text"
    case .textTooLong(let byteCount, let limit):
      "a text of \(byteCount) bytes is too long for a regular expression; the limit is \(limit)"
    case .engineFailure(let pattern, let reason):
      "the pattern \(Self.quoted(pattern)) could not be matched: \(reason)"
    }
  }

  /// A pattern in quotation marks, on one line, and cut where it is long.
  private static func quoted(_ pattern: String) -> String {
    let limit = 80
    let start = String(String.UnicodeScalarView(pattern.unicodeScalars.prefix(limit)))
    return start.debugDescription + (pattern.unicodeScalars.count > limit ? "…" : "")
  }
}
