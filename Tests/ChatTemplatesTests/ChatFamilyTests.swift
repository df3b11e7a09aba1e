import TestSupport
import Testing

@testable import ChatTemplates

@Suite("Built-in framings")
struct ChatFamilyTests {
  @Test("frame chats as the published templates do, and refuse the same")
  func published() throws {
    let golden = try ChatRequest.value(json: Checkout.read("\(Goldens.folder)/chat-families.json"))
    let rows = try #require(golden.elements)
    var seen: Set<String> = []
    for row in rows {
      let name = row.text("family")
      let family = try #require(ChatFamily.named(name), "\(name)")
      var writer = TemplateJSON(TemplateJSON.Options(), nesting: 100, bytes: 1 << 20)
      try writer.write(try #require(row.mapping?["chat"]))
      let request = try ChatRequest(json: writer.text.bytes)
      let prompt = try? family.render(request)
      #expect(
        prompt?.bytes == row.mapping?["text"]?.bytes,
        "\(name): \(String(decoding: prompt?.bytes ?? [], as: UTF8.self))")
      seen.insert(name)
    }
    #expect(seen == Set(ChatFamily.all.map(\.name)))
  }

  @Test("mark the messages alone as the chat's")
  func marks() throws {
    let family = try #require(ChatFamily.named("exaone3"))
    let json = #"[{"role":"system","content":"간단히."},{"role":"user","content":"[|user|]?"}]"#
    let prompt = try family.render(ChatRequest(json: Array(json.utf8)))
    #expect(
      prompt.data.map { String(decoding: prompt.bytes[$0], as: UTF8.self) } == [
        "간단히.", "[|user|]?",
      ])
  }

  @Test(
    "name what they have no frame for",
    arguments: [
      (
        #"{"messages":[{"role":"user","content":"a"}],"tools":[{}]}"#,
        "tools: chatml frames no tools; use the model's own template"
      ),
      (
        #"[{"role":"tool","content":"a"}]"#,
        "messages[0].role: chatml frames system, user and assistant alone"
      ),
      (
        #"[{"role":"user","content":[{"type":"image"}]}]"#,
        "messages[0].content: chatml frames text alone"
      ),
      (
        #"[{"role":"user","content":"a"},{"role":"system","content":"b"}]"#,
        "messages: chatml frames system text at the beginning alone"
      ),
    ])
  func refusals(_ json: String, _ message: String) throws {
    let family = try #require(ChatFamily.named("chatml"))
    let request = try ChatRequest(json: Array(json.utf8))
    let error = #expect(throws: ChatTemplateError.self) { try family.render(request) }
    #expect(error?.description == message)
  }

  @Test("take parts that are all text as one text")
  func parts() throws {
    let family = try #require(ChatFamily.named("chatml"))
    let json = """
      [{"role":"user","content":[{"type":"text","text":"가"},{"type":"text","text":"나"}]}]
      """
    let prompt = try family.render(ChatRequest(json: Array(json.utf8)))
    #expect(prompt.bytes == Array("<|im_start|>user\n가나<|im_end|>\n".utf8))
  }
}
