/// How many tokens a chat has besides those of its texts, by the formula of OpenAI's cookbook
/// ("How to count tokens with tiktoken", sections 6 and 7).
///
/// Messages: the sum over messages of `perMessage` and the tokens of every string, with `perName` for a
/// message that has a name, and 3 in the end for the reply's opening. Tools: see
/// ``ToolFraming``.
public struct ChatFraming: Hashable, Sendable {
  /// Tokens for each message.
  public var perMessage: Int
  /// Tokens for a name besides those of its text.
  public var perName: Int
  /// The tokens of tool definitions; nil where no formula is published.
  public var tools: ToolFraming?
  /// Whether the formula is published for this model, or only for others of its kind.
  public var isPublished: Bool

  /// The opening of the reply, after all messages.
  public static let replyOpening = 3

  /// A framing.
  public init(perMessage: Int, perName: Int, tools: ToolFraming?, isPublished: Bool) {
    self.perMessage = perMessage
    self.perName = perName
    self.tools = tools
    self.isPublished = isPublished
  }
}

/// The constants of the cookbook's formula for tool definitions.
public struct ToolFraming: Hashable, Sendable {
  /// For each function: 7 for gpt-4o and 10 for gpt-3.5 and gpt-4.
  public var functionStart: Int
  /// Once for a function that has properties.
  public static let propertiesStart = 3
  /// For each property.
  public static let property = 3
  /// For a property with a list of values.
  public static let enumStart = -3
  /// For each value of the list.
  public static let enumItem = 3
  /// Once after all functions.
  public static let end = 12

  /// A framing whose functions begin with so many tokens.
  public init(functionStart: Int) {
    self.functionStart = functionStart
  }
}
