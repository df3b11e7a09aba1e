extension EncodingSession {
  /// A text, or a pair of texts, as an input of a model.
  ///
  /// ```swift
  /// let input = try session.frame("질문", pair: "본문", as: Framing(truncation: Truncation(length: 512)))
  /// // [CLS] 질문 [SEP] 본문 [SEP], with type ids, masks and offsets
  /// ```
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - pair: A second text, if there is one.
  ///   - framing: The special tokens, truncation and padding wanted. Padding to the longest text of a
  ///     batch fills up to a multiple alone: a batch is ``Tokenizer/frameBatch(_:as:allowedSpecial:threads:)``.
  ///   - allowedSpecial: Which special tokens the texts themselves may spell.
  /// - Returns: The input, with windows of what was cut off where that is to be kept.
  /// - Throws: `TokenizationError.framing` where the wanted length cannot be reached, and as
  ///   ``encode(_:allowedSpecial:)-(String,_)``.
  /// - Complexity: O(bytes + tokens of all windows) for a given vocabulary.
  public func frame(
    _ text: String, pair: String? = nil, as framing: Framing = Framing(),
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> FramedText {
    try frame(
      Array(text.utf8), pair: pair.map { Array($0.utf8) }, as: framing,
      allowedSpecial: allowedSpecial)
  }

  /// The same for bytes, well-formed UTF-8 or not.
  ///
  /// - Throws: As ``frame(_:pair:as:allowedSpecial:)-(String,_,_,_)``.
  /// - Complexity: O(bytes + tokens of all windows) for a given vocabulary.
  public func frame(
    _ bytes: [UInt8], pair: [UInt8]? = nil, as framing: Framing = Framing(),
    allowedSpecial: SpecialTokenPolicy = .none
  ) throws(TokenizationError) -> FramedText {
    let sources = [bytes] + (pair.map { [$0] } ?? [])
    var batch = [try frame(sources, TextFramer(tokenizer, framing), allowedSpecial)]
    if let padding = framing.padding { FramedText.pad(&batch, padding) }
    return batch[0]
  }
}
