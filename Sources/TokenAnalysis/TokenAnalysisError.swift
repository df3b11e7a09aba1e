/// Why texts cannot be compared.
package enum TokenAnalysisError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The two sides of parallel text have different numbers of lines.
  case unequalLines(left: Int, right: Int)
  /// A line of CoNLL-U is not what it should be; lines count from 1.
  case badSegmentation(line: Int, problem: String)

  /// What is wrong, in one line.
  package var description: String {
    switch self {
    case .unequalLines(let left, let right):
      "parallel texts must have equally many lines, but one has \(left) and the other \(right)"
    case .badSegmentation(let line, let problem): "line \(line): \(problem)"
    }
  }
}
