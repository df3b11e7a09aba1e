import Synchronization
import TokenizerModel

/// How documents are shared out among threads: to each thread a share of successive documents, so that it
/// meets the words that they have in common again, and where it is done with them, what is left of the
/// others'.
///
/// A share is taken in parts that are large at first, where handing them out and making room for their ids
/// would cost time, and ever smaller towards its end, where several threads may work on it (guided
/// self-scheduling: Polychronopoulos and Kuck, 1987).
package struct BatchPlan: Sendable {
  /// The documents of each part, in order.
  package private(set) var parts: [Range<Int>] = []
  /// The parts of each thread's share, in order.
  private(set) var shares: [Range<Int>] = []
  /// What a document costs beside its bytes, in bytes.
  private static let documentCost = 64
  /// What is not worth taking apart, in bytes.
  static let leastPart = 1 << 16
  /// What is taken at a time at most, in bytes: ids that turn out more than was thought are moved.
  private static let largestPart = 1 << 24

  /// A plan for documents of the given lengths in bytes.
  package init(_ lengths: [Int], threads: Int) {
    // What is left of all documents, and of the share of the next thread.
    var left = lengths.reduce(0) { $0 + $1 + Self.documentCost }
    var shareLeft = max(left / max(1, threads), Self.leastPart)
    var (firstPart, start, size) = (0, 0, 0)
    for (document, length) in lengths.enumerated() {
      size += length + Self.documentCost
      let isLast = document + 1 == lengths.count
      let wanted = threads > 1 ? max(shareLeft / 2, Self.leastPart) : shareLeft
      guard isLast || size >= min(wanted, shareLeft, Self.largestPart) else { continue }
      parts.append(start..<document + 1)
      left -= size
      shareLeft -= size
      (start, size) = (document + 1, 0)
      if isLast || shareLeft <= 0 {
        shares.append(firstPart..<parts.count)
        firstPart = parts.count
        shareLeft = max(left / max(1, threads - shares.count), Self.leastPart)
      }
    }
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
    onThreads { thread, queue in
      var encoder = TextEncoder(tokenizer)
      var results: [(part: Int, result: Result<Output, TokenizationError>)] = []
      while let part = queue.take(for: thread) {
        do throws(TokenizationError) {
          results.append((part, .success(try work(&encoder, parts[part]))))
        } catch {
          queue.close(at: part)
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

  /// Calls `work` once for each thread that has a share, with the thread's number and the queue from which
  /// all take their parts, and returns when all calls have. As many run at a time as the system has cores.
  package func onThreads(_ work: @Sendable (Int, borrowing PartQueue) -> Void) {
    let queue = PartQueue(shares)
    TokenizerModel.onThreads(shares.count) { work($0, queue) }
  }
}

/// The numbers of the parts that no thread has taken yet.
package struct PartQueue: ~Copyable, Sendable {
  /// What no thread has taken yet of a share.
  private final class Share: Sendable {
    let next: Atomic<Int>
    let end: Int

    init(_ parts: Range<Int>) {
      next = Atomic(parts.lowerBound)
      end = parts.upperBound
    }
  }

  private let shares: [Share]
  /// The first part that is not handed out, nor any behind it.
  private let end = Atomic(Int.max)

  fileprivate init(_ shares: [Range<Int>]) {
    self.shares = shares.map { Share($0) }
  }

  /// The next part for a thread, which is handed out once: one of its own share, or else of the next that
  /// has any left; nil where none has.
  package func take(for thread: Int) -> Int? {
    for offset in shares.indices {
      let share = shares[(thread + offset) % shares.count]
      let part = share.next.add(1, ordering: .relaxed).oldValue
      if part < min(share.end, end.load(ordering: .relaxed)) { return part }
    }
    return nil
  }

  /// Hands out no more parts from one on; those before it still are.
  func close(at part: Int) {
    end.min(part, ordering: .relaxed)
  }
}
