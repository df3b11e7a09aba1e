extension ChatRequest {
  /// Whether tools are passed.
  public var hasTools: Bool {
    if case .list(let tools)? = variables["tools"] { tools.count > 0 } else { false }
  }

  /// Whether the prompt is to end with the opening of a reply.
  public var addsGenerationPrompt: Bool { variables["add_generation_prompt"]?.isTrue ?? false }

  /// The messages, at least one.
  var messages: [TemplateMapping] {
    (variables["messages"]?.elements ?? []).compactMap { message in
      if case .mapping(let members) = message { members } else { nil }
    }
  }
}
