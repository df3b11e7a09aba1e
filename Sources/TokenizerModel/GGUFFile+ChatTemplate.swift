extension GGUFFile {
  /// The chat templates in a header, by name; the usual one is named `default`.
  ///
  /// - Throws: `TokenizerModelError` where the header is malformed.
  package static func chatTemplates(
    _ bytes: [UInt8]
  ) throws(TokenizerModelError) -> [TokenizerConfig.NamedText] {
    let header = try GGUFHeader(bytes)
    var templates: [TokenizerConfig.NamedText] = []
    for (name, key) in [("default", ""), ("tool_use", ".tool_use"), ("rag", ".rag")] {
      if let source = header.text("tokenizer.chat_template" + key) {
        templates.append(TokenizerConfig.NamedText(name: name, text: source))
      }
    }
    return templates
  }

  /// The texts of the tokens that templates call `bos_token` and so on.
  ///
  /// - Throws: `TokenizerModelError` where the header is malformed.
  package static func namedTokens(
    _ bytes: [UInt8]
  ) throws(TokenizerModelError) -> [TokenizerConfig.NamedText] {
    let header = try GGUFHeader(bytes)
    let tokens = try header.texts("tokenizer.ggml.tokens")
    var named: [TokenizerConfig.NamedText] = []
    for (name, key) in [("bos_token", "bos"), ("eos_token", "eos"), ("pad_token", "padding")] {
      guard let id = header.integer("tokenizer.ggml.\(key)_token_id"), id < tokens.count else {
        continue
      }
      let text = String(decoding: tokens[id], as: UTF8.self)
      named.append(TokenizerConfig.NamedText(name: name, text: text))
    }
    return named
  }
}
