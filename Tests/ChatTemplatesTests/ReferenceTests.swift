import Testing

@testable import ChatTemplates

@Suite("Chat templates beside jinja2")
struct ReferenceTests {
  @Test("templates in the manner of the families give the same prompts, or refuse the same chats")
  func renderings() throws {
    let cases = try Goldens.renderings()
    #expect(cases.count >= 140)
    for one in cases { check(one) }
  }

  @Test("every part of the language gives the same text, or fails alike")
  func snippets() throws {
    let cases = try Goldens.snippets()
    #expect(cases.count >= 119)
    for one in cases { check(one) }
  }

  private func check(_ one: Goldens.Case) {
    do throws(ChatTemplateError) {
      let bytes = try one.render()
      guard let text = one.text else {
        Issue.record("\(one.testDescription): the reference refuses it")
        return
      }
      // Bytes are compared, since NFC and NFD would be equal as strings.
      #expect(
        bytes == text,
        "\(one.testDescription): \(String(decoding: bytes, as: UTF8.self))")
    } catch {
      #expect(one.text == nil, "\(one.testDescription): \(error)")
    }
  }
}
