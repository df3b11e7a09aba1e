import TestSupport
import Testing

@testable import ChatTemplates

/// What transformers and jinja2 made of templates (`Scripts/goldens/chat_templates.py`).
enum Goldens {
  static let folder = "Tests/ChatTemplatesTests/Goldens"

  /// A template and the chat that it renders.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var source: [UInt8]
    var request: ChatRequest
    /// The prompt; nil where the reference refuses the chat.
    var text: [UInt8]?

    /// What this engine makes of it.
    func render() throws(ChatTemplateError) -> [UInt8] {
      let clock = ChatClock(year: 2024, month: 7, day: 6, hour: 9, minute: 5, second: 3)
      return try ChatTemplate(source).render(request, clock: clock).bytes
    }
  }

  /// Templates in the manner of the families, each with every chat.
  static func renderings() throws -> [Case] {
    let golden = try file()
    let chats = try #require(golden["chats"]?.mapping)
    return try #require(golden["renderings"]?.elements).map { value in
      let (template, name) = (value.text("template"), value.text("chat"))
      let chat = try #require(chats[name])
      return Case(
        testDescription: "\(template) with \(name)",
        source: try Checkout.read("\(folder)/Templates/\(template)"),
        request: try request(chat), text: value.mapping?["text"]?.bytes)
    }
  }

  /// Short templates, one for each part of the language.
  static func snippets() throws -> [Case] {
    let golden = try file()
    var writer = TemplateJSON(TemplateJSON.Options(), nesting: 100, bytes: 1 << 20)
    try writer.write(try #require(golden["values"]))
    let json =
      Array(#"{"messages":[{"role":"user","content":"한국어 문장"}],"chat_template_kwargs":"#.utf8)
      + writer.text.bytes + Array("}".utf8)
    var request = try ChatRequest(json: json)
    setTokens(&request)
    return try #require(golden["snippets"]?.elements).map { value in
      Case(
        testDescription: value.text("source"), source: Array(value.text("source").utf8),
        request: request, text: value.mapping?["text"]?.bytes)
    }
  }

  private static func request(_ chat: TemplateValue) throws -> ChatRequest {
    var writer = TemplateJSON(TemplateJSON.Options(), nesting: 100, bytes: 1 << 20)
    try writer.write(chat)
    var request = try ChatRequest(json: writer.text.bytes)
    setTokens(&request)
    return request
  }

  private static func setTokens(_ request: inout ChatRequest) {
    request.setToken("bos_token", "<s>")
    request.setToken("eos_token", "</s>")
  }

  private static func file() throws -> TemplateMapping {
    let value = try ChatRequest.value(json: Checkout.read("\(folder)/chat-templates.json"))
    return try #require(value.mapping)
  }
}

extension TemplateValue {
  var mapping: TemplateMapping? {
    if case .mapping(let mapping) = self { mapping } else { nil }
  }

  var bytes: [UInt8]? {
    if case .text(let text) = self { text.bytes } else { nil }
  }

  func text(_ name: String) -> String {
    String(decoding: mapping?[name]?.bytes ?? [], as: UTF8.self)
  }
}
