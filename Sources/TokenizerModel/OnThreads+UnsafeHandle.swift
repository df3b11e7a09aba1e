import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The number of processors that are on.
package var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// Calls `work` once for each number below `count`, at the same time on as many threads as the system has
/// cores, and returns when all calls have.
///
/// The threads are new ones: in a virtual machine with Linux, one of a pool that was woken often shared the core
/// of the thread that woke it for milliseconds before it was moved to an idle one.
package func onThreads(_ count: Int, _ work: @Sendable (Int) -> Void) {
  if count == 1 { return work(0) }
  withoutActuallyEscaping(work) { work in
    let calls = NumberedCalls(count, work)
    let most = min(count, processorCount)
    let threads = (1..<max(1, most)).compactMap { _ in calls.startThread() }
    calls.makeAll()
    for thread in threads { pthread_join(thread, nil) }
  }
}

/// Calls that several threads share out among themselves.
private final class NumberedCalls: Sendable {
  private let next = Atomic(0)
  private let count: Int
  private let work: @Sendable (Int) -> Void

  init(_ count: Int, _ work: @escaping @Sendable (Int) -> Void) {
    (self.count, self.work) = (count, work)
  }

  /// Makes the calls that nobody has begun, until none is left.
  func makeAll() {
    while true {
      let number = next.add(1, ordering: .relaxed).oldValue
      if number >= count { return }
      work(number)
    }
  }

  /// A new thread that does so too; nil where the system grants none, and the others make all calls.
  func startThread() -> pthread_t? {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    // SAFETY: the thread takes over the reference that is retained for it; where there is no thread, it is
    // given back.
    let calls = unsafe Unmanaged.passRetained(self)
    let failure = unsafe pthread_create(
      &thread, nil,
      { calls in
        if let calls = unsafe calls as UnsafeMutableRawPointer? {
          unsafe Unmanaged<NumberedCalls>.fromOpaque(calls).takeRetainedValue().makeAll()
        }
        return nil
      }, calls.toOpaque())
    if failure == 0 { return thread }
    unsafe calls.release()
    return nil
  }
}
