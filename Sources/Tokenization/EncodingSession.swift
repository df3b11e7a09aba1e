import PreTokenization
import TextNormalization
public import TokenizerModel

/// Encodes one text after another on one thread, keeping between them what makes encoding quick.
///
/// The ids are the same as ``Tokenizer``'s own. A session is not `Sendable`: make one a thread.
///
/// ```swift
/// let session = EncodingSession(tokenizer)
/// for line in lines { total += try session.count(line) }
/// ```
public final class EncodingSession {
  /// The tokenizer whose ids these are.
  public let tokenizer: Tokenizer
  private var encoder: PreTokenEncoder
  private var ids = IDBuffer()
  private var ends: [Int]

  /// A session for the given tokenizer.
  public init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    encoder = PreTokenEncoder(memoBits: 8)
    ends = [Int](repeating: 0, count: 256)
  }

  /// The token ids of a text.
  ///
  /// - Throws: `TokenizationError.notASpecialToken` where `allowedSpecial` names none, and
  ///   `.textTooLong` beyond ``Tokenizer/longestText``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    try withBytes(of: text) { bytes throws(TokenizationError) in
      var result: [TokenID] = []
      try encode(bytes, appendingTo: &result, allowedSpecial: allowedSpecial)
      return result
    }
  }

  /// The token ids of bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    var result: [TokenID] = []
    try encode(Array(bytes).span, appendingTo: &result, allowedSpecial: allowedSpecial)
    return result
  }

  /// Appends the token ids of bytes to an array.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``; the array is then unchanged.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: Span<UInt8>, appendingTo result: inout [TokenID],
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) {
    ids.removeAll()
    try forEachSegment(of: bytes, allowedSpecial) { range, added throws(TokenizationError) in
      if let added {
        append(added)
      } else {
        try encodeSegment(bytes.extracting(range)) { _ in }
      }
    }
    ids.append(to: &result)
  }

  /// The tokens of a text, each with the source bytes it came from.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func tokenize(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> TokenizedText {
    try withBytes(of: text) { bytes throws(TokenizationError) in
      try tokenize(bytes, allowedSpecial: allowedSpecial)
    }
  }

  /// The tokens of bytes, each with the source bytes it came from.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func tokenize(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> TokenizedText {
    try tokenize(Array(bytes).span, allowedSpecial: allowedSpecial)
  }

  private func tokenize(
    _ bytes: Span<UInt8>, allowedSpecial: SpecialTokenPolicy
  ) throws(TokenizationError) -> TokenizedText {
    var offsets: [Range<Int>] = []
    ids.removeAll()
    try forEachSegment(of: bytes, allowedSpecial) { range, added throws(TokenizationError) in
      if let added {
        append(added)
        offsets.append(range)
      } else {
        try tokenizeSegment(bytes.extracting(range), at: range.lowerBound, &offsets)
      }
    }
    var result = TokenizedText(ids: [], offsets: offsets)
    ids.append(to: &result.ids)
    return result
  }

  /// How many tokens a text has. Keeps no ids.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func count(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    try withBytes(of: text) { bytes throws(TokenizationError) in
      try count(bytes, allowedSpecial: allowedSpecial)
    }
  }

  /// How many tokens bytes have. Keeps no ids.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func count(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    try count(Array(bytes).span, allowedSpecial: allowedSpecial)
  }

  private func count(
    _ bytes: Span<UInt8>, allowedSpecial: SpecialTokenPolicy
  ) throws(TokenizationError) -> Int {
    var total = 0
    ids.removeAll()
    try forEachSegment(of: bytes, allowedSpecial) { range, added throws(TokenizationError) in
      if added != nil {
        total += 1
      } else {
        try encodeSegment(bytes.extracting(range)) { ids in
          total += ids.count
          ids.removeAll()
        }
      }
    }
    return total
  }

  // MARK: Parts of a text

  /// Calls `body` for each stretch of a text in order: an added token, or the text between them.
  private func forEachSegment(
    of text: Span<UInt8>, _ policy: SpecialTokenPolicy,
    _ body: (Range<Int>, AddedToken?) throws(TokenizationError) -> Void
  ) throws(TokenizationError) {
    if text.count > Tokenizer.longestText {
      throw .textTooLong(bytes: text.count, limit: Tokenizer.longestText)
    }
    let filter = try tokenizer.added.filter(for: policy)
    var start = 0
    if !filter.isEmpty {
      while let match = tokenizer.added.firstMatch(in: text, from: start, filter) {
        if match.range.lowerBound > start { try body(start..<match.range.lowerBound, nil) }
        try body(match.range, match.token)
        start = match.range.upperBound
      }
    }
    if start < text.count { try body(start..<text.count, nil) }
  }

  private func append(_ added: AddedToken) {
    ids.reserve(1)[0] = added.id.rawValue
    ids.advance(by: 1)
  }

  /// Encodes a stretch without added tokens, calling `flush` now and then.
  private func encodeSegment(
    _ text: Span<UInt8>, _ flush: (inout IDBuffer) -> Void
  ) throws(TokenizationError) {
    if let normalized = tokenizer.normalizer.normalizedBytes(of: text) {
      try encodeNormalized(normalized.span, flush)
    } else {
      try encodeNormalized(text, flush)
    }
  }

  /// Encodes a stretch without added tokens that starts at an offset of the source, and appends the
  /// source bytes of each token.
  private func tokenizeSegment(
    _ text: Span<UInt8>, at offset: Int, _ offsets: inout [Range<Int>]
  ) throws(TokenizationError) {
    let first = ids.count
    let normalized = tokenizer.normalizer.normalizedText(of: text)
    if let normalized {
      try encodeNormalized(normalized.bytes.span) { _ in }
    } else {
      try encodeNormalized(text) { _ in }
    }
    var start = 0
    tokenizer.image.withTables { tables in
      for index in first..<ids.count {
        let range = start..<start + tables.length(ids[index])
        start = range.upperBound
        let source = normalized?.sourceRange(of: range) ?? range
        offsets.append(offset + source.lowerBound..<offset + source.upperBound)
      }
    }
  }

  /// Encodes a stretch of normalized text, calling `flush` now and then.
  private func encodeNormalized(
    _ text: Span<UInt8>, _ flush: (inout IDBuffer) -> Void
  ) throws(TokenizationError) {
    var start = 0
    while start < text.count {
      let written = try fillEnds(of: text, from: start)
      let cells = ids.reserve(ends[written - 1] - start)
      let count = tokenizer.image.withTables { tables in
        text.withTable { bytes in
          var count = 0
          for end in ends[..<written] {
            count += encoder.encode(bytes, start..<end, tables, into: cells.dropFirst(count))
            start = end
          }
          return count
        }
      }
      ids.advance(by: count)
      flush(&ids)
    }
  }
  /// Cuts the next pre-tokens; returns how many.
  private func fillEnds(
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
