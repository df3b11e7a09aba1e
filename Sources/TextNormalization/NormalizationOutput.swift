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
    alignment?.append(normalized: replacement.count, source: range.count, units: 1)
    copied = range.upperBound
  }

  /// Copies the rest of the source.
  mutating func finish(_ source: NormalizationSource) {
    copy(upTo: source.count, of: source)
  }

  private mutating func copy(upTo end: Int, of source: NormalizationSource) {
    guard end > copied else { return }
    source.append(copied..<end, to: &bytes)
    let count = end - copied
    alignment?.append(normalized: count, source: count, units: count)
  }
}
