/// A word of a text: where it stands, and its hash.
struct HashedWord: BitwiseCopyable {
  /// Where it begins, without the U+2581 in front, if there is one.
  let start: Int
  /// Its length without that.
  let length: Int
  fileprivate let header: UInt64
  fileprivate let place: UInt64

  /// The hash of a word of at least one byte.
  ///
  /// - Parameters:
  ///   - text: The text, which goes on for at least eight bytes behind the word.
  ///   - start: Where the word begins, with the U+2581 in front.
  ///   - end: Where it ends.
  @inline(__always)
  init(_ text: FlatTable<UInt8>, _ start: Int, before end: Int) {
    let hasMark =
      text.loadEightBytes(at: start) & 0xFF_FFFF == 0x0081_96E2 && end &- start >= 3
    self.start = hasMark ? start &+ 3 : start
    length = end &- self.start
    // A length that is too long to be remembered is told by nothing else.
    let about = UInt64(truncatingIfNeeded: min(length, 0xFE) &+ 1) | (hasMark ? 0x100 : 0)
    var hash = about &* 0x9E37_79B9_7F4A_7C15
    if length <= WordCache.longestWord {
      var index = 0
      while index &+ 8 < length {
        hash = Self.mix(hash ^ text.loadEightBytes(at: self.start &+ index))
        index &+= 8
      }
      if index < length {
        let mask = Self.mask(length &- index)
        hash = Self.mix(hash ^ text.loadEightBytes(at: self.start &+ index) & mask)
      }
    }
    place = hash
    header = hash &>> 32 | about &<< 32
  }

  /// Whether U+2581 stands in front.
  @inline(__always)
  var hasMark: Bool { header & 0x100_0000_0000 != 0 }

  /// Where it stands, with the U+2581 in front.
  @inline(__always)
  var range: Range<Int> { (hasMark ? start &- 3 : start)..<start &+ length }

  /// The low bytes of a word of eight; from one to eight.
  @inline(__always)
  static func mask(_ bytes: Int) -> UInt64 {
    ~0 &>> UInt64(truncatingIfNeeded: 64 &- 8 &* bytes)
  }

  @inline(__always)
  private static func mix(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0xC2B2_AE3D_27D4_EB4F)
    return product.high ^ product.low
  }
}

/// Remembers the ids of words, each in one of two neighbouring lines of 64 bytes that its hash names. The one
/// that it names first is kept by who comes first; in the other, what is new pushes out what is old.
///
/// ```
///   0        4          5       6       8       12
///   +--------+----------+-------+-------+-------+---------------------+-----------+---
///   |  hash, | length   | mark  | count | slack | bytes, up to a      | ids       |
///   |  high  | + 1      |       | of ids|       | multiple of 4       |           |
///   +--------+----------+-------+-------+-------+---------------------+-----------+---
/// ```
///
/// Ids take two bytes each where no id is larger, and four otherwise. A free line is all zeros. The table
/// begins small, so that a short text costs little, and grows with what it is given; it then begins anew.
@safe
struct WordCache: ~Copyable {
  private var pages = ZeroedPages<UInt64>(count: 8 << Self.sizes[0] + 8)
  private var step = 0
  /// How many words the table took in since it grew.
  private var news = 0
  /// Whether ids take two bytes.
  private let isNarrow: Bool

  /// How many lines there are at each step, as powers of two; the last are 16 MiB.
  private static let sizes = [9, 13, 18]
  private static let payload = 52

  /// The longest word that may be remembered, in bytes without the mark.
  static let longestWord = 44

  /// A cache for ids below a limit.
  init(idLimit: Int) { isNarrow = idLimit <= 0x10000 }

  /// What is remembered of a word.
  @safe
  struct Memory {
    /// How many ids there are.
    let count: Int
    /// See `SegmentViterbi`.
    let slack: Float
    /// Where the ids lie.
    fileprivate let place: UnsafeRawPointer
  }

  /// Writes the ids that are remembered, and up to three more that are to be written over. The cache must
  /// not have changed since.
  @inline(__always)
  func write(_ memory: Memory, to ids: IDCells) {
    // SAFETY: the ids lie in a line of the table, which has eight words behind its last line. `ids` has
    // four places more than there are ids.
    let place = unsafe memory.place
    var index = 0
    if isNarrow {
      repeat {
        let four = unsafe (place + 2 * index).loadUnaligned(as: UInt64.self)
        ids.dropFirst(index).storeSixteenBytes(
          SIMD2(
            four & 0xFFFF | (four & 0xFFFF_0000) &<< 16,
            four &>> 32 & 0xFFFF | (four &>> 48) &<< 32))
        index &+= 4
      } while index < memory.count
    } else {
      repeat {
        let low = unsafe (place + 4 * index).loadUnaligned(as: UInt64.self)
        let high = unsafe (place + 4 * index + 8).loadUnaligned(as: UInt64.self)
        ids.dropFirst(index).storeSixteenBytes(SIMD2(low, high))
        index &+= 4
      } while index < memory.count
    }
  }

