import Dispatch
import Synchronization

/// Work that another thread does meanwhile, where one has time; otherwise whoever asks for its result does
/// it, so that nobody ever waits for work that has not begun.
package final class Ahead<Value: Sendable>: Sendable {
  private enum State {
    case waiting
    case begun
    case done(Value)
  }

  private let state = Mutex(State.waiting)
  private let end = DispatchSemaphore(value: 0)
  private let work: @Sendable () -> Value

  /// Offers work to other threads.
  package init(_ work: @escaping @Sendable () -> Value) {
    self.work = work
    DispatchQueue.global().async { [self] in if begin() { _ = finish() } }
  }

  /// What the work gives.
  package func callAsFunction() -> Value {
    if begin() { return finish() }
    end.wait()
    defer { end.signal() }
    guard case .done(let value) = state.withLock({ $0 }) else {
      preconditionFailure("the end of work is told when it is done")
    }
    return value
  }

  /// Does the work, and tells all who wait for its end.
  private func finish() -> Value {
    let value = work()
    state.withLock { $0 = .done(value) }
    end.signal()
    return value
  }

  /// Claims the work; false where another thread has.
  private func begin() -> Bool {
    state.withLock { state in
      guard case .waiting = state else { return false }
      state = .begun
      return true
    }
  }
}
