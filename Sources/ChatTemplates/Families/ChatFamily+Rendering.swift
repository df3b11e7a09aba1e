extension ChatFamily {
  /// Frames a chat.
  ///
  /// - Throws: `ChatTemplateError.chat` for what the family has no frame for: tools, other roles, system
  ///   text elsewhere than at the beginning, parts that are no text.
  /// - Returns: The prompt, and which of its bytes the chat wrote.
  public func render(_ request: ChatRequest) throws(ChatTemplateError) -> RenderedChat {
    if request.hasTools {
      throw .chat(place: "tools", problem: "\(name) frames no tools; use the model's own template")
    }
    var turns: [(role: String, text: TemplateText)] = []
    for (index, message) in request.messages.enumerated() {
      turns.append(try turn(message, "messages[\(index)]"))
    }
    var prompt = TemplateText(beginning)
    var prefix: TemplateText?
    if turns.first?.role == "system" || turns.first?.role == "developer" {
      prefix = turns.removeFirst().text
    }
    try openSystem(&prompt, &prefix)
    let lastQuestion = turns.lastIndex { $0.role == "user" } ?? -1
    for (index, turn) in turns.enumerated() {
      switch turn.role {
      case "user":
        prompt.append(user.before)
        if let text = prefix, takesPrefix(index, of: turns.count) {
          prompt.append(text)
          prompt.append(Self.separator)
          prefix = nil
        }
        append(turn.text, trims, user.after, to: &prompt)
      case "assistant":
        prompt.append(assistant.before)
        var text = turn.text
        if !lastAnswerOpening.isEmpty, index == turns.count - 1, index > lastQuestion {
          prompt.append(lastAnswerOpening)
          text = text.stripped(.start) { $0 == 0x0A }
        }
        append(text, trims || trimsAnswers, assistant.after, to: &prompt)
      default:
        throw .chat(
          place: "messages", problem: "\(name) frames system text at the beginning alone")
      }
    }
    if request.addsGenerationPrompt { prompt.append(reply) }
    return RenderedChat(prompt)
  }

  /// Whether a text that is not empty stands in what the family itself writes.
  public func spells(_ text: String) -> Bool {
    let turns = [system, user, assistant].compactMap { $0 }
    let literals =
      [beginning, lastAnswerOpening, reply] + turns.flatMap { [$0.before, $0.after] }
    return literals.contains { TemplateText($0).firstPlace(of: TemplateText(text)) != nil }
  }

  /// Writes the system's turn, if the family has one.
  private func openSystem(
    _ prompt: inout TemplateText, _ text: inout TemplateText?
  ) throws(ChatTemplateError) {
    switch systemPlace {
    case .turn(let usual):
      guard let system, let content = text ?? usual.map({ TemplateText($0) }) else { return }
      prompt.append(system.before)
      append(content, trims, system.after, to: &prompt)
      text = nil
    case .nowhere where text != nil:
      throw .chat(place: "messages[0]", problem: "\(name) frames no system text")
    case .firstQuestion, .lastQuestion, .nowhere: break
    }
  }

  private func takesPrefix(_ index: Int, of count: Int) -> Bool {
    switch systemPlace {
    case .firstQuestion: index == 0
    case .lastQuestion: index == count - 1
    case .turn, .nowhere: false
    }
  }

  private func append(
    _ text: TemplateText, _ trims: Bool, _ after: String, to prompt: inout TemplateText
  ) {
    prompt.append(trims ? text.stripped(.both) : text)
    prompt.append(after)
  }

  /// The role and the text of a message.
  private func turn(
    _ message: TemplateMapping, _ place: String
  ) throws(ChatTemplateError) -> (role: String, text: TemplateText) {
    guard case .text(let role)? = message["role"],
      ["system", "developer", "user", "assistant"].contains(role.string)
    else {
      throw .chat(
        place: "\(place).role", problem: "\(name) frames system, user and assistant alone")
    }
    switch message["content"] {
    case .text(let text)?: return (role.string, text)
    case .list(let parts)?:
      var text = TemplateText()
      for case .mapping(let part) in parts.elements {
        guard case .text(let content)? = part["text"] else { break }
        text.append(content)
      }
      let isText = parts.elements.allSatisfy { part in
        if case .mapping(let members) = part, case .text? = members["text"] { true } else { false }
      }
      if isText { return (role.string, text) }
      fallthrough
    default: throw .chat(place: "\(place).content", problem: "\(name) frames text alone")
    }
  }
}
