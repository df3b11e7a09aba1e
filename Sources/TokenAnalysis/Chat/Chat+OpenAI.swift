extension Chat {
  /// Reads a body of OpenAI's chat completions.
  init(openAI body: JSONValue) throws(TokenAnalysisError) {
    self.init(shape: .openAI, messages: [], tools: [])
    for (index, message) in try Self.elements(body["messages"], "messages").enumerated() {
      messages.append(try Self.openAIMessage(message, "messages[\(index)]"))
    }
    guard let list = body["tools"] else { return }
    for (index, tool) in try Self.elements(list, "tools").enumerated() {
      guard let function = tool["function"] else {
        throw Self.error("tools[\(index)]", "it has no function")
      }
      tools.append(
        try Self.tool(function, schema: "parameters", "tools[\(index)].function"))
    }
  }

  private static func openAIMessage(_ message: JSONValue, _ place: String)
    throws(TokenAnalysisError) -> Message
  {
    var result = Message(
      role: try text(message["role"], "\(place).role"),
      name: try optionalText(message["name"], "\(place).name"), texts: [])
    switch message["content"] {
    case .string(let text)?: result.texts.append(text)
    case .array(let parts)?:
      for (index, part) in parts.enumerated() {
        if let text = part["text"] ?? part["refusal"] {
          result.texts.append(try Self.text(text, "\(place).content[\(index)].text"))
        } else if case .object = part {
          result.otherParts += 1
        } else {
          throw error("\(place).content[\(index)]", "an object should stand here")
        }
      }
    case nil where message["tool_calls"] != nil: break
    default: throw error("\(place).content", "a string or an array of parts should stand here")
    }
    guard let calls = message["tool_calls"] else { return result }
    for (index, call) in try elements(calls, "\(place).tool_calls").enumerated() {
      let place = "\(place).tool_calls[\(index)].function"
      result.texts.append(try text(call["function"]?["name"], "\(place).name"))
      result.texts.append(try text(call["function"]?["arguments"], "\(place).arguments"))
    }
    return result
  }
}
