/// Why a normalizer cannot be made from what a file says.
public enum TextNormalizationError: Error, Equatable, Sendable {
  /// A precompiled table of replacements contradicts itself.
  case characterMap(problem: String)
}

extension TextNormalizationError: CustomStringConvertible {
  /// The problem in one line.
  public var description: String {
    switch self {
    case .characterMap(let problem): "a table of replacements: \(problem)"
    }
  }
}
