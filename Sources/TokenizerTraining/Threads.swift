import Dispatch
import Synchronization

/// Calls `work` once for each number below `count`, at the same time on as many threads as the system
/// has cores, and returns when all calls have.
func onThreads(_ count: Int, _ work: @Sendable (Int) -> Void) {
  if count == 1 {
    work(0)
  } else {
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }
}

/// The results of `work` for each number below `count`, in the order of the numbers.
func mapOnThreads<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  onThreads(count) { number in
    let result = work(number)
    results.withLock { $0[number] = result }
  }
  return results.withLock { $0.compactMap(\.self) }
}
