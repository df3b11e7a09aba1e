import TokenizerModel

/// The tables of a vocabulary in one block of memory, unchanging once made.
///
/// The sections stand one after another, each at a multiple of 64 bytes, in the order of `Section`,
/// as little-endian numbers without pointers:
///
/// ```
///   +-------+---------+-------+------------+--------+------+
///   | cells | records | slots | byteTokens | starts | text |
///   +-------+---------+-------+------------+--------+------+
/// ```
final class VocabularyImage: Sendable {
  private let memory: Block
  private let tables: VocabularyTables

  /// Copies the parts into a block.
  init(_ parts: VocabularyParts) {
    var size = 0
    func section<Element>(_ elements: [Element]) -> Int {
      defer { size += (elements.count * MemoryLayout<Element>.stride + 63) & ~63 }
      return size
    }
    let cells = section(parts.cells)
    let records = section(parts.records)
    let slots = section(parts.slots)
    let byteTokens = section(parts.byteTokens)
    let starts = section(parts.starts)
    let text = section(parts.text)
    let memory = Block(size: size)
    self.memory = memory
    // SAFETY: each section lies inside the block, at a multiple of 64, and is filled here; the block
    // lives as long as this object, and `withTables` lends the views no longer.
    tables = unsafe VocabularyTables(
      strategy: parts.strategy, takesWholePreTokens: parts.takesWholePreTokens,
      rootBase: parts.rootBase, pairHash: parts.pairHash,
      cells: memory.store(parts.cells, at: cells),
      records: memory.store(parts.records, at: records),
      slots: memory.store(parts.slots, at: slots),
      byteTokens: memory.store(parts.byteTokens, at: byteTokens),
      starts: memory.store(parts.starts, at: starts),
      text: memory.store(parts.text, at: text))
  }

  /// The length of a token in bytes.
  func length(_ id: UInt32) -> Int { withTables { $0.length(id) } }

  /// Appends the bytes of a token; false where the id has none.
  func append(_ id: TokenID, to bytes: inout [UInt8]) -> Bool {
    withTables { tables in
      guard let range = tables.range(id.rawValue) else { return false }
      tables.text.append(range, to: &bytes)
      return true
    }
  }

  /// Lends the tables. They must not leave the closure.
  @inline(__always)
  func withTables<Result, Failure: Error>(
    _ body: (VocabularyTables) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(tables)
  }
}

/// Memory of a fixed size that is freed with its owner.
@safe
private final class Block: @unchecked Sendable {
  private let base: UnsafeMutableRawPointer
  private let size: Int

  init(size: Int) {
    self.size = size
    unsafe base = UnsafeMutableRawPointer.allocate(byteCount: max(size, 64), alignment: 64)
  }

  /// Copies elements to an offset and gives a view of them there.
  @unsafe
  func store<Element: BitwiseCopyable & Sendable>(
    _ elements: [Element], at offset: Int
  ) -> FlatTable<Element> {
    precondition(offset + elements.count * MemoryLayout<Element>.stride <= size)
    // SAFETY: the elements fit behind the offset, checked above, and are initialized by the copy.
    let start = unsafe (base + offset).bindMemory(to: Element.self, capacity: elements.count)
    unsafe elements.withUnsafeBufferPointer { source in
      if let first = source.baseAddress {
        unsafe start.initialize(from: first, count: source.count)
      }
    }
    return unsafe FlatTable(base: start, count: elements.count)
  }

  deinit {
    // SAFETY: allocated in `init`, freed once; the elements are trivial.
    unsafe base.deallocate()
  }
}
