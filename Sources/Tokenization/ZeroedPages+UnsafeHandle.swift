import CVector

/// Memory that begins as zeros and takes up room only where it is touched.
@safe
struct ZeroedPages<Element: BitwiseCopyable>: ~Copyable {
  private let memory: UnsafeMutableRawPointer
  private let isMapped: Bool
  /// How many elements there are.
  let count: Int

  /// Memory for `count` elements of which all bits are zero; at a multiple of 64 bytes.
  init(count: Int) {
    self.count = count
    let size = count * MemoryLayout<Element>.stride
    if size >= 1 << 16, let pages = unsafe cvector_map_pages(size) {
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

  /// The element at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count)
      // SAFETY: 0 <= index < count, kept by the callers, whose indices have no more bits than that.
      return unsafe memory.load(
        fromByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
    }
    set {
      assert(index >= 0 && index < count)
      // SAFETY: as above; `self` is the only owner of the memory.
      unsafe memory.storeBytes(
        of: newValue, toByteOffset: index &* MemoryLayout<Element>.stride, as: Element.self)
    }
  }

  /// Asks for the cache line of an element that will be read soon.
  @inline(__always)
  func prefetch(_ index: Int) {
    // SAFETY: a prefetch reads nothing; any address is allowed.
    unsafe cvector_prefetch(memory + index &* MemoryLayout<Element>.stride)
  }
}
