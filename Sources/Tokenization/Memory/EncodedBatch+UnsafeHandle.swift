import CVector
import TokenizerModel

extension EncodedBatch {
  /// The ids of all documents, one after another, which several threads copy.
  func joinedIDs(threads: Int) -> [TokenID] {
    let starts = parts.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.ids.count) }
    let size = MemoryLayout<TokenID>.stride
    let plan = BatchPlan(parts.map { $0.ids.count * size }, threads: threads)
    return unsafe [TokenID](unsafeUninitializedCapacity: tokenCount) { places, count in
      count = tokenCount
      guard let target = places.baseAddress, count > 0 else { return }
      // SAFETY: advice changes nothing.
      unsafe cvector_advise_huge_pages(target, count * size)
      // SAFETY: every part is copied by one thread, and its ids to places of their own, which lie below
      // `tokenCount`; all are done when `onThreads` returns.
      nonisolated(unsafe) let sharedTarget = unsafe target
      plan.onThreads { thread, queue in
        while let share = queue.take(for: thread) {
          for part in plan.parts[share] {
            unsafe parts[part].ids.withUnsafeBufferPointer { ids in
              guard let source = ids.baseAddress else { return }
              unsafe (sharedTarget + starts[part]).initialize(from: source, count: ids.count)
            }
          }
        }
      }
    }
  }
}
