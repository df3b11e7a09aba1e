public import TokenizerModel

/// Encodes one text after another on one thread, keeping between them what makes encoding quick.
///
/// The ids are the same as ``Tokenizer``'s own. A session is not `Sendable`: make one a thread. It
/// keeps at most about 36 MiB beside the longest text so far, as it was normalized, and its ids.
///
/// ```swift
/// let session = EncodingSession(tokenizer)
/// for line in lines { total += try session.count(line) }
/// ```
public final class EncodingSession {
  /// The tokenizer whose ids these are.
  public let tokenizer: Tokenizer
  private var encoder: TextEncoder

  /// A session for the given tokenizer.
  public init(_ tokenizer: Tokenizer) {
    self.tokenizer = tokenizer
    encoder = TextEncoder(tokenizer)
  }

  /// The token ids of a text.
  ///
  /// - Throws: `TokenizationError.notASpecialToken` where `allowedSpecial` names none, `.textTooLong`
  ///   beyond ``Tokenizer/longestText`` and `.preTokenization` where a regular expression fails.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    try withBytes(of: text) { bytes throws(TokenizationError) in
      try encode(bytes, allowedSpecial: allowedSpecial)
    }
  }

  /// The token ids of bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    try encode(Array(bytes).span, allowedSpecial: allowedSpecial)
  }

  /// The token ids of bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: Span<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    var result: [TokenID] = []
    try encode(bytes, appendingTo: &result, allowedSpecial: allowedSpecial)
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
    encoder.removeIDs()
    try encoder.encode(bytes, tokenizer.added.filter(for: allowedSpecial), keepsIDs: true)
    encoder.ids.append(to: &result)
  }

  /// Appends the token ids of many documents that lie in one buffer, which is quicker than one call for
  /// each.
  ///
  /// - Parameters:
  ///   - bytes: The bytes of all documents.
  ///   - documents: Where each document lies in them.
  ///   - result: The array for the ids of all, one document after another.
  ///   - ends: The array to which is appended, for each document, where its ids end in `result`.
  ///   - allowedSpecial: Which special tokens the documents may spell.
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``; the arrays are then unchanged.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: Span<UInt8>, documents: ArraySlice<Range<Int>>,
    appendingTo result: inout [TokenID], ends: inout [Int],
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) {
    let filter = try tokenizer.added.filter(for: allowedSpecial)
    let (idCount, endCount) = (result.count, ends.count)
    do throws(TokenizationError) {
      try encoder.encode(
        bytes, documents, filter, keepsIDs: true, appendingTo: &result, ends: &ends)
    } catch {
      result.removeSubrange(idCount...)
      ends.removeSubrange(endCount...)
      throw error
    }
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

  /// The tokens of bytes, each with the source bytes it came from.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func tokenize(
    _ bytes: Span<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> TokenizedText {
    try encoder.tokenize(bytes, tokenizer.added.filter(for: allowedSpecial))
  }

  /// One text or a pair in its frame, not filled up.
  func frame(
    _ sources: [[UInt8]], _ framer: TextFramer, _ allowedSpecial: SpecialTokenPolicy
  ) throws(TokenizationError) -> FramedText {
    try encoder.frame(sources, tokenizer.added.filter(for: allowedSpecial), framer)
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

  /// How many tokens bytes have. Keeps no ids.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func count(
    _ bytes: Span<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    try countStopping(bytes, at: .max, allowedSpecial)
  }

  /// The token ids of bytes in which a filter's tokens may be found.
  func encode(
    _ bytes: Span<UInt8>, _ filter: AddedTokenFilter
  ) throws(TokenizationError) -> [TokenID] {
    encoder.removeIDs()
    try encoder.encode(bytes, filter, keepsIDs: true)
    var result: [TokenID] = []
    encoder.ids.append(to: &result)
    return result
  }

  /// How many tokens bytes have; where there are more than a limit, some number above it.
  func countStopping(
    _ bytes: Span<UInt8>, at limit: Int, _ allowedSpecial: SpecialTokenPolicy
  ) throws(TokenizationError) -> Int {
    encoder.removeIDs()
    return try encoder.encode(
      bytes, tokenizer.added.filter(for: allowedSpecial), keepsIDs: false, limit: limit)
  }
}
