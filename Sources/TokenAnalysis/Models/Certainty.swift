/// How sure a count of tokens is.
public enum Certainty: String, Hashable, Sendable {
  /// The vendor publishes the tokenizer, and this is its count.
  case exact
  /// The count is of another tokenizer, corrected by a stated factor.
  case estimated
  /// Nothing is known of the tokenizer.
  case unknown
}
