import CVector

/// Memory that begins as zeros and takes up room only where it is touched.
@safe
struct ZeroedPages<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  // SAFETY: nothing here guards against two threads. What is shared by several is written before it is
  // shared, and only read from then on; everything else belongs to one encoder.
  private let memory: UnsafeMutableRawPointer
  private let isMapped: Bool
  /// How many elements there are.
  let count: Int

  /// Memory for `count` elements of which all bits are zero; at a multiple of 64 bytes.
  ///
  /// - Parameters:
  ///   - count: How many elements.
  ///   - isSoonFull: Whether all of it will be written to, so that it may take up room at once.
  init(count: Int, isSoonFull: Bool = false) {
    self.count = count
    let size = count * MemoryLayout<Element>.stride
    if size >= 1 << 16, let pages = unsafe cvector_map_pages(size) {
      if isSoonFull { unsafe cvector_touch_pages(pages, size) }
      unsafe memory = pages
      isMapped = true
    } else {
      unsafe memory = .allocate(byteCount: size, alignment: 64)
      unsafe memory.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      isMapped = false
    }
    // SAFETY: the memory has room for `count` elements, and zeros are a value of a trivial type.
    _ = unsafe memory.bindMemory(to: Element.self, capacity: count)
  }

  deinit {
    // SAFETY: made in `init` in the way that `isMapped` tells, with the same size; freed once.
    if isMapped {
      unsafe cvector_unmap_pages(memory, count * MemoryLayout<Element>.stride)
    } else {
      unsafe memory.deallocate()
    }
  }

  /// The elements, to be used only as long as this lives, and by one caller at a time, or by several that
  /// only read.
  @inline(__always)
  var cells: FlatCells<Element> {
    // SAFETY: the memory is bound to `count` elements; callers let go of the view before the owner.
    unsafe FlatCells(base: memory.assumingMemoryBound(to: Element.self), count: count)
  }
}

/// Places for trivial values in memory that somebody else owns, for loops in which bounds checks cost
/// time. Debug builds check every index.
@safe
struct FlatCells<Element: BitwiseCopyable> {
  private let base: UnsafeMutablePointer<Element>
  /// How many places there are.
  let count: Int

  /// A view of `count` elements; valid as long as the memory is.
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
      assert(index >= 0 && index < count)
      // SAFETY: 0 <= index < count, kept by the callers and checked in debug builds.
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      // SAFETY: as above; the elements are trivial.
      unsafe base[index] = newValue
    }
  }

  /// Where an element lies.
  @unsafe
  @inline(__always)
  func address(of index: Int) -> UnsafeMutableRawPointer {
    // SAFETY: 0 <= index < count, kept by the callers, who use the address as long as the memory lives.
    unsafe UnsafeMutableRawPointer(base + index)
  }

  /// The places from an index on, so many.
  @inline(__always)
  func part(_ index: Int, count: Int) -> FlatCells<Element> {
    assert(index >= 0 && count >= 0 && index + count <= self.count)
    // SAFETY: 0 <= index and index + count <= self.count, so the part lies in the same memory.
    return unsafe FlatCells(base: base + index, count: count)
  }

  /// Copies the elements of a range of other memory to the places from an index on.
  @inline(__always)
  func copy(_ other: FlatCells<Element>, _ range: Range<Int>, to index: Int) {
    assert(range.lowerBound >= 0 && range.upperBound <= other.count)
    assert(index >= 0 && index + range.count <= count)
    // SAFETY: both ranges lie in their memory, kept by the callers; trivial elements are copied.
    unsafe (base + index).update(from: other.base + range.lowerBound, count: range.count)
  }

  /// Asks for the cache line of an element that will be read soon.
  @inline(__always)
  func prefetch(_ index: Int) {
    // SAFETY: a prefetch reads nothing; any address is allowed.
    unsafe cvector_prefetch(UnsafeRawPointer(base + index))
  }

  /// Lends all elements as a span.
  @inline(__always)
  func withSpan<Result, Failure: Error>(
    _ body: (inout MutableSpan<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    // SAFETY: the view covers `count` initialized elements, and nobody else uses them meanwhile.
    var span = unsafe MutableSpan(_unsafeStart: base, count: count)
    return try body(&span)
  }
}
