/// A text that is rewritten step by step, and where its bytes came from.
///
/// Alignment costs eight bytes a byte, so it is kept only for callers who want it.
package struct AlignedText: Sendable, Equatable {
  /// Source bytes, half open.
  package struct Origin: Sendable, Equatable {
    package var start: Int32
    package var end: Int32

    package init(start: Int32, end: Int32) {
      self.start = start
      self.end = end
    }
  }

  /// The text as it is now.
  package private(set) var bytes: [UInt8]
  /// For each byte, the source bytes that it stands for; nil where nobody wants to know.
  package private(set) var origins: [Origin]?
  /// Whether the first byte stands for the first one of the source.
  package private(set) var beginsAtSource = true

  /// A text that is its own source.
  package init(_ source: Span<UInt8>, keepsOrigins: Bool) {
    bytes = []
    bytes.reserveCapacity(source.count)
    for index in source.indices { bytes.append(source[index]) }
    origins =
      keepsOrigins ? source.indices.map { Origin(start: Int32($0), end: Int32($0 + 1)) } : nil
  }

  /// The text without bytes.
  fileprivate init(keepsOrigins: Bool, beginsAtSource: Bool) {
    bytes = []
    origins = keepsOrigins ? [] : nil
    self.beginsAtSource = beginsAtSource
  }

  /// The source bytes of a range of the text; of an empty one, an empty one.
  package func sourceRange(of range: Range<Int>) -> Range<Int> {
    guard let origins, !range.isEmpty else { return 0..<0 }
    var (start, end) = (origins[range.lowerBound].start, origins[range.lowerBound].end)
    for origin in origins[range] {
      start = min(start, origin.start)
      end = max(end, origin.end)
    }
    return Int(start)..<Int(end)
  }

  /// Writes the text anew: `body` goes over the bytes of the text as it was and gives the rewriter
  /// what is to stand in the new one, from front to back.
  package mutating func rewrite<Failure: Error>(
    _ body: (Span<UInt8>, inout TextRewriter) throws(Failure) -> Void
  ) throws(Failure) {
    var rewriter = TextRewriter(self)
    try body(bytes.span, &rewriter)
    self = rewriter.output
  }
}

/// Writes a new text from the parts of an old one.
package struct TextRewriter {
  private let source: AlignedText
  fileprivate var output: AlignedText

  fileprivate init(_ source: AlignedText) {
    self.source = source
    output = AlignedText(keepsOrigins: source.origins != nil, beginsAtSource: false)
    output.reserve(source.bytes.count)
  }

  /// How many bytes the new text has so far.
  package var count: Int { output.bytes.count }

  /// Takes bytes over as they are.
  @inline(__always)
  package mutating func keep(_ range: Range<Int>) {
    if range.isEmpty { return }
    if output.bytes.isEmpty { output.noteStart(source.beginsAtSource && range.lowerBound == 0) }
    output.append(source.bytes[range])
    if let origins = source.origins { output.append(origins[range]) }
  }

  /// Writes new bytes that stand for a range of the old text. An empty range stands for the byte
  /// after it, or at the end of the text for the one before.
  package mutating func write(_ bytes: some Collection<UInt8>, for range: Range<Int>) {
    if bytes.isEmpty { return }
    if output.bytes.isEmpty { output.noteStart(source.beginsAtSource && range.lowerBound == 0) }
    output.append(bytes)
    guard let origins = source.origins, !origins.isEmpty else { return }
    let place = min(range.lowerBound, origins.count - 1)
    let origin: AlignedText.Origin
    if range.isEmpty {
      let start = range.lowerBound < origins.count ? origins[place].start : origins[place].end
      origin = AlignedText.Origin(start: start, end: start)
    } else {
      let covered = source.sourceRange(of: range)
      origin = AlignedText.Origin(start: Int32(covered.lowerBound), end: Int32(covered.upperBound))
    }
    output.append(repeatElement(origin, count: bytes.count))
  }
}

extension AlignedText {
  fileprivate mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
    origins?.reserveCapacity(count)
  }

  fileprivate mutating func noteStart(_ isAtSource: Bool) { beginsAtSource = isAtSource }

  @inline(__always)
  fileprivate mutating func append(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
  }

  fileprivate mutating func append(_ more: some Collection<Origin>) {
    origins?.append(contentsOf: more)
  }
}
