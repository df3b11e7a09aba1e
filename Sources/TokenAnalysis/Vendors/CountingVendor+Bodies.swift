import TokenizerModel

extension CountingVendor {
  /// The question how many tokens a text has as the only message of a user.
  ///
  /// - Throws: `TokenAnalysisError.invalid` for text that is not UTF-8.
  package func body(text: [UInt8], model: String) throws(TokenAnalysisError) -> [UInt8] {
    guard String(validating: text, as: UTF8.self) != nil else {
      throw .invalid(place: "the text", problem: "only UTF-8 can be sent to \(rawValue)")
    }
    let body: JSONValue =
      switch self {
      case .anthropic:
        .members([
          "model": .text(ModelTable.bareName(model)),
          "messages": .array([.members(["role": .text("user"), "content": .string(text)])]),
        ])
      case .google:
        .members([
          "contents": .array([
            .members(["role": .text("user"), "parts": .array([.members(["text": .string(text)])])])
          ])
        ])
      }
    return body.compact
  }

  /// The question how many tokens a chat in the vendor's shape has.
  ///
  /// - Throws: `TokenAnalysisError` for a chat of another vendor's shape.
  package func body(chat json: [UInt8], model: String) throws(TokenAnalysisError) -> [UInt8] {
    var chat = try PriceReading.read(json) { try JSONValue(reading: &$0) }
    if case .array = chat { chat = .members(["messages": chat]) }
    let name = ModelTable.bareName(model)
    switch self {
    case .anthropic:
      guard chat["messages"] != nil else {
        throw .invalid(place: "the chat", problem: "it has no messages, as Anthropic wants them")
      }
      // What only a real request may have, such as max_tokens, is left out.
      let kept = ["system", "messages", "tools", "tool_choice", "thinking"].compactMap { key in
        chat[key].map { (key, $0) }
      }
      return JSONValue.members([("model", .text(name))] + kept).compact
    case .google:
      guard case .object(let members) = chat, chat["contents"] != nil else {
        throw .invalid(place: "the chat", problem: "it has no contents, as Google wants them")
      }
      let rest = members.filter { !$0.key.elementsEqual("model".utf8) }
      let model = JSONValue.Member(key: Array("model".utf8), value: .text("models/\(name)"))
      return JSONValue.members(["generateContentRequest": .object([model] + rest)]).compact
    }
  }

  /// The number of tokens in an answer.
  ///
  /// - Throws: `TokenAnalysisError` for an answer without one.
  package func tokens(in answer: [UInt8]) throws(TokenAnalysisError) -> Int {
    let value = try PriceReading.read(answer) { try JSONValue(reading: &$0) }
    let key = self == .anthropic ? "input_tokens" : "totalTokens"
    guard case .number(let digits)? = value[key],
      let tokens = Int(String(decoding: digits, as: UTF8.self)), tokens >= 0
    else { throw .invalid(place: "the answer of \(rawValue)", problem: "it has no \(key)") }
    return tokens
  }

  /// What a refusal says, in one line; nil where it says nothing.
  package func complaint(in answer: [UInt8]) -> String? {
    var reader = JSONReader(answer)
    guard let value = try? JSONValue(reading: &reader),
      case .string(let text)? = value["error"]?["message"]
    else { return nil }
    return String(decoding: text.prefix(300).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension JSONValue {
  fileprivate static func text(_ text: String) -> JSONValue { .string(Array(text.utf8)) }

  fileprivate static func members(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    self.members(members.map { ($0.key, $0.value) })
  }

  fileprivate static func members(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { Member(key: Array($0.0.utf8), value: $0.1) })
  }
}
