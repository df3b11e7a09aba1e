/// Where normalized bytes go: what does not change is copied in whole stretches, and only once
/// something has changed.
struct NormalizationOutput {
  /// The normalized bytes up to `copied` of the source.
  private(set) var bytes: [UInt8]
  /// The alignment up to `copied`, or nil where nobody asked for it.
  private var alignment: TextAlignment?
  /// The source from here on is either not yet seen or the same in the output.
  private var copied = 0

  /// An output that begins with the given bytes, which are not part of the alignment.
  init(appendingTo bytes: [UInt8] = [], aligned: Bool = false) {
    self.bytes = bytes
    alignment = aligned ? TextAlignment() : nil
  }

  /// Whether everything up to now is the same in the output.
  var isUnchanged: Bool { copied == 0 }

  /// The text and its alignment, or nil if nothing has changed or nobody asked for the alignment.
  var normalizedText: NormalizedText? {
    guard !isUnchanged, let alignment else { return nil }
    return NormalizedText(bytes: bytes, alignment: alignment)
  }

  /// Puts bytes in the place of a range of the source, which is not empty and begins at or after the
  /// end of the one before it.
  mutating func replace(
    _ range: Range<Int>, of source: NormalizationSource, with replacement: [UInt8]
  ) {
    if source.bytes(in: range, equal: replacement) { return }
    copy(upTo: range.lowerBound, of: source)
    bytes.append(contentsOf: replacement)
    alignment?.appendUnit(normalized: replacement.count, source: range.count)
    copied = range.upperBound
  }

  /// Puts scalars of Hangul, each three bytes in UTF-8, in the place of a range of the source that has
  /// other bytes.
  @inline(__always)
  mutating func replace(
    _ range: Range<Int>, of source: NormalizationSource, withHangul first: UInt32,
    _ second: UInt32? = nil, _ third: UInt32? = nil
  ) {
    copy(upTo: range.lowerBound, of: source)
    let start = bytes.count
    append(hangul: first)
    if let second { append(hangul: second) }
    if let third { append(hangul: third) }
    alignment?.appendUnit(normalized: bytes.count - start, source: range.count)
    copied = range.upperBound
  }

  @inline(__always)
  private mutating func append(hangul scalar: UInt32) {
    bytes.append(UInt8(truncatingIfNeeded: 0xE0 | scalar >> 12))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar >> 6 & 0x3F))
    bytes.append(UInt8(truncatingIfNeeded: 0x80 | scalar & 0x3F))
  }

  /// Copies the rest of the source.
  mutating func finish(_ source: NormalizationSource) {
    copy(upTo: source.count, of: source)
  }

  private mutating func copy(upTo end: Int, of source: NormalizationSource) {
    guard end > copied else { return }
    source.append(copied..<end, to: &bytes)
    alignment?.appendUnchanged(end - copied)
    copied = end
  }
}
