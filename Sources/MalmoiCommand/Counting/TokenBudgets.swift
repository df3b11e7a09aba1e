import CorpusReading
import Yams

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
    let text = String(decoding: try readWholeFile(path), as: UTF8.self)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch { throw CommandFailure("\(path): it is no YAML: \(Self.oneLine("\(error)"))") }
    guard let budgets = root?.mapping?["budgets"]?.mapping else {
      throw CommandFailure("\(path): it has no mapping budgets: of patterns to numbers of tokens")
    }
    for (key, value) in budgets {
      let place = "\(path):\(value.mark?.line ?? 0)"
      guard let text = key.string, let pattern = PathPattern("/" + text) else {
        throw CommandFailure("\(place): a pattern for paths should stand here")
      }
      guard let tokens = value.int, tokens >= 0 else {
        throw CommandFailure("\(place): a number of tokens from 0 on should stand after \(text)")
      }
      limits.append((pattern, tokens))
    }
  }

  /// The limit of a file; nil where no pattern matches.
  func limit(of path: String) -> Int? {
    let relative = path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    return limits.first { $0.pattern.matches(relative) }?.tokens
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
