internal import CVector

/// The bytes of one text and the table of its form, read without bounds checks.
///
/// Every access names an index that the caller has compared with `count`; debug builds check it.
@safe
struct NormalizationSource {
  private let text: UnsafePointer<UInt8>
  /// The length of the text in bytes.
  let count: Int
  private let blocks: UnsafePointer<UInt16>
  private let entries: UnsafePointer<UInt32>
  /// Whether the form composes.
  let composes: Bool

  /// Calls `body` with a view of a text and of a table; it is not called for a text without bytes,
  /// where `empty` is the result.
  @inline(__always)
  static func with<Result>(
    _ text: Span<UInt8>, _ table: NormalizationTable, empty: Result,
    _ body: (NormalizationSource) -> Result
  ) -> Result {
    // SAFETY: the pointers are used only inside the closures that lend them; `body` does not let the
    // view escape, and the tables are never empty.
    unsafe text.withUnsafeBufferPointer { text in
      unsafe table.blocks.withUnsafeBufferPointer { blocks in
        unsafe table.entries.withUnsafeBufferPointer { entries in
          guard let textBase = text.baseAddress, let blockBase = blocks.baseAddress,
            let entryBase = entries.baseAddress, text.count > 0
          else { return empty }
          return unsafe body(
            NormalizationSource(
              text: textBase, count: text.count, blocks: blockBase, entries: entryBase,
              composes: table.composes))
        }
      }
    }
  }

  @unsafe
  private init(
    text: UnsafePointer<UInt8>, count: Int, blocks: UnsafePointer<UInt16>,
    entries: UnsafePointer<UInt32>, composes: Bool
  ) {
    unsafe self.text = unsafe text
    self.count = count
    unsafe self.blocks = unsafe blocks
    unsafe self.entries = unsafe entries
    self.composes = composes
  }

  /// The byte at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    // SAFETY: 0 <= index < count, kept by the callers, which compare with `count` first.
    return unsafe text[index]
  }

  /// The eight bytes from an index on, the first in the low bits; `index + 8 <= count`.
  @inline(__always)
  func eightBytes(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: 0 <= index and index + 8 <= count, kept by the callers; no alignment is assumed.
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self))
  }

  /// The end of a run of bytes from an index up to `count` on in which no scalars are well-formed but ASCII
  /// and U+AC00...U+D7FF: the Hangul syllables and, after them, old jamo that never compose. Nothing in such
  /// a run needs care in a form that composes.
  func endOfEasyRun(from index: Int) -> Int {
    assert(index >= 0 && index <= count)
    // SAFETY: `count - index` bytes can be read from the index on.
    return unsafe index &+ cvector_hangul_run(text + index, count &- index)
  }

  /// The entry of a scalar up to U+10FFFF.
  @inline(__always)
  func entry(of scalar: UInt32) -> ScalarEntry {
    assert(scalar <= 0x10FFFF)
    // SAFETY: the table has a block for every scalar up to U+10FFFF, and the UTF-8 decoder makes no
    // higher ones.
    return unsafe ScalarEntry(
      rawValue: entries[Int(blocks[Int(scalar >> 6)]) &* 64 &+ Int(scalar & 63)])
  }

  /// Appends the bytes of a range within 0..<count.
  func append(_ range: Range<Int>, to target: inout [UInt8]) {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies within 0..<count, kept by `NormalizationOutput`.
    unsafe target.append(
      contentsOf: UnsafeBufferPointer(start: text + range.lowerBound, count: range.count))
  }
}
