extension Chat {
  /// Reads a body of Gemini's generateContent; the system instruction becomes a message of its own.
  init(gemini body: JSONValue) throws(TokenAnalysisError) {
    self.init(shape: .gemini, messages: [], tools: [])
    for key in ["systemInstruction", "system_instruction"] {
      guard let instruction = body[key] else { continue }
      messages.append(try Self.content(instruction, role: "system", key))
    }
    for (index, value) in try Self.elements(body["contents"], "contents").enumerated() {
      messages.append(try Self.content(value, role: "user", "contents[\(index)]"))
    }
    guard let list = body["tools"] else { return }
    for (index, group) in try Self.elements(list, "tools").enumerated() {
      guard let functions = group["functionDeclarations"] ?? group["function_declarations"] else {
        continue
      }
      let place = "tools[\(index)].functionDeclarations"
      for (index, function) in try Self.elements(functions, place).enumerated() {
        tools.append(try Self.tool(function, schema: "parameters", "\(place)[\(index)]"))
      }
    }
  }

  private static func content(_ value: JSONValue, role: String, _ place: String)
    throws(TokenAnalysisError) -> Message
  {
    var message = Message(
      role: try optionalText(value["role"], "\(place).role") ?? Array(role.utf8), name: nil,
      texts: [])
    for (index, part) in try elements(value["parts"], "\(place).parts").enumerated() {
      let place = "\(place).parts[\(index)]"
      let call =
        part["functionCall"] ?? part["function_call"] ?? part["functionResponse"]
        ?? part["function_response"]
      if let text = part["text"] {
        message.texts.append(try Self.text(text, "\(place).text"))
      } else if let call {
        message.texts.append(try text(call["name"], "\(place).name"))
        message.texts.append((call["args"] ?? call["response"])?.compact ?? [])
      } else if case .object = part {
        message.otherParts += 1
      } else {
        throw error(place, "an object should stand here")
      }
    }
    return message
  }
}
