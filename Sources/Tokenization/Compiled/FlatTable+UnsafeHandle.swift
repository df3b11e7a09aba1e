/// A read-only view of a table in memory that somebody else owns, for loops in which bounds checks
/// cost time.
///
/// Debug builds check every index; release builds rely on the invariants of the tables (see
/// `VocabularyImage`). Whoever makes a view keeps its memory alive, and unchanged, while it is in use.
@safe
struct FlatTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let base: UnsafePointer<Element>
  /// How many elements there are.
  let count: Int

  /// Whether there are none.
  var isEmpty: Bool { count == 0 }

  /// A view of `count` elements; valid as long as the memory is.
  @unsafe
  @inline(__always)
  init(base: UnsafePointer<Element>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The element at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> Element {
    assert(index >= 0 && index < count, "no element \(index) among \(count)")
    // SAFETY: 0 <= index < count, kept by the callers and checked in debug builds.
    return unsafe base[index]
  }

  /// Where an element lies.
  @unsafe
  @inline(__always)
  func address(of index: Int) -> UnsafeRawPointer {
    // SAFETY: 0 <= index < count, kept by the callers, who use the address as long as the memory lives.
    unsafe UnsafeRawPointer(base + index)
  }

  /// The elements of a range, copied.
  func elements(_ range: Range<Int>) -> [Element] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the view, checked above.
    return unsafe Array(UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Lends the elements of a range.
  func withSpan<Result, Failure: Error>(
    _ range: Range<Int>, _ body: (Span<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the view, checked above; the span cannot leave the closure, and
    // the view's memory outlives the call.
    let span = unsafe Span(_unsafeStart: base + range.lowerBound, count: range.count)
    return try body(span)
  }

  /// Appends the elements of a range to an array.
  @inline(__always)
  func append(_ range: Range<Int>, to array: inout [Element]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the view, checked above.
    unsafe array.append(
      contentsOf: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}

extension Span where Element: BitwiseCopyable & Sendable {
  /// Lends the elements as a table.
  @inline(__always)
  func withTable<Result, Failure: Error>(
    _ body: (FlatTable<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: the table is used inside the closure only. A span without elements may have no base;
    // any aligned address stands in for it, and with a count of 0 nothing reads it.
    try unsafe withUnsafeBufferPointer { buffer throws(Failure) in
      let nothing = unsafe UnsafePointer<Element>(
        bitPattern: MemoryLayout<Element>.alignment)
      guard let base = unsafe buffer.baseAddress ?? nothing else {
        preconditionFailure("an alignment is never 0")
      }
      return try unsafe body(FlatTable(base: base, count: buffer.count))
    }
  }
}

extension FlatTable where Element == UInt8 {
  /// Copies the bytes of a range to memory with room for them that does not overlap the table.
  @unsafe
  func copy(_ range: Range<Int>, to target: UnsafeMutableRawPointer) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the view, checked above; the room is the caller's care.
    unsafe target.copyMemory(from: base + range.lowerBound, byteCount: range.count)
  }

  /// The sixteen bytes from an index on, the first in the low bits; `index + 16 <= count`.
  @inline(__always)
  func loadSixteenBytes(at index: Int) -> UInt128 {
    assert(index >= 0 && index + 16 <= count)
    // SAFETY: 0 <= index and index + 16 <= count, kept by the callers; no alignment is assumed.
    let address = unsafe UnsafeRawPointer(base + index)
    let low = unsafe UInt64(littleEndian: address.loadUnaligned(as: UInt64.self))
    let high = unsafe UInt64(littleEndian: (address + 8).loadUnaligned(as: UInt64.self))
    return UInt128(low) | UInt128(high) &<< 64
  }

  /// The three bytes from an index on, the last in the low bits, and above them anything; `index + 3 <= count`.
  @inline(__always)
  func threeBytes(at index: Int) -> UInt32 {
    assert(index >= 0 && index + 3 <= count)
    if index == 0 { return UInt32(self[0]) &<< 16 | UInt32(self[1]) &<< 8 | UInt32(self[2]) }
    // SAFETY: the byte before is read too, and 1 <= index and index + 3 <= count; no alignment is assumed.
    let address = unsafe UnsafeRawPointer(base + (index &- 1))
    return unsafe UInt32(bigEndian: address.loadUnaligned(as: UInt32.self))
  }
}
