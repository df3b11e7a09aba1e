import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The wish of a user or a system that this process end: SIGINT (Ctrl-C) or SIGTERM.
enum InterruptSignal {
  /// Atomic because a handler sets it at any moment, on any thread. 0 is none.
  private static let number = Atomic<Int32>(0)

  /// The number of the signal that came, if one did.
  static var received: Int32? {
    let received = number.load(ordering: .relaxed)
    return received == 0 ? nil : received
  }

  /// From now on the first signal is taken note of; a second one ends the process.
  static func watch() {
    // The global is made before a handler can need it.
    _ = received
    for number in [SIGINT, SIGTERM] { watch(number) }
  }

  private static func watch(_ wanted: Int32) {
    // The handler does what is allowed in one: an atomic store and signal(2).
    let previous = signal(wanted) { received in
      InterruptSignal.number.store(received, ordering: .relaxed)
      _ = signal(received, SIG_DFL)
    }
    // Whoever started the process may have asked that it ignore the signal, as nohup does.
    // SAFETY: Handlers are compared as the addresses that they are.
    let addresses = unsafe (
      unsafeBitCast(previous, to: Int.self), unsafeBitCast(SIG_IGN, to: Int.self)
    )
    if addresses.0 == addresses.1 { _ = signal(wanted, SIG_IGN) }
  }
}
