/// The bytes of a compiled vocabulary, in memory that an owner keeps.
///
/// Whoever hands over memory promises that it stays as it is as long as the owner lives. A file must
/// therefore never be written in place while it is mapped; replacing it by another is safe.
@safe
package struct CompiledBytes: @unchecked Sendable {
  private let base: UnsafeRawPointer
  /// How many bytes there are.
  package let count: Int
  private let owner: any AnyObject & Sendable

  /// Bytes that start at a multiple of 64 and live, unchanged, as long as their owner.
  @unsafe
  package init(base: UnsafeRawPointer, count: Int, owner: any AnyObject & Sendable) {
    precondition(Int(bitPattern: base) & 63 == 0, "tables must start at a multiple of 64")
    unsafe self.base = unsafe base
    self.count = count
    self.owner = owner
  }

  /// A copy of some bytes.
  package init(_ bytes: [UInt8]) {
    self.init(size: bytes.count) { writer in writer.append(bytes) }
  }

  /// Fresh memory of a fixed size, zeros but for what the closure writes.
  init(size: Int, _ fill: (inout Writer) -> Void) {
    let block = Block(size: size)
    var writer = unsafe Writer(base: block.base, size: size)
    fill(&writer)
    // SAFETY: the block has `size` bytes at a multiple of 64, frees them with itself alone, and
    // nothing writes to it any more.
    unsafe self.init(base: block.base, count: size, owner: block)
  }

  /// A view of elements that lie inside the bytes at a multiple of 4 or, for words of 64 bits, 8.
  ///
  /// SAFETY: the view must not outlive this value.
  @unsafe
  func table<Element: BitwiseCopyable & Sendable>(
    _ range: Range<Int>, of type: Element.Type
  ) -> FlatTable<Element> {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    precondition(range.lowerBound % MemoryLayout<Element>.alignment == 0)
    let elements = range.count / MemoryLayout<Element>.stride
    // SAFETY: the range lies inside the bytes and is aligned, checked above; the elements are trivial
    // and take any bits.
    let start = unsafe (base + range.lowerBound).bindMemory(to: type, capacity: elements)
    return unsafe FlatTable(base: start, count: elements)
  }

  /// The little-endian number at an offset.
  func load<Number: FixedWidthInteger & BitwiseCopyable>(_ type: Number.Type, at offset: Int)
    -> Number
  {
    precondition(offset >= 0 && offset + MemoryLayout<Number>.size <= count)
    // SAFETY: the number lies inside the bytes, checked above.
    return unsafe Number(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: type))
  }

  /// Lends the words of a range that starts at a multiple of 8.
  func withWords<Result>(_ range: Range<Int>, _ body: (FlatTable<UInt64>) -> Result) -> Result {
    defer { withExtendedLifetime(owner) {} }
    // SAFETY: the view is used inside the closure only.
    return body(unsafe table(range, of: UInt64.self))
  }

  /// The bytes of a range that starts at a multiple of 64, without a copy.
  func part(_ range: Range<Int>) -> CompiledBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the bytes, which live as long as the owner, and is aligned as the
    // initializer asks; it checks that.
    return unsafe CompiledBytes(base: base + range.lowerBound, count: range.count, owner: owner)
  }

  /// The bytes of a range, copied.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the bytes, checked above.
    return unsafe Array(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }

  /// Fills the fresh memory of compiled bytes.
  @safe
  struct Writer {
    private let base: UnsafeMutableRawPointer
    private let size: Int
    /// Where the next elements go.
    private(set) var offset = 0

    @unsafe
    fileprivate init(base: UnsafeMutableRawPointer, size: Int) {
      unsafe self.base = unsafe base
      self.size = size
    }

    /// Leaves zeros up to an offset.
    mutating func skip(to offset: Int) {
      precondition(offset >= self.offset && offset <= size)
      self.offset = offset
    }

    /// Writes elements.
    mutating func append<Element: BitwiseCopyable>(_ elements: [Element]) {
      let length = elements.count * MemoryLayout<Element>.stride
      precondition(length <= size - offset)
      unsafe elements.withUnsafeBytes { source in
        // SAFETY: the elements fit behind the offset, checked above.
        if let first = source.baseAddress {
          unsafe (base + offset).copyMemory(from: first, byteCount: length)
        }
      }
      offset += length
    }
  }
}

/// Memory of a fixed size, zeros at first, that is freed with its owner.
@safe
private final class Block: @unchecked Sendable {
  let base: UnsafeMutableRawPointer

  init(size: Int) {
    unsafe base = .allocate(byteCount: max(size, 64), alignment: 64)
    // SAFETY: so many bytes have just been allocated.
    unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: max(size, 64))
  }

  deinit {
    // SAFETY: allocated in `init`, freed once; the elements are trivial.
    unsafe base.deallocate()
  }
}
