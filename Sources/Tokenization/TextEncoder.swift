import PreTokenization
import TextNormalization
import TokenizerModel

/// Takes texts apart and encodes them, one after another.
///
/// A text passes through in stretches: added tokens are cut out of the source; what lies between them
/// is normalized, cut into pre-tokens and encoded.
struct TextEncoder: ~Copyable {
  /// The tokenizer whose ids these are.
  let tokenizer: Tokenizer
  /// The ids so far.
  private(set) var ids = IDBuffer()
  private var encoder = PreTokenRunEncoder()
  /// Where the pre-tokens at hand end.
  private var ends = [Int](repeating: 0, count: PreTokenRunEncoder.longestRun)

  /// An encoder that has seen nothing yet.
  init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
  }

  /// Forgets the ids.
  mutating func removeIDs() { ids.removeAll() }

  /// Encodes a text behind what `ids` holds.
  ///
  /// - Parameters:
  ///   - text: A whole document.
  ///   - filter: Which added tokens may be found in it.
  ///   - keepsIDs: Whether the ids stay in `ids`; otherwise they are only counted.
  /// - Returns: The number of tokens.
  /// - Throws: What the public methods throw.
  @discardableResult
  mutating func encode(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter, keepsIDs: Bool
  ) throws(TokenizationError) -> Int {
    try checkLength(of: text)
    if filter.isEmpty { return try encodeSegment(text, keepsIDs: keepsIDs) }
    var total = 0
    var start = 0
    while start < text.count {
      let match = tokenizer.added.firstMatch(in: text, from: start, filter)
      let end = match?.range.lowerBound ?? text.count
      total += try encodeSegment(text.extracting(start..<end), keepsIDs: keepsIDs)
      start = end
      if let match {
        if keepsIDs { append(match.token) }
        total += 1
        start = match.range.upperBound
      }
    }
    return total
  }

  /// The tokens of a text with the source bytes that they came from.
  mutating func tokenize(
    _ text: Span<UInt8>, _ filter: AddedTokenFilter
  ) throws(TokenizationError) -> TokenizedText {
    try checkLength(of: text)
    ids.removeAll()
    var offsets: [Range<Int>] = []
    var start = 0
    while start < text.count {
      let match = filter.isEmpty ? nil : tokenizer.added.firstMatch(in: text, from: start, filter)
      let end = match?.range.lowerBound ?? text.count
      try tokenizeSegment(text.extracting(start..<end), at: start, &offsets)
      start = end
      if let match {
        append(match.token)
        offsets.append(match.range)
        start = match.range.upperBound
      }
    }
    var result = TokenizedText(ids: [], offsets: offsets)
    ids.append(to: &result.ids)
    return result
  }

  private func checkLength(of text: Span<UInt8>) throws(TokenizationError) {
    if text.count > Tokenizer.longestText {
      throw .textTooLong(bytes: text.count, limit: Tokenizer.longestText)
    }
  }

  private mutating func append(_ token: AddedToken) {
    ids.reserve(1)[0] = token.id.rawValue
    ids.advance(by: 1)
  }

  /// Encodes a stretch without added tokens.
  private mutating func encodeSegment(
    _ text: Span<UInt8>, keepsIDs: Bool
  ) throws(TokenizationError) -> Int {
    if tokenizer.normalizer.form != .none,
      let normalized = tokenizer.normalizer.normalizedBytes(of: text)
    {
      return try encodeNormalized(normalized.span, keepsIDs: keepsIDs)
    }
    return try encodeNormalized(text, keepsIDs: keepsIDs)
  }

  /// Encodes a stretch without added tokens that starts at an offset of the source, and appends the
  /// source bytes of each token.
  private mutating func tokenizeSegment(
    _ text: Span<UInt8>, at offset: Int, _ offsets: inout [Range<Int>]
  ) throws(TokenizationError) {
    let first = ids.count
    let normalized = tokenizer.normalizer.normalizedText(of: text)
    if let normalized {
      _ = try encodeNormalized(normalized.bytes.span, keepsIDs: true)
    } else {
      _ = try encodeNormalized(text, keepsIDs: true)
    }
    var start = 0
    for index in first..<ids.count {
      let range = start..<start + tokenizer.image.length(ids[index])
      start = range.upperBound
      let source = normalized?.sourceRange(of: range) ?? range
      offsets.append(offset + source.lowerBound..<offset + source.upperBound)
    }
  }

  /// Encodes a stretch of normalized text.
  private mutating func encodeNormalized(
    _ text: Span<UInt8>, keepsIDs: Bool
  ) throws(TokenizationError) -> Int {
    var total = 0
    var start = 0
    while start < text.count {
      let written = try fillEnds(of: text, from: start)
      let end = ends[written - 1]
      if !keepsIDs { ids.removeAll() }
      // The cache writes four ids at a time.
      let places = ids.reserve(end - start + 4)
      let count = encoder.encode(
        text, from: start, ends: ends[..<written], tokenizer.image, into: places)
      ids.advance(by: count)
      total += count
      start = end
    }
    return total
  }

  /// Cuts the next pre-tokens; returns how many.
  private mutating func fillEnds(
    of text: Span<UInt8>, from start: Int
  ) throws(TokenizationError) -> Int {
    do throws(PreTokenizationError) {
      return try tokenizer.preTokenizer.fillEnds(of: text, from: start, into: &ends)
    } catch {
      throw .preTokenization(error)
    }
  }
}

extension PreTokenizer {
  /// Writes where the next pre-tokens end to an array of fixed length.
  fileprivate func fillEnds(
    of text: Span<UInt8>, from start: Int, into ends: inout [Int]
  ) throws(PreTokenizationError) -> Int {
    var room = ends.mutableSpan
    return try fillEnds(of: text, from: start, into: &room)
  }
}
