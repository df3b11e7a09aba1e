import Dispatch
import Synchronization

/// How documents are shared out among threads: in parts of successive documents that are neither so
/// small that handing them out costs time nor so large that one thread works on alone at the end.
struct BatchPlan: Sendable {
  private var parts: [Range<Int>] = []
  private let threads: Int

  /// A plan for documents of the given lengths in bytes.
  init(_ lengths: [Int], threads: Int) {
    self.threads = max(1, threads)
    let total = lengths.reduce(0, +)
    let target = min(max(total / (8 * self.threads), 1 << 16), 1 << 20)
    var start = 0
    var size = 0
    for (document, length) in lengths.enumerated() {
      size += length + 64
      if size >= target {
        parts.append(start..<document + 1)
        (start, size) = (document + 1, 0)
      }
    }
    if start < lengths.count { parts.append(start..<lengths.count) }
  }

  /// Calls `work` for each part, each thread with an encoder of its own, and returns the results in the
  /// order of the parts.
  ///
  /// - Throws: What `work` throws for the first part for which it does.
  func run<Output: Sendable>(
    _ tokenizer: Tokenizer,
    _ work: @Sendable (inout TextEncoder, Range<Int>) throws(TokenizationError) -> Output
  ) throws(TokenizationError) -> [Output] {
    let next = Atomic(0)
    let done = Mutex<[(part: Int, result: Result<Output, TokenizationError>)]>([])
    onThreads(min(threads, parts.count)) { _ in
      var encoder = TextEncoder(tokenizer)
      var results: [(part: Int, result: Result<Output, TokenizationError>)] = []
      while true {
        let part = next.add(1, ordering: .relaxed).oldValue
        guard part < parts.count else { break }
        do throws(TokenizationError) {
          results.append((part, .success(try work(&encoder, parts[part]))))
        } catch {
          // Parts are handed out in order, so no earlier one is left undone.
          next.store(parts.count, ordering: .relaxed)
          results.append((part, .failure(error)))
        }
      }
      done.withLock { $0.append(contentsOf: results) }
    }
    let sorted = done.withLock { $0 }.sorted { $0.part < $1.part }
    var outputs: [Output] = []
    for (_, result) in sorted { outputs.append(try result.get()) }
    return outputs
  }
}

/// Calls `work` once for each number below `count`, on as many threads as the system has cores, and
/// returns when all calls have.
private func onThreads(_ count: Int, _ work: @Sendable (Int) -> Void) {
  if count == 1 {
    work(0)
  } else {
    DispatchQueue.concurrentPerform(iterations: count, execute: work)
  }
}
