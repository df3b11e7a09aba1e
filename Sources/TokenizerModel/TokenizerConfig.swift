/// What a `tokenizer_config.json` says of chats: the templates, and the tokens that they name.
package struct TokenizerConfig: Sendable {
  /// A text under a name.
  package struct NamedText: Hashable, Sendable {
    package var name: String
    package var text: String
  }

  /// The chat templates; the usual one is named `default`.
  package private(set) var templates: [NamedText] = []
  /// The tokens by the names under which templates see them, such as `bos_token`.
  package private(set) var tokens: [NamedText] = []

  /// Reads the bytes of the file, or of a `chat_template.json` or `special_tokens_map.json`, which have
  /// some of the same members.
  ///
  /// - Throws: `TokenizerModelError` where it is no JSON, or one of these members is of another kind.
  package init(_ bytes: [UInt8]) throws(TokenizerModelError) {
    do {
      var reader = JSONReader(bytes)
      try read(&reader)
      try reader.finish()
    } catch let error as JSONError {
      throw .json(error)
    } catch { preconditionFailure("an error of a foreign type: \(error)") }
  }

  private mutating func read(_ reader: inout JSONReader) throws {
    try reader.readObject { reader, key in
      let name = String(decoding: key, as: UTF8.self)
      if name == "chat_template" {
        try readTemplates(&reader)
      } else if name.hasSuffix("_token"), !name.hasPrefix("add_") {
        try readToken(name, &reader)
      } else {
        try reader.skipValue()
      }
    }
  }

  /// One template, or a list of them with names.
  private mutating func readTemplates(_ reader: inout JSONReader) throws {
    switch try reader.peekKind() {
    case .null: try reader.skipValue()
    case .array:
      try reader.readArray { reader, _ in
        var template = NamedText(name: "", text: "")
        try reader.readObject { reader, key in
          switch String(decoding: key, as: UTF8.self) {
          case "name": template.name = try reader.readText()
          case "template": template.text = try reader.readText()
          default: try reader.skipValue()
          }
        }
        templates.append(template)
      }
    default: templates.append(NamedText(name: "default", text: try reader.readText()))
    }
  }

  /// A token as a text, or as an object with its content.
  private mutating func readToken(_ name: String, _ reader: inout JSONReader) throws {
    switch try reader.peekKind() {
    case .string: tokens.append(NamedText(name: name, text: try reader.readText()))
    case .object:
      try reader.readObject { reader, key in
        if key.elementsEqual("content".utf8) {
          tokens.append(NamedText(name: name, text: try reader.readText()))
        } else {
          try reader.skipValue()
        }
      }
    default: try reader.skipValue()
    }
  }
}