  /// The first line of a word; the second is the other one of the pair.
  @inline(__always)
  private func line(_ word: HashedWord) -> Int {
    Int(truncatingIfNeeded: word.place)
      & (1 &<< Self.sizes[step] &- 1)
  }

  @inline(__always)
  private func address(_ line: Int) -> UnsafeMutableRawPointer {
    // SAFETY: the callers' numbers are below the number of lines.
    unsafe pages.cells.address(of: line &* 8)
  }

  /// What is remembered of a word.
  @inline(__always)
  func recall(_ word: HashedWord, _ text: FlatTable<UInt8>) -> Memory? {
    let line = line(word)
    // SAFETY: both numbers are below that of lines, which is even.
    let first = unsafe address(line)
    let header = unsafe first.load(as: UInt64.self)
    if header & 0xFFFF_FFFF_FFFF == word.header {
      return unsafe memory(of: word, text, header, first)
    }
    // The second is used only where the first is.
    if header == 0 { return nil }
    let second = unsafe address(line ^ 1)
    let other = unsafe second.load(as: UInt64.self)
    guard other & 0xFFFF_FFFF_FFFF == word.header else { return nil }
    return unsafe memory(of: word, text, other, second)
  }

  /// What is remembered in a line, if that is a word with the same bytes.
  @inline(__always)
  private func memory(
    of word: HashedWord, _ text: FlatTable<UInt8>, _ header: UInt64,
    _ line: UnsafeMutableRawPointer
  ) -> Memory? {
    // SAFETY: all reads stay in the line, whose payload has at least as many bytes as its length says,
    // or in the eight words behind the last line.
    let key = unsafe line + 12
    var index = 0
    while index &+ 8 < word.length {
      let eight = unsafe key.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard eight == text.loadEightBytes(at: word.start &+ index) else { return nil }
      index &+= 8
    }
    if index < word.length {
      let mask = HashedWord.mask(word.length &- index)
      let last = unsafe key.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      guard (last ^ text.loadEightBytes(at: word.start &+ index)) & mask == 0 else { return nil }
    }
    return unsafe Memory(
      count: Int(truncatingIfNeeded: header &>> 48),
      slack: line.load(fromByteOffset: 8, as: Float.self),
      place: UnsafeRawPointer(key + (word.length &+ 3) & ~3))
  }

  /// Asks for the lines of a word that will be looked up soon.
  @inline(__always)
  func prefetch(_ word: HashedWord) {
    let line = line(word)
    pages.cells.prefetch(line &* 8)
    pages.cells.prefetch((line ^ 1) &* 8)
  }

  /// Remembers the ids of a word, if there is room for them and the word in a line.
  mutating func remember(
    _ word: HashedWord, _ text: FlatTable<UInt8>, _ ids: IDCells, count: Int, slack: Float
  ) {
    let padded = (word.length + 3) & ~3
    guard word.length <= Self.longestWord,
      padded + (isNarrow ? 2 : 4) * count <= Self.payload
    else { return }
    news += 1
    if step + 1 < Self.sizes.count, news == 1 << (Self.sizes[step] - 1) { grow() }
    // SAFETY: key and ids fit the payload, checked above, so that all writes stay in the line, whose
    // number is below that of lines.
    let first = line(word)
    let isTaken = unsafe address(first).load(as: UInt64.self) != 0
    let line = unsafe address(isTaken ? first ^ 1 : first)
    let header = word.header | UInt64(count) << 48
    unsafe line.storeBytes(of: header, as: UInt64.self)
    unsafe line.storeBytes(of: slack, toByteOffset: 8, as: Float.self)
    for index in stride(from: 0, to: word.length, by: 4) {
      let four = UInt32(truncatingIfNeeded: text.loadEightBytes(at: word.start + index))
      unsafe line.storeBytes(of: four.littleEndian, toByteOffset: 12 + index, as: UInt32.self)
    }
    let target = unsafe line + 12 + padded
    for index in 0..<count {
      if isNarrow {
        unsafe target.storeBytes(
          of: UInt16(truncatingIfNeeded: ids[index]), toByteOffset: 2 * index, as: UInt16.self)
      } else {
        unsafe target.storeBytes(of: ids[index], toByteOffset: 4 * index, as: UInt32.self)
      }
    }
  }

  private mutating func grow() {
    step += 1
    news = 0
    pages = ZeroedPages(count: 8 << Self.sizes[step] + 8)
  }
}

extension FlatTable where Element == UInt8 {
  /// The eight bytes from an index on, the first in the low bits; `index + 8 <= count`.
  @inline(__always)
  func loadEightBytes(at index: Int) -> UInt64 {
    assert(index >= 0 && index + 8 <= count)
    // SAFETY: 0 <= index and index + 8 <= count, kept by the callers; no alignment is assumed.
    return unsafe UInt64(
      littleEndian: address(of: index).loadUnaligned(as: UInt64.self))
  }
}
