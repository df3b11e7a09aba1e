import CVector
import TokenizerModel

/// Room for ids that grows, so that encoders can write without looking whether there is room.
///
/// Encoders `reserve` as many places as they can need (never more than there are bytes) and write
/// through `cells`.
@safe
struct IDBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt32>
  private var capacity: Int
  /// How many ids there are.
  private(set) var count = 0

  /// An empty buffer with some room.
  init(capacity: Int = 64) {
    self.capacity = capacity
    unsafe base = .allocate(capacity: capacity)
  }

  deinit {
    // SAFETY: `base` is always the last allocation, and nothing else frees it.
    unsafe base.deallocate()
  }

  /// Makes room for so many more ids and lends it, to be followed by `advance`.
  @inline(__always)
  mutating func reserve(_ more: Int) -> IDCells {
    if capacity - count < more { grow(more) }
    // SAFETY: the view covers the free part of the allocation; whoever writes through it has
    // exclusive access to this buffer and lets go of the view before the next call.
    return unsafe IDCells(base: base + count, count: capacity - count)
  }

  /// Counts ids that have been written to the reserved room.
  @inline(__always)
  mutating func advance(by written: Int) {
    assert(count + written <= capacity)
    count += written
  }

  /// The id at an index below `count`.
  subscript(index: Int) -> UInt32 {
    precondition(index >= 0 && index < count)
    // SAFETY: 0 <= index < count, checked above; the first `count` words are initialized.
    return unsafe base[index]
  }

  /// Forgets all ids; the room stays.
  mutating func removeAll() { count = 0 }

  private mutating func grow(_ more: Int) {
    let larger = max(count + more, 2 * capacity)
    let replacement = UnsafeMutablePointer<UInt32>.allocate(capacity: larger)
    unsafe cvector_advise_huge_pages(replacement, larger * MemoryLayout<UInt32>.stride)
    // SAFETY: the first `count` words are initialized and fit the larger allocation.
    unsafe replacement.update(from: base, count: count)
    unsafe base.deallocate()
    unsafe base = replacement
    capacity = larger
  }

  /// Appends the ids to an array.
  func append(to ids: inout [TokenID]) {
    let needed = ids.count + count
    if ids.capacity < needed { ids.reserveRoom(max(needed, 2 * ids.capacity)) }
    // SAFETY: the first `count` words are initialized; TokenID is a struct of one UInt32, so it has
    // the same layout.
    unsafe UnsafeRawPointer(base).withMemoryRebound(to: TokenID.self, capacity: count) {
      unsafe ids.append(contentsOf: UnsafeBufferPointer(start: $0, count: count))
    }
  }
}

extension [TokenID] {
  /// Lends places for some ids behind those that are there; `write` says how many it has written.
  @inline(__always)
  mutating func append(atMost most: Int, _ write: (IDCells) -> Int) {
    append(addingCapacity: most) { output in
      unsafe output.withUnsafeMutableBufferPointer { places, count in
        guard let base = places.baseAddress else { return }
        // SAFETY: there are `most` places; TokenID is a struct of one UInt32, so it has the same layout; any
        // bits are an id; `write` lets go of the view before it returns.
        unsafe UnsafeMutableRawPointer(base).withMemoryRebound(to: UInt32.self, capacity: most) {
          count = unsafe write(IDCells(base: $0, count: most))
        }
      }
    }
  }
}

/// Places for ids, written from the front and read back while backtracking.
@safe
struct IDCells {
  private let base: UnsafeMutablePointer<UInt32>
  /// How many places there are.
  let count: Int

  /// A view of `count` words; valid as long as the memory is.
  @unsafe
  @inline(__always)
  init(base: UnsafeMutablePointer<UInt32>, count: Int) {
    unsafe self.base = unsafe base
    self.count = count
  }

  /// The id at an index below `count`; only what was written can be read.
  @inline(__always)
  subscript(index: Int) -> UInt32 {
    get {
      assert(index >= 0 && index < count)
      // SAFETY: 0 <= index < count, kept by the encoders, which reserve a place for every byte.
      return unsafe base[index]
    }
    nonmutating set {
      assert(index >= 0 && index < count)
      // SAFETY: as above.
      unsafe base[index] = newValue
    }
  }

  /// Writes four ids to the front, the first in the low bits; there are four places.
  @inline(__always)
  func storeSixteenBytes(_ ids: SIMD2<UInt64>) {
    assert(count >= 4)
    // SAFETY: the view has four words, kept by the encoders, which reserve more than they need.
    let bytes = SIMD2(ids[0].littleEndian, ids[1].littleEndian)
    unsafe UnsafeMutableRawPointer(base).storeBytes(of: bytes, as: SIMD2<UInt64>.self)
  }

  /// The ids at the four front places, the first in the low bits; those that were never written are anything.
  @inline(__always)
  func loadSixteenBytes() -> SIMD2<UInt64> {
    assert(count >= 4)
    // SAFETY: the view has four words, as above; any bits are an id.
    let bytes = unsafe UnsafeRawPointer(base).loadUnaligned(as: SIMD2<UInt64>.self)
    return SIMD2(UInt64(littleEndian: bytes[0]), UInt64(littleEndian: bytes[1]))
  }

  /// The places from an index on.
  @inline(__always)
  func dropFirst(_ index: Int) -> IDCells {
    assert(index >= 0 && index <= count)
    // SAFETY: 0 <= index <= count, so the rest lies in the same memory.
    return unsafe IDCells(base: base + index, count: count &- index)
  }
}
