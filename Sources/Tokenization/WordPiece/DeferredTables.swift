import Synchronization

/// Tables that make encoding quicker, and that are worth making once enough text has gone through, for all
/// who share a tokenizer.
///
/// Until then their users find the same ids in another way, so that a process that loads a tokenizer for
/// a line of text does not pay for them.
final class DeferredTables<Tables: Sendable>: Sendable {
  /// How much text, in bytes, is worth the making of tables.
  static var worthwhile: Int { 1 << 16 }

  private let tables: Mutex<Tables?>
  /// How much text was to be encoded so far, in bytes; behind the border above it no longer matters.
  private let bytes = Atomic(0)
  private let make: @Sendable () -> Tables

  /// Tables that a closure makes, which always makes the same.
  init(_ make: @escaping @Sendable () -> Tables) {
    tables = Mutex(nil)
    self.make = make
  }

  /// Tables that are made already.
  convenience init(made: Tables) { self.init { made } }

  /// The tables, always the same; waits for another thread that makes them.
  func callAsFunction() -> Tables { tables.withLock { made(&$0) } }

  /// The tables, where they are worth making for so many bytes more; nil otherwise, and for a short text
  /// also while another thread makes them.
  func callAsFunction(forBytes count: Int) -> Tables? {
    let seen = bytes.wrappingAdd(count, ordering: .relaxed).newValue
    if seen < Self.worthwhile { return nil }
    return count < Self.worthwhile
      ? tables.withLockIfAvailable { made(&$0) } : tables.withLock { made(&$0) }
  }

  private func made(_ tables: inout Tables?) -> Tables {
    if let tables { return tables }
    let made = make()
    tables = made
    return made
  }
}
