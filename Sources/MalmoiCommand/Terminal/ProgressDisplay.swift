import ArgumentParser
import Synchronization

/// How progress is shown on standard error.
enum ProgressStyle: String, CaseIterable, ExpressibleByArgument {
  /// A bar on a terminal, nothing otherwise.
  case auto
  /// A JSON object a line.
  case json
  /// Nothing.
  case none
}

/// Shows how far a training is, at most ten times a second.
final class ProgressDisplay: Sendable {
  private struct State {
    var lastShown = 0.0
    var hasBar = false
  }

  private let style: ProgressStyle
  private let start = ProcessEnvironment.seconds
  // A mutex because counting threads report in turn.
  private let state = Mutex(State())

  init(_ style: ProgressStyle) {
    self.style = style == .auto && !Talk.isTerminal ? .none : style
  }

  /// Seconds since the display was made.
  var elapsed: Double { ProcessEnvironment.seconds - start }

  /// Shows that `done` of `total` is done.
  func show(_ phase: String, done: Int, total: Int?) {
    if style == .none { return }
    let now = elapsed
    state.withLock { state in
      guard now - state.lastShown >= 0.1 || done == total else { return }
      state.lastShown = now
      switch style {
      case .json: Talk.line(jsonLine(phase, done, total, now))
      case .auto:
        state.hasBar = true
        Talk.write("\r\u{1B}[K" + bar(phase, done, total))
      case .none: break
      }
    }
  }

  /// Clears the bar.
  func finish() {
    state.withLock { state in
      if state.hasBar { Talk.write("\r\u{1B}[K") }
      state.hasBar = false
    }
  }

  private func jsonLine(_ phase: String, _ done: Int, _ total: Int?, _ seconds: Double) -> String {
    "{\"phase\": \"\(phase)\", \"done\": \(done), \"total\": \(total.map(String.init) ?? "null"), "
      + "\"seconds\": \(decimal(seconds, places: 1))}"
  }

  private func bar(_ phase: String, _ done: Int, _ total: Int?) -> String {
    guard let total, total > 0 else { return "\(phase)  \(grouped(done))" }
    let width = 30
    let filled = min(width, done * width / total)
    return "\(phase)  [" + String(repeating: "█", count: filled)
      + String(repeating: "·", count: width - filled)
      + "] \(min(100, done * 100 / total)) %  \(grouped(done)) of \(grouped(total))"
  }
}
