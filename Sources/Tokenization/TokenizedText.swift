public import TokenizerModel

/// A text as tokens, each with the stretch of source bytes that it came from.
public struct TokenizedText: Sendable, Equatable {
  /// The token ids in order.
  public var ids: [TokenID]
  /// For each token, the half-open range of source bytes it covers. Where a normalizer changed the
  /// text, neighbouring ranges may overlap: both tokens came from the same source bytes.
  public var offsets: [Range<Int>]

  /// A tokenized text of the given parts.
  public init(ids: [TokenID], offsets: [Range<Int>]) {
    self.ids = ids
    self.offsets = offsets
  }
}
