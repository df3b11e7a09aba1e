import Synchronization
import Testing
import TokenizerModel

@Suite("Calls on several threads")
struct OnThreadsTests {
  @Test(arguments: [0, 1, 2, 3, 1000])
  func `each number is called once, and all calls are over`(_ count: Int) {
    let calls = Mutex([Int](repeating: 0, count: count))
    onThreads(count) { number in calls.withLock { $0[number] += 1 } }
    #expect(calls.withLock { $0.allSatisfy { $0 == 1 } })
  }

  @Test func `calls may make calls`() {
    let sum = Atomic(0)
    onThreads(8) { outer in
      onThreads(8) { inner in sum.add(outer * 8 + inner, ordering: .relaxed) }
    }
    #expect(sum.load(ordering: .relaxed) == 64 * 63 / 2)
  }
}
