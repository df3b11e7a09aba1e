import Synchronization
import TokenizerModel

/// The results of `work` for each number below `count`, in the order of the numbers.
func mapOnThreads<Result: Sendable>(_ count: Int, _ work: @Sendable (Int) -> Result) -> [Result] {
  let results = Mutex([Result?](repeating: nil, count: count))
  onThreads(count) { number in
    let result = work(number)
    results.withLock { $0[number] = result }
  }
  return results.withLock { $0.compactMap(\.self) }
}
