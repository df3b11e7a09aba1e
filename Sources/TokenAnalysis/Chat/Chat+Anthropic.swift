extension Chat {
  /// Reads a body of Anthropic's messages; the system text becomes a message of its own.
  init(anthropic body: JSONValue) throws(TokenAnalysisError) {
    self.init(shape: .anthropic, messages: [], tools: [])
    if let system = body["system"] {
      var message = Message(role: Array("system".utf8), name: nil, texts: [])
      try Self.addBlocks(system, to: &message, "system")
      messages.append(message)
    }
    for (index, value) in try Self.elements(body["messages"], "messages").enumerated() {
      let place = "messages[\(index)]"
      var message = Message(
        role: try Self.text(value["role"], "\(place).role"), name: nil, texts: [])
      try Self.addBlocks(value["content"], to: &message, "\(place).content")
      messages.append(message)
    }
    guard let list = body["tools"] else { return }
    for (index, tool) in try Self.elements(list, "tools").enumerated() {
      tools.append(try Self.tool(tool, schema: "input_schema", "tools[\(index)]"))
    }
  }

  /// Adds a string, or an array of blocks.
  private static func addBlocks(_ value: JSONValue?, to message: inout Message, _ place: String)
    throws(TokenAnalysisError)
  {
    if case .string(let text)? = value { return message.texts.append(text) }
    guard case .array(let blocks)? = value else {
      throw error(place, "a string or an array of blocks should stand here")
    }
    for (index, block) in blocks.enumerated() {
      let place = "\(place)[\(index)]"
      let kind = String(decoding: try text(block["type"], "\(place).type"), as: UTF8.self)
      switch kind {
      case "text": message.texts.append(try text(block["text"], "\(place).text"))
      case "thinking": message.texts.append(try text(block["thinking"], "\(place).thinking"))
      case "tool_use":
        message.texts.append(try text(block["name"], "\(place).name"))
        message.texts.append(block["input"]?.compact ?? [])
      case "tool_result":
        if let content = block["content"] {
          try addBlocks(content, to: &message, "\(place).content")
        }
      default: message.otherParts += 1
      }
    }
  }
}
