/// How long things take.
enum Measurement {
  /// The shortest of some runs, in seconds. Other programs on the machine make runs longer, never shorter.
  static func seconds(runs: Int, _ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    var best = Double.infinity
    for _ in 0..<runs {
      let elapsed = try clock.measure(work)
      best = min(best, elapsed / .seconds(1))
    }
    return best
  }

  /// The same of two things that are done in turn, and the median of how many times as long the first took as the
  /// second right after it: both met the same mood of the machine, which the shortest runs may not have.
  static func seconds(
    runs: Int, _ work: () throws -> Void, _ other: () throws -> Void
  ) rethrows -> (first: Double, second: Double, ratio: Double) {
    let pairs = try (0..<runs).map { _ in
      (first: try seconds(runs: 1, work), second: try seconds(runs: 1, other))
    }
    let ratios = pairs.map { $0.first / $0.second }.sorted()
    return (
      pairs.map(\.first).min() ?? .infinity, pairs.map(\.second).min() ?? .infinity,
      ratios[ratios.count / 2]
    )
  }

  /// One line of results.
  static func report(_ name: String, _ value: Double, _ unit: String) {
    let padding = String(repeating: " ", count: max(1, 34 - name.count))
    let rounded = (value * 100).rounded() / 100
    print("\(name)\(padding)\(rounded) \(unit)")
  }
}

/// A result that is not what it must be.
struct WrongResult: Error {
  let name: String
}

/// Throws where a case gave a wrong result: its time is worth nothing then.
func check(_ name: String, _ isRight: Bool) throws {
  if !isRight { throw WrongResult(name: name) }
}
