package import Tokenization

/// How many tokens a chat has, message by message and tool by tool.
package struct ChatCount: Hashable, Sendable {
  /// The tokens of each message with its frame.
  package var messages: [Int] = []
  /// The tokens of each tool with its frame.
  package var tools: [Int] = []
  /// What belongs to none of them: the opening of the reply, the end of the tools.
  package var rest = 0
  /// Parts that are no text and are not counted.
  package var otherParts = 0
  /// Whether the vendor published the frame; otherwise the count is an estimate.
  package var isPublished = false

  /// All of them.
  package var total: Int { messages.reduce(0, +) + tools.reduce(0, +) + rest }

  /// Counts a chat by the cookbook's formula where the model has a framing; without one the tokens of
  /// the texts alone, and of the tools' definitions as compact JSON.
  ///
  /// - Throws: `TokenizationError` for a text that is too long.
  package init(
    _ chat: Chat, framing: ChatFraming?, session: EncodingSession
  ) throws(TokenizationError) {
    for message in chat.messages {
      var tokens = 0
      for text in message.texts { tokens += try session.count(text) }
      if let framing {
        tokens += framing.perMessage
        tokens += try session.count(message.role)
        if let name = message.name { tokens += try session.count(name) + framing.perName }
      }
      messages.append(tokens)
      otherParts += message.otherParts
    }
    if framing != nil { rest += ChatFraming.replyOpening }
    for tool in chat.tools {
      if let framing = framing?.tools {
        tools.append(try Self.tokens(of: tool, framing, session))
      } else {
        let schema = tool.parameters?.compact ?? []
        tools.append(
          try session.count(tool.name) + session.count(tool.description) + session.count(schema))
      }
    }
    if framing?.tools != nil, !chat.tools.isEmpty { rest += ToolFraming.end }
    isPublished = framing?.isPublished ?? false
  }

  /// The tokens of a tool by the cookbook's formula.
  private static func tokens(
    of tool: Chat.Tool, _ framing: ToolFraming, _ session: EncodingSession
  ) throws(TokenizationError) -> Int {
    let colon = UInt8(ascii: ":")
    var tokens = framing.functionStart
    tokens += try session.count(tool.name + [colon] + withoutDot(tool.description))
    guard case .object(let properties)? = tool.parameters?["properties"], !properties.isEmpty
    else { return tokens }
    tokens += ToolFraming.propertiesStart
    for property in properties {
      tokens += ToolFraming.property
      if case .array(let values)? = property.value["enum"] {
        tokens += ToolFraming.enumStart
        for value in values { tokens += try ToolFraming.enumItem + session.count(plain(value)) }
      }
      let kind = property.value["type"].map(plain) ?? []
      let description = property.value["description"].map(plain) ?? []
      tokens += try session.count(
        property.key + [colon] + kind + [colon] + withoutDot(description))
    }
    return tokens
  }

  private static func withoutDot(_ text: [UInt8]) -> [UInt8] {
    text.last == UInt8(ascii: ".") ? Array(text.dropLast()) : text
  }

  /// A string's text, or another value as JSON.
  private static func plain(_ value: JSONValue) -> [UInt8] {
    if case .string(let text) = value { return text }
    return value.compact
  }
}
