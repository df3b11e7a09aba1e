/// A chat as it is sent to a vendor: messages and tools.
package struct Chat: Hashable, Sendable {
  /// One message, reduced to what has tokens.
  package struct Message: Hashable, Sendable {
    /// Who speaks.
    package var role: [UInt8]
    /// The name of who speaks, where it has one.
    package var name: [UInt8]?
    /// The texts, in their order: contents, names and arguments of calls, results.
    package var texts: [[UInt8]]
    /// Parts that are no text: images, audio, files.
    package var otherParts = 0
  }

  /// The definition of a tool.
  package struct Tool: Hashable, Sendable {
    package var name: [UInt8]
    package var description: [UInt8]
    /// The schema of its parameters.
    package var parameters: JSONValue?
  }

  /// Whose request it is.
  package enum Shape: String, Hashable, Sendable {
    case openAI = "openai"
    case anthropic
    case gemini
  }

  package var shape: Shape
  package var messages: [Message]
  package var tools: [Tool]

  /// Reads the body of a request, or an array of messages of OpenAI's shape.
  ///
  /// - Throws: `TokenAnalysisError` with the place of what has another shape.
  package init(json bytes: [UInt8]) throws(TokenAnalysisError) {
    let body = try PriceReading.read(bytes) { try JSONValue(reading: &$0) }
    try self.init(body)
  }

  private init(_ body: JSONValue) throws(TokenAnalysisError) {
    switch body {
    case .array:
      try self.init(openAI: .object([JSONValue.Member(key: Array("messages".utf8), value: body)]))
    case .object where body["contents"] != nil: try self.init(gemini: body)
    case .object where Self.isAnthropic(body): try self.init(anthropic: body)
    case .object: try self.init(openAI: body)
    default: throw Self.error("the chat", "an object or an array of messages should stand here")
    }
  }

  init(shape: Shape, messages: [Message], tools: [Tool]) {
    self.shape = shape
    self.messages = messages
    self.tools = tools
  }

  /// Anthropic's bodies have a system text beside the messages, tools with `input_schema`, or blocks
  /// that OpenAI has not.
  private static func isAnthropic(_ body: JSONValue) -> Bool {
    if body["system"] != nil { return true }
    if case .array(let tools)? = body["tools"], tools.contains(where: { $0["input_schema"] != nil })
    {
      return true
    }
    guard case .array(let messages)? = body["messages"] else { return false }
    let kinds = ["tool_use", "tool_result", "thinking"].map { JSONValue.string(Array($0.utf8)) }
    return messages.contains { message in
      guard case .array(let blocks)? = message["content"] else { return false }
      return blocks.contains { block in block["type"].map(kinds.contains) ?? false }
    }
  }
}

extension Chat {
  static func error(_ place: String, _ problem: String) -> TokenAnalysisError {
    .invalid(place: place, problem: problem)
  }

  static func elements(_ value: JSONValue?, _ place: String) throws(TokenAnalysisError)
    -> [JSONValue]
  {
    guard case .array(let elements)? = value else {
      throw error(place, "an array should stand here")
    }
    return elements
  }

  static func text(_ value: JSONValue?, _ place: String) throws(TokenAnalysisError) -> [UInt8] {
    guard case .string(let text)? = value else {
      throw error(place, "a string should stand here")
    }
    return text
  }

  /// A string, or nothing where the member is missing.
  static func optionalText(_ value: JSONValue?, _ place: String) throws(TokenAnalysisError)
    -> [UInt8]?
  {
    value == nil ? nil : try text(value, place)
  }

  /// A function with a schema, as all three vendors have them.
  static func tool(_ value: JSONValue, schema: String, _ place: String) throws(TokenAnalysisError)
    -> Tool
  {
    Tool(
      name: try text(value["name"], "\(place).name"),
      description: try optionalText(value["description"], "\(place).description") ?? [],
      parameters: value[schema])
  }
}
