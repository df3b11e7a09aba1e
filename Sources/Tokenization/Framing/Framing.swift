public import TokenizerModel

/// How texts become inputs of a model: in a frame of special tokens or not, how long at most, and
/// filled up to which length.
///
/// What a file says of truncation and padding is not applied by itself; to apply it, hand it over:
/// `Framing(truncation: tokenizer.framingRules.truncation)`.
public struct Framing: Sendable, Equatable {
  /// Whether the tokens that the post-processor names are added, such as `[CLS]` and `[SEP]`.
  public var addsSpecialTokens: Bool
  /// How long texts are cut; nil: not at all.
  public var truncation: Truncation?
  /// How short texts are filled up; nil: not at all.
  public var padding: Padding?
  /// Whether what truncation cuts off is kept in further windows.
  public var keepsOverflow: Bool

  /// A way of the given parts.
  public init(
    addsSpecialTokens: Bool = true, truncation: Truncation? = nil, padding: Padding? = nil,
    keepsOverflow: Bool = false
  ) {
    self.addsSpecialTokens = addsSpecialTokens
    self.truncation = truncation
    self.padding = padding
    self.keepsOverflow = keepsOverflow
  }
}
