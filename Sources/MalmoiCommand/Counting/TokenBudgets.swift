import CorpusReading

/// Limits of tokens for files, from a YAML file:
///
/// ```yaml
/// budgets:
///   prompts/system.md: 2000
///   "prompts/**/*.md": 500
/// ```
///
/// The first pattern that matches a path, in the syntax of gitignore, gives its limit.
struct TokenBudgets {
  private var limits: [(pattern: PathPattern, tokens: Int)] = []

  /// Reads a file of budgets.
  init(path: String) throws {
    var known = Set<String>()
    for budget in try Self.budgets(try readWholeFile(path), path: path) {
      let place = "\(path):\(budget.line)"
      guard let text = budget.key, let pattern = PathPattern("/" + text) else {
        throw CommandFailure("\(place): a pattern for paths should stand here")
      }
      // YAML groups digits by underscores: 10_000.
      guard let tokens = budget.value.flatMap({ Int($0.filter { $0 != "_" }) }), tokens >= 0 else {
        throw CommandFailure("\(place): a number of tokens from 0 on should stand after \(text)")
      }
      guard known.insert(text).inserted else {
        throw CommandFailure("\(place): \(text) stands here twice; keep one of the lines")
      }
      limits.append((pattern, tokens))
    }
  }

  /// The limit of a file; nil where no pattern matches.
  func limit(of path: String) -> Int? {
    let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return limits.first { $0.pattern.matches(relative) }?.tokens
  }

  private static func budgets(_ text: [UInt8], path: String) throws -> [YAMLPairs.Pair] {
    do throws(YAMLPairs.Problem) {
      return try YAMLPairs(at: "budgets", of: text).pairs
    } catch {
      switch error {
      case .malformed(let line, let reason):
        throw CommandFailure("\(path):\(line): it is no YAML: \(reason)")
      case .missing:
        throw CommandFailure("\(path): it has no mapping budgets: of patterns to numbers of tokens")
      }
    }
  }
}
