import TokenizerModel

/// A chat for a template: messages, tools and what else is set for it.
public struct ChatRequest: Sendable {
  /// What the template sees, by name.
  private(set) var variables = TemplateMapping()
  /// The bytes of the JSON that was read.
  private(set) var byteCount = 0

  /// The roles that templates themselves know. Another role is text of the chat like any other, so that
  /// none can be made up into a control mark.
  private static let roles: Set = [
    "system", "developer", "user", "assistant", "tool", "function", "model", "ipython",
  ]
  /// Names under which a message's reasoning is passed; the first is the one that templates read.
  private static let reasoning = ["reasoning_content", "thinking", "reasoning"]

  /// Reads an array of messages, or an object with `messages`, `tools`, `documents`,
  /// `add_generation_prompt` and `chat_template_kwargs`, whose members the template sees as well.
  ///
  /// As in `transformers`, members of a message that are null are left out, and reasoning is passed
  /// under the names that templates read.
  ///
  /// - Throws: `ChatTemplateError.json` or `.chat`.
  public init(json: [UInt8]) throws(ChatTemplateError) {
    let value = try Self.value(json: json)
    byteCount = json.count
    variables.set("tools", .none)
    variables.set("documents", .none)
    variables.set("add_generation_prompt", .bool(false))
    guard case .mapping(let body) = value else {
      try setMessages(value)
      return
    }
    try setMessages(body["messages"] ?? .none)
    for name in ["tools", "documents", "add_generation_prompt"] {
      if let value = body[name] { variables.set(name, value) }
    }
    guard case .mapping(let settings)? = body["chat_template_kwargs"] else { return }
    for case (.text(let name), let value) in zip(settings.keys, settings.values) {
      variables.set(name.string, value)
    }
  }

  /// Whether the prompt is to end with the opening of a reply.
  public mutating func setAddsGenerationPrompt(_ adds: Bool) {
    variables.set("add_generation_prompt", .bool(adds))
  }

  /// Sets a variable to a text of the template's own, such as `bos_token`.
  public mutating func setToken(_ name: String, _ text: String) {
    variables.set(name, .text(TemplateText(text)))
  }

  /// Sets a variable to a JSON value, such as `enable_thinking` to `false`.
  ///
  /// - Throws: `ChatTemplateError.json`.
  public mutating func set(_ name: String, json: [UInt8]) throws(ChatTemplateError) {
    variables.set(name, try Self.value(json: json))
    byteCount += json.count
  }

  private mutating func setMessages(_ value: TemplateValue) throws(ChatTemplateError) {
    guard case .list(let list) = value else {
      throw .chat(place: "messages", problem: "an array of messages should stand here")
    }
    if list.count == 0 { throw .chat(place: "messages", problem: "there is no message") }
    var messages: [TemplateValue] = []
    for (index, message) in list.elements.enumerated() {
      guard case .mapping(let members) = message else {
        throw .chat(place: "messages[\(index)]", problem: "an object should stand here")
      }
      messages.append(.mapping(Self.prepared(members)))
    }
    variables.set("messages", .list(messages))
  }

  /// A message without nulls, its known role trusted, its reasoning under the names of templates.
  private static func prepared(_ members: TemplateMapping) -> TemplateMapping {
    var present = TemplateMapping()
    for case (.text(let name), let value) in zip(members.keys, members.values) {
      if case .none = value { continue }
      present.set(.text(name), .text(name.bytes), value)
    }
    if case .text(let role)? = present["role"], roles.contains(role.string) {
      present.set("role", .text(TemplateText(role.bytes)))
    }
    guard let thought = reasoning.lazy.compactMap({ present[$0] }).first else { return present }
    var message = TemplateMapping()
    message.set("thinking", thought)
    for (key, value) in zip(present.keys, present.values) {
      if case .text(let name) = key { message.set(key, .text(name.bytes), value) }
    }
    message.set("reasoning_content", thought)
    return message
  }
}

extension ChatRequest {
  /// The value of a JSON text, its strings marked as the chat's.
  static func value(json: [UInt8]) throws(ChatTemplateError) -> TemplateValue {
    do {
      var reader = JSONReader(json)
      let value = try value(&reader)
      try reader.finish()
      return value
    } catch let error as JSONError {
      throw .json(error)
    } catch {
      preconditionFailure("an error of a foreign type: \(error)")
    }
  }

  private static func value(_ reader: inout JSONReader) throws -> TemplateValue {
    switch try reader.peekKind() {
    case .object:
      var mapping = TemplateMapping()
      try reader.readObject { reader, key in
        mapping.set(
          .text(TemplateText(key, isData: true)), .text(key), try value(&reader))
      }
      return .mapping(mapping)
    case .array:
      var elements: [TemplateValue] = []
      try reader.readArray { reader, _ in elements.append(try value(&reader)) }
      return .list(elements)
    case .string: return .text(TemplateText(try reader.readString(), isData: true))
    case .number:
      let digits = String(decoding: try reader.readNumber(), as: UTF8.self)
      if let number = Int(digits) { return .integer(number) }
      let isWhole = digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
      guard !isWhole, let number = Double(digits) else {
        throw reader.error("an integer beyond 64 bits")
      }
      return .float(number)
    case .boolean: return .bool(try reader.readBool())
    case .null:
      _ = try reader.readNull()
      return .none
    }
  }
}
