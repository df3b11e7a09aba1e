/// A normalized text and where its words begin: at every U+2581, which stands for a space.
///
/// The room is kept for the next text, and there is always room for sixteen bytes behind the text, so that
/// whoever reads it may load words of eight bytes that begin inside it.
@safe
package struct NormalizedWords: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private var starts: UnsafeMutablePointer<Int>
  private var startCapacity: Int
  /// How many bytes there are.
  package private(set) var byteCount = 0
  /// How many words there are; none is empty.
  package private(set) var count = 0

  /// What stands for a space.
  package static let mark: [UInt8] = [0xE2, 0x96, 0x81]
  /// How many bytes may be read behind the text.
  package static let padding = 16

  /// No words.
  package init() {
    capacity = 1024
    startCapacity = 256
    unsafe bytes = .allocate(capacity: capacity)
    unsafe bytes.initialize(repeating: 0, count: capacity)
    unsafe starts = .allocate(capacity: startCapacity)
  }

  deinit {
    // SAFETY: both are always the last allocations, and nothing else frees them.
    unsafe bytes.deallocate()
    unsafe starts.deallocate()
  }

  /// Forgets the text; the room stays.
  package mutating func removeAll() {
    byteCount = 0
    count = 0
  }

  /// Lends the text, the padding behind it, and where its words begin.
  @inline(__always)
  package func withText<Result>(
    _ body: (_ text: Span<UInt8>, _ starts: Span<Int>) -> Result
  ) -> Result {
    // SAFETY: the first `byteCount` bytes are written, those behind them are zeros or were written
    // earlier, and `reserve` keeps room for the padding; the first `count` starts are written. The spans
    // do not outlive the call, during which nobody changes this value.
    let text = unsafe Span(_unsafeStart: bytes, count: byteCount + Self.padding)
    let starts = unsafe Span(_unsafeStart: self.starts, count: count)
    return body(text, starts)
  }

  /// Appends a range of a text in which no mark stands.
  @inline(__always)
  package mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
    if count == 0, !range.isEmpty { noteStart() }
    reserve(range.count)
    // SAFETY: the range lies inside the text, checked above; there is room, which does not overlap it.
    // Sixteen bytes may be read as far as the text has them, and written, since there is padding.
    unsafe text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return }
      let source = unsafe UnsafeRawPointer(base + range.lowerBound)
      let target = unsafe UnsafeMutableRawPointer(bytes + byteCount)
      if range.count <= 16, range.lowerBound &+ 16 <= text.count {
        let low = unsafe source.loadUnaligned(as: UInt64.self)
        let high = unsafe (source + 8).loadUnaligned(as: UInt64.self)
        unsafe target.storeBytes(of: low, as: UInt64.self)
        unsafe (target + 8).storeBytes(of: high, as: UInt64.self)
      } else {
        unsafe target.copyMemory(from: source, byteCount: range.count)
      }
    }
    byteCount &+= range.count
  }

  /// Appends a byte that is part of no mark.
  @inline(__always)
  package mutating func append(_ byte: UInt8) {
    if count == 0 { noteStart() }
    reserve(1)
    // SAFETY: there is room for a byte.
    unsafe bytes[byteCount] = byte
    byteCount &+= 1
  }

  /// Appends a mark, with which a word begins.
  @inline(__always)
  package mutating func appendMark() {
    noteStart()
    reserve(3)
    // SAFETY: there is room for three bytes and the padding.
    let target = unsafe UnsafeMutableRawPointer(bytes + byteCount)
    unsafe target.storeBytes(of: UInt32(0x0081_96E2).littleEndian, as: UInt32.self)
    byteCount &+= 3
  }

  /// Drops marks from the end.
  package mutating func dropLastMarks() {
    while byteCount >= 3, endsWithMark {
      // Every mark is the start of a word, so there is a last start.
      byteCount -= 3
      count -= 1
    }
  }

  private var endsWithMark: Bool {
    // SAFETY: there are at least three bytes, which the caller has seen.
    let last = unsafe (bytes[byteCount - 3], bytes[byteCount - 2], bytes[byteCount - 1])
    return last == (0xE2, 0x96, 0x81)
  }

  @inline(__always)
  private mutating func noteStart() {
    if count == startCapacity { growStarts() }
    // SAFETY: count < startCapacity.
    unsafe starts[count] = byteCount
    count &+= 1
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity &- byteCount < more &+ Self.padding { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(2 * capacity, byteCount + more + Self.padding)
    let replacement = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    // SAFETY: all `capacity` bytes are initialized and fit the larger allocation, whose rest becomes
    // zeros.
    unsafe replacement.initialize(from: bytes, count: capacity)
    unsafe (replacement + capacity).initialize(repeating: 0, count: larger - capacity)
    unsafe bytes.deallocate()
    unsafe bytes = replacement
    capacity = larger
  }

  @inline(never)
  private mutating func growStarts() {
    let replacement = UnsafeMutablePointer<Int>.allocate(capacity: 2 * startCapacity)
    // SAFETY: all `startCapacity` starts are written and fit the larger allocation.
    unsafe replacement.initialize(from: starts, count: startCapacity)
    unsafe starts.deallocate()
    unsafe starts = replacement
    startCapacity *= 2
  }
}

extension NormalizedWords {
  /// Appends a text in which marks may stand.
  package mutating func appendScanning(_ text: some Sequence<UInt8>) {
    // How many bytes of a mark have been seen.
    var seen = 0
    for byte in text {
      if byte == Self.mark[seen] {
        seen += 1
        if seen == 3 {
          appendMark()
          seen = 0
        }
        continue
      }
      for place in 0..<seen { append(Self.mark[place]) }
      seen = byte == Self.mark[0] ? 1 : 0
      if seen == 0 { append(byte) }
    }
    for place in 0..<seen { append(Self.mark[place]) }
  }
}
