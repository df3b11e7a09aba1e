public import TokenizerModel

extension Tokenizer {
  /// The token ids of a text.
  ///
  /// - Throws: `TokenizationError.notASpecialToken` where `allowedSpecial` names none, and
  ///   `.textTooLong` beyond ``longestText``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    try EncodingSession(self).encode(text, allowedSpecial: allowedSpecial)
  }

  /// The token ids of bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func encode(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> [TokenID] {
    try EncodingSession(self).encode(bytes, allowedSpecial: allowedSpecial)
  }

  /// The tokens of a text, each with the source bytes it came from.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func tokenize(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> TokenizedText {
    try EncodingSession(self).tokenize(text, allowedSpecial: allowedSpecial)
  }

  /// The tokens of bytes, each with the source bytes it came from.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func tokenize(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> TokenizedText {
    try EncodingSession(self).tokenize(bytes, allowedSpecial: allowedSpecial)
  }

  /// How many tokens a text has. Keeps no ids.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func count(
    _ text: String, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    try EncodingSession(self).count(text, allowedSpecial: allowedSpecial)
  }

  /// How many tokens bytes have. Keeps no ids.
  ///
  /// - Throws: As ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes) for a given vocabulary.
  public func count(
    _ bytes: some Collection<UInt8>, allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> Int {
    try EncodingSession(self).count(bytes, allowedSpecial: allowedSpecial)
  }
}
