import Synchronization

/// Tables that make encoding or decoding quicker, and that are worth making once enough has come, for all who
/// share a tokenizer.
///
/// Until then their users find the same in another way, so that a process that loads a tokenizer for
/// a line of text does not pay for them.
final class DeferredTables<Tables: Sendable>: Sendable {
  private enum State {
    case unmade(@Sendable () -> Tables)
    case made(Tables)
  }

  private let state: Mutex<State>
  /// How much text, or how many ids, came so far, in bytes.
  private let bytes = Atomic(0)
  /// How much, in bytes, is worth the making of the tables.
  private let worthwhile: Int

  /// Tables that a closure makes, which always makes the same, once so many bytes have come.
  init(worthwhile: Int = 0, _ make: @escaping @Sendable () -> Tables) {
    self.worthwhile = worthwhile
    state = Mutex(.unmade(make))
  }

  /// Tables that are made already.
  init(made tables: Tables) {
    worthwhile = 0
    state = Mutex(.made(tables))
  }

  /// The tables, always the same; waits for another thread that makes them.
  func callAsFunction() -> Tables { state.withLock { Self.tables(&$0) } }

  /// The tables, where they are worth making for so many bytes more; nil otherwise, and for
  /// few also while another thread makes them.
  func callAsFunction(forBytes count: Int) -> Tables? {
    let seen = bytes.wrappingAdd(count, ordering: .relaxed).newValue
    if seen < worthwhile { return nil }
    return count < worthwhile
      ? state.withLockIfAvailable { Self.tables(&$0) } : state.withLock { Self.tables(&$0) }
  }

  private static func tables(_ state: inout State) -> Tables {
    switch state {
    case .made(let tables): return tables
    case .unmade(let make):
      let tables = make()
      state = .made(tables)
      return tables
    }
  }
}
