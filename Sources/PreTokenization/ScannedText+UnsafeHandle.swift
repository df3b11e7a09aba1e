internal import CVector

/// The bytes of one document and the class table, read without bounds checks by the scanners.
///
/// Every access names an index that the scanner has compared with `count`; debug builds check it.
@safe
struct ScannedText {
  private let text: UnsafePointer<UInt8>
  /// The length of the document in bytes.
  let count: Int
  /// How many bytes can be read from its start on: others may stand behind the document.
  let readable: Int
  private let classes: UnsafePointer<UInt8>
  private let blocks: UnsafePointer<UInt16>

  /// A view that is valid only as long as the buffers are; none of them may be empty.
  @unsafe
  init(
    text: UnsafePointer<UInt8>, count: Int, readable: Int, classes: UnsafePointer<UInt8>,
    blocks: UnsafePointer<UInt16>
  ) {
    assert(count <= readable)
    unsafe self.text = unsafe text
    self.count = count
    self.readable = readable
    unsafe self.classes = unsafe classes
    unsafe self.blocks = unsafe blocks
  }

  /// A document that is a part of this one.
  @inline(__always)
  func document(_ range: Range<Int>) -> ScannedText {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    // SAFETY: the range lies inside the document, checked above, and what can be read stays the same.
    return unsafe ScannedText(
      text: text + range.lowerBound, count: range.count, readable: readable &- range.lowerBound,
      classes: classes, blocks: blocks)
  }

  /// Where the document lies in memory.
  var address: Int { unsafe Int(bitPattern: text) }

  /// Where the byte at an index up to `count` lies in memory.
  @unsafe
  @inline(__always)
  func address(of index: Int) -> UnsafePointer<UInt8> {
    assert(index >= 0 && index <= count)
    // SAFETY: the document has `count` bytes, so the address is in it or just behind it.
    return unsafe text + index
  }

  /// The byte at an index below `count`.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    assert(index >= 0 && index < count)
    // SAFETY: 0 <= index < count, kept by the scanners, which compare with `count` first.
    return unsafe text[index]
  }

  /// The eight bytes from an index on, the first in the low bits; `index + 8 <= count`.
  @inline(__always)
  func eightBytes(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: 0 <= index and index + 8 <= count, kept by the scanners; no alignment is assumed.
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(text + index).loadUnaligned(as: UInt64.self))
  }

  /// The class of an ASCII byte, or no class for a byte of 0x80 and above.
  @inline(__always)
  func asciiClass(_ byte: UInt8) -> ScalarClass {
    // SAFETY: the table begins with 256 entries, one for every byte (ScalarClassTable's layout).
    unsafe ScalarClass(rawValue: classes[Int(byte)])
  }

  /// The class of a scalar up to U+10FFFF.
  @inline(__always)
  func scalarClass(_ scalar: UInt32) -> ScalarClass {
    assert(scalar <= 0x10FFFF)
    // SAFETY: the table has a block for every scalar up to U+10FFFF (ScalarClassTable's layout), and
    // the UTF-8 decoder makes no higher ones.
    return unsafe ScalarClass(
      rawValue: classes[
        ScalarClassTable.firstBlock + Int(blocks[Int(scalar >> 6)]) &* 64
          &+ Int(scalar & 63)])
  }
}

extension PreTokenizer {
  /// Calls a scanner's loop with pointers to a buffer of documents, the class table and the ends.
  ///
  /// Neither the buffer nor `ends` is empty.
  @inline(__always)
  func withScannedText(
    _ text: Span<UInt8>, _ ends: inout MutableSpan<Int>,
    _ body: (ScannedText, inout BorderList) throws(PreTokenizationError) -> Void
  ) throws(PreTokenizationError) -> Int {
    // SAFETY: the pointers are used only inside the closures that lend them, neither buffer is
    // empty, and the table's arrays live as long as `self`.
    return try unsafe text.withUnsafeBufferPointer { text throws(PreTokenizationError) in
      try unsafe ends.withUnsafeMutableBufferPointer { ends throws(PreTokenizationError) in
        try unsafe table.withUnsafePointers { classes, blocks throws(PreTokenizationError) in
          guard let textBase = text.baseAddress, let endsBase = ends.baseAddress else { return 0 }
          let scanned = unsafe ScannedText(
            text: textBase, count: text.count, readable: text.count, classes: classes,
            blocks: blocks)
          var borders = unsafe BorderList(base: endsBase, capacity: ends.count)
          try body(scanned, &borders)
          return borders.count
        }
      }
    }
  }
}

extension ScalarClassTable {
  /// Lends the table's two parts to a closure, which must not keep them.
  @inline(__always)
  fileprivate func withUnsafePointers(
    _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt16>) throws(PreTokenizationError) -> Int
  ) throws(PreTokenizationError) -> Int {
    // SAFETY: the pointers are used only inside `body`, while the arrays are lent.
    try unsafe classes.withUnsafeBufferPointer { classes throws(PreTokenizationError) in
      try unsafe blocks.withUnsafeBufferPointer { blocks throws(PreTokenizationError) in
        guard let classBase = classes.baseAddress, let blockBase = blocks.baseAddress else {
          preconditionFailure("the scalar class table is empty")
        }
        return try unsafe body(classBase, blockBase)
      }
    }
  }
}

/// The caller's buffer for ends, filled from the front.
@safe
struct BorderList {
  private let base: UnsafeMutablePointer<Int>
  private let capacity: Int
  /// How many ends have been written.
  private(set) var count = 0
  /// Where the document at hand begins, from where the scanners count.
  var origin = 0

  /// A list that is valid only as long as the buffer is.
  @unsafe
  init(base: UnsafeMutablePointer<Int>, capacity: Int) {
    unsafe self.base = unsafe base
    self.capacity = capacity
  }

  /// Whether nothing more fits.
  @inline(__always)
  var isFull: Bool { count == capacity }

  /// How many more ends fit.
  @inline(__always)
  var room: Int { capacity &- count }

  /// Writes one more end; the list is not full.
  @inline(__always)
  mutating func append(_ end: Int) {
    assert(count < capacity)
    // SAFETY: count < capacity, kept by the scanners' loop, which asks `isFull` before each step.
    unsafe base[count] = origin &+ end
    count &+= 1
  }

  /// Writes an end for each bit that is set in masks, which begin at an index and so far apart; the list has room
  /// for them.
  ///
  /// - Returns: The last.
  @inline(__always)
  mutating func append(bitsOf masks: Span<UInt64>, from first: Int, stride: Int) -> Int? {
    let most = masks.count &* UInt64.bitWidth
    assert(room >= masks.indices.reduce(0) { $0 + masks[$1].nonzeroBitCount })
    let before = count
    if room >= most &+ 16 {
      // SAFETY: the masks are lent for the call; there is room for all their bits and sixteen ends more.
      count &+= unsafe masks.withUnsafeBufferPointer {
        unsafe cvector_list_bits(
          $0.baseAddress, $0.count, origin &+ first, stride, base + count)
      }
    } else {
      for index in masks.indices {
        var bits = masks[index]
        while bits != 0 {
          append(first &+ index &* stride &+ bits.trailingZeroBitCount)
          bits &= bits &- 1
        }
      }
    }
    // SAFETY: so many ends have been written.
    return count > before ? unsafe base[count &- 1] &- origin : nil
  }
}
