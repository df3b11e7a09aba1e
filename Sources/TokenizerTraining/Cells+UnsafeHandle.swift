internal import CVector

/// A view of numbers in memory that somebody else owns, for loops in which bounds checks cost time.
///
/// Debug builds check every index; release builds rely on the invariants of the types that use the
/// view. Whoever makes a view keeps its memory alive while it is in use: a buffer that is stored in
/// `self` or passed as an argument is, one in a local variable only up to its own last use (see
/// `withExtendedLifetime`). Threads that share a view write to different indices.
@safe
struct Cells<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Element>
  /// How many elements there are.
  let count: Int

  /// A view of `count` initialized elements; valid as long as the memory is.
  @unsafe
  @inline(__always)
  init(base: UnsafeMutablePointer<Element>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The element at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "no cell \(index) among \(count)")
      // SAFETY: 0 <= index < count, kept by the callers and checked in debug builds.
      return unsafe base[index]
    }
    nonmutating _modify {
      assert(index >= 0 && index < count, "no cell \(index) among \(count)")
      // SAFETY: as above; no other thread touches the element meanwhile (see the type).
      yield unsafe &base[index]
    }
  }

  /// Asks for the cache line of a cell that will be read soon.
  @inline(__always)
  func prefetch(_ index: Int) {
    // SAFETY: a prefetch reads nothing; any address is allowed, mapped or not.
    unsafe cvector_prefetch(UnsafeRawPointer(bitPattern: address(of: index)))
  }

  /// Asks for the cache line of a cell that will be written soon.
  @inline(__always)
  func prefetchForWriting(_ index: Int) {
    // SAFETY: a prefetch writes nothing; any address is allowed, mapped or not.
    unsafe cvector_prefetch_for_writing(UnsafeRawPointer(bitPattern: address(of: index)))
  }

  @inline(__always)
  private func address(of index: Int) -> UInt {
    unsafe UInt(bitPattern: base) &+ UInt(bitPattern: index &* MemoryLayout<Element>.stride)
  }

  /// Moves the elements of a range so that the first stands at `destination`; both may overlap.
  func move(_ range: Range<Int>, to destination: Int) {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(destination >= 0 && destination + range.count <= count)
    // SAFETY: both ranges lie inside the view, checked above; `update` allows overlaps.
    unsafe (base + destination).update(from: base + range.lowerBound, count: range.count)
  }
}

extension Cells where Element == UInt8 {
  /// The same bytes to read from.
  @inline(__always)
  var text: ByteText {
    // SAFETY: the view lives no longer than this one, by the rule of both types.
    unsafe ByteText(base: UnsafePointer(base), count: count)
  }

  /// Writes eight bytes from an index on, the lowest first; `index + 8 <= count`.
  @inline(__always)
  func storeWord(_ word: UInt64, at index: Int) {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: 0 <= index and index + 8 <= count, kept by the callers; no alignment is assumed.
    unsafe UnsafeMutableRawPointer(base + index)
      .storeBytes(of: word.littleEndian, as: UInt64.self)
  }

  /// Copies `length` bytes of a text to an index; the text is not part of this view.
  func copy(_ text: ByteText, from start: Int, length: Int, to index: Int) {
    precondition(index >= 0 && length >= 0 && index + length <= count)
    // SAFETY: the destination lies inside the view, checked above; `bytes(at:length:)` checks the
    // source; the two do not overlap by the rule of this method.
    unsafe (base + index).update(from: text.bytes(at: start, length: length), count: length)
  }
}

/// Bytes to read without bounds checks, one by one or eight at a time.
///
/// As with `Cells`, debug builds check every index, and whoever makes one keeps the bytes alive.
@safe
struct ByteText {
  private let base: UnsafePointer<UInt8>
  /// How many bytes there are.
  let count: Int

  /// A view of `count` bytes; valid as long as the memory is.
  @unsafe
  @inline(__always)
  init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The byte at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    // SAFETY: 0 <= index < count, kept by the callers and checked in debug builds.
    return unsafe base[index]
  }

  /// The eight bytes from an index on, the first in the low bits; `index + 8 <= count`.
  @inline(__always)
  func word(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: 0 <= index and index + 8 <= count, kept by the callers; no alignment is assumed.
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
  }

  /// Lends some of the bytes as a span.
  func withBytes<Result, Failure: Error>(
    from start: Int, length: Int, _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: `bytes(at:length:)` checks the range; the span is used inside the closure only.
    try unsafe body(
      Span(_unsafeStart: bytes(at: start, length: length), count: length))
  }

  /// A pointer to `length` bytes.
  @unsafe
  func bytes(at index: Int, length: Int) -> UnsafePointer<UInt8> {
    precondition(index >= 0 && length >= 0 && index + length <= count)
    return unsafe base + index
  }
}

extension Span<UInt8> {
  /// Lends the bytes as a text.
  @inline(__always)
  func withText<Result>(_ body: (ByteText) -> Result) -> Result {
    // SAFETY: the text is used inside the closure only. A span without bytes has no base; the
    // address of a local stands in for it, and with a count of 0 nothing reads it.
    unsafe withUnsafeBufferPointer { buffer in
      if let base = buffer.baseAddress {
        return unsafe body(ByteText(base: base, count: buffer.count))
      }
      return unsafe withUnsafePointer(to: 0 as UInt8) { nothing in
        unsafe body(ByteText(base: nothing, count: 0))
      }
    }
  }
}
