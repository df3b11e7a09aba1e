/// What is known of a model besides its prices.
public struct ModelFacts: Hashable, Sendable {
  /// The name that was asked for.
  public var name: String
  /// The tokenizer to count with: the name of an encoding or of a published vocabulary. Nil where
  /// nothing is known.
  public var tokenizer: String?
  /// How sure counts with it are.
  public var certainty: Certainty
  /// What turns the stand-in's count into an estimate, where the tokenizer is one.
  public var correction: CountCorrection?
  /// How a chat is framed; nil where nothing is published.
  public var framing: ChatFraming?
  /// The most tokens of input, where no price list says it.
  public var contextWindow: Int?
  /// The most tokens of output, where no price list says it.
  public var outputLimit: Int?
  /// Where this is known from, in a few words.
  public var note: String
}
