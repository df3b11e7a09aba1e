import Dispatch
import Synchronization

/// How documents are shared out among threads: in parts of successive documents that are large at first,
/// where handing them out and making room for their ids would cost time, and ever smaller towards the end,
/// where one thread would work on alone (guided self-scheduling: Polychronopoulos and Kuck, 1987).
package struct BatchPlan: Sendable {
  /// The documents of each part, in order.
  package private(set) var parts: [Range<Int>] = []
  private let threads: Int
  /// What a document costs beside its bytes, in bytes.
  private static let documentCost = 64

  /// A plan for documents of the given lengths in bytes.
  package init(_ lengths: [Int], threads: Int) {
    self.threads = max(1, threads)
    var left = lengths.reduce(0) { $0 + $1 + Self.documentCost }
    var start = 0
    var size = 0
    for (document, length) in lengths.enumerated() {
      size += length + Self.documentCost
      if size >= min(max(left / (4 * self.threads), 1 << 16), 1 << 23) {
        parts.append(start..<document + 1)
        left -= size
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
    let done = Mutex<[(part: Int, result: Result<Output, TokenizationError>)]>([])
    onThreads { _, queue in
      var encoder = TextEncoder(tokenizer)
      var results: [(part: Int, result: Result<Output, TokenizationError>)] = []
      while let part = queue.take() {
        do throws(TokenizationError) {
          results.append((part, .success(try work(&encoder, parts[part]))))
        } catch {
          // Parts are handed out in order, so no earlier one is left undone.
          queue.close()
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

  /// Calls `work` once for each thread, with the thread's number and the queue from which all take their
  /// parts, and returns when all calls have. As many run at a time as the system has cores.
  package func onThreads(_ work: @Sendable (Int, borrowing PartQueue) -> Void) {
    let queue = PartQueue(count: parts.count)
    let threads = min(threads, parts.count)
    if threads == 1 {
      work(0, queue)
    } else {
      DispatchQueue.concurrentPerform(iterations: threads) { work($0, queue) }
    }
  }
}

/// The numbers of the parts that no thread has taken yet.
package struct PartQueue: ~Copyable, Sendable {
  private let next = Atomic(0)
  private let count: Int

  fileprivate init(count: Int) {
    self.count = count
  }

  /// The next part, which is handed out once; nil where none is left.
  package func take() -> Int? {
    let part = next.add(1, ordering: .relaxed).oldValue
    return part < count ? part : nil
  }

  /// Hands out no more parts.
  func close() {
    next.store(count, ordering: .relaxed)
  }
}
