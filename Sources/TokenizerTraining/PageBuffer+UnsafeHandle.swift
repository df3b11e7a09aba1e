internal import CVector

/// Zeroed memory from the system, in huge pages where it is large, given back when the buffer goes.
///
/// A page takes up memory once it is touched, so a buffer may be made for the worst case. It is
/// mapped outside the heap: what is freed leaves the process, and the peak is what was in use.
@safe
final class PageBuffer<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  /// The elements, zero at first.
  private(set) var cells: Cells<Element>
  private var pages: UnsafeMutableRawPointer

  /// A buffer of `count` elements, all bits of them zero.
  ///
  /// Traps where the system has no address space left, as Swift's own arrays do.
  init(count: Int) {
    let size = PageBuffer.size(of: count)
    guard let pages = unsafe cvector_map_pages(size) else {
      preconditionFailure("the system refuses \(size) bytes of memory")
    }
    unsafe self.pages = unsafe pages
    // SAFETY: the mapping is `size` bytes, zeroed, aligned to a page, and lives as long as `self`;
    // every bit pattern is a value of the integers and structs of integers that are stored here.
    cells = unsafe Cells(
      base: pages.bindMemory(to: Element.self, capacity: count), count: count)
  }

  deinit {
    // SAFETY: `pages` was mapped with the size of `cells.count`; nobody holds views any more.
    unsafe cvector_unmap_pages(pages, PageBuffer.size(of: cells.count))
  }

  /// Makes the buffer larger; new elements are zero. Views made before are no longer valid.
  func grow(to count: Int) {
    precondition(count >= cells.count, "a buffer only grows")
    let size = PageBuffer.size(of: count)
    // SAFETY: `pages` was mapped with the size of `cells.count`; the old address is not used again.
    guard let moved = unsafe cvector_grow_pages(pages, PageBuffer.size(of: cells.count), size)
    else { preconditionFailure("the system refuses \(size) bytes of memory") }
    unsafe pages = unsafe moved
    // SAFETY: as in `init`.
    cells = unsafe Cells(
      base: moved.bindMemory(to: Element.self, capacity: count), count: count)
  }

  /// Gives the memory of a range of elements back; they are zero from then on.
  func release(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= cells.count)
    let stride = MemoryLayout<Element>.stride
    // SAFETY: the range lies inside the mapping, checked above; only whole pages of it are dropped.
    unsafe cvector_release_pages(pages, range.lowerBound * stride, range.upperBound * stride)
  }

  private static func size(of count: Int) -> Int {
    precondition(count >= 0)
    let (size, overflow) = max(count, 1)
      .multipliedReportingOverflow(by: MemoryLayout<Element>.stride)
    precondition(!overflow, "\(count) elements do not fit in the address space")
    return size
  }
}
