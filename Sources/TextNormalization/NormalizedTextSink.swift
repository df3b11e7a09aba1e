/// What takes a normalized text from front to back, in parts of the old text and new ones.
protocol NormalizedTextSink: ~Copyable {
  /// Takes bytes of the old text over in which no U+2581 stands.
  mutating func take(_ old: Span<UInt8>, _ range: Range<Int>)
  /// Takes bytes of the old text over.
  mutating func takeScanning(_ old: Span<UInt8>, _ range: Range<Int>)
  /// Takes new bytes that stand for a range of the old text.
  mutating func takeNew(_ bytes: ArraySlice<UInt8>, for range: Range<Int>)
  /// Takes what is written for a space.
  mutating func takeSpace(_ space: [UInt8], for range: Range<Int>)
}

extension TextRewriter: NormalizedTextSink {
  @inline(__always)
  mutating func take(_ old: Span<UInt8>, _ range: Range<Int>) { keep(range) }

  mutating func takeScanning(_ old: Span<UInt8>, _ range: Range<Int>) { keep(range) }

  mutating func takeNew(_ bytes: ArraySlice<UInt8>, for range: Range<Int>) {
    write(bytes, for: range)
  }

  mutating func takeSpace(_ space: [UInt8], for range: Range<Int>) { write(space, for: range) }
}

extension NormalizedWords: NormalizedTextSink {
  @inline(__always)
  mutating func take(_ old: Span<UInt8>, _ range: Range<Int>) { append(old, range) }

  mutating func takeScanning(_ old: Span<UInt8>, _ range: Range<Int>) {
    appendScanning(range.map { old[$0] })
  }

  mutating func takeNew(_ bytes: ArraySlice<UInt8>, for range: Range<Int>) { appendScanning(bytes) }

  @inline(__always)
  mutating func takeSpace(_ space: [UInt8], for range: Range<Int>) { appendMark() }
}
