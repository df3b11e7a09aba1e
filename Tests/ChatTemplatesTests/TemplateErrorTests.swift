import Testing

@testable import ChatTemplates

@Suite("What chat templates are refused")
struct TemplateErrorTests {
  /// A template and the message that it ends with.
  struct Case: CustomTestStringConvertible, Sendable {
    var source: String
    var message: String
    var testDescription: String { source }
  }

  static let cases = [
    Case(
      source: "a\n  {% include 'x' %}",
      message: "template line 2, column 3: the block include is not supported in chat templates"),
    Case(
      source: "{% import '/etc/passwd' as x %}",
      message: "template line 1, column 1: the block import is not supported in chat templates"),
    Case(
      source: "{{ 'a\u{5B57}' @ }}",
      message: "template line 1, column 11: \"@\" has no meaning here"),
    Case(
      source: "{{ messages | urlize }}",
      message: "template line 1, column 15: the filter urlize is not supported in chat templates"),
    Case(
      source: "{{ messages is filter }}",
      message: "template line 1, column 16: the test filter is not supported in chat templates"),
    Case(
      source: "{{ joiner('x') }}",
      message: "template line 1, column 10: the function joiner is not supported in chat templates"),
    Case(
      source: "{{ 'a'.encode() }}",
      message:
        "template line 1, column 7: the method encode of a text is not supported in chat templates"),
    Case(
      source: "{% for x in [1] recursive %}{% endfor %}",
      message: "template line 1, column 17: a recursive loop is not supported in chat templates"),
    Case(
      source: "{{ ''.__class__.__mro__ }}",
      message: "template line 1, column 6: the attribute __class__ is refused to chat templates"),
    Case(
      source: "{{ messages['__class__'] }}",
      message: "template line 1, column 12: the attribute __class__ is refused to chat templates"),
    Case(
      source: "{{ messages | map(attribute='__init__.__globals__') | list }}",
      message: "template line 1, column 15: the attribute __init__ is refused to chat templates"),
    Case(
      source: "{% set ns = namespace() %}{% set ns._x = 1 %}",
      message: "template line 1, column 27: the attribute _x is refused to chat templates"),
    Case(
      source: "{{ messages.append(1) }}",
      message:
        "template line 1, column 19: append, which would change a list, is refused to chat templates"
    ),
    Case(
      source: "{{ raise_exception('역할이 번갈아 나와야 합니다') }}",
      message: "template line 1, column 19: the template refuses the chat: "
        + "\"역할이 번갈아 나와야 합니다\""),
    Case(
      source: "{% if true %}\n{{ a }}",
      message: "template line 2, column 8: the template ends before elif"),
    Case(
      source: "{{ 9223372036854775807 + 1 }}",
      message: "template line 1, column 24: the result is beyond 64 bits"),
    Case(
      source: "{{ 'é' | upper }}",
      message: "template line 1, column 11: upper case of the letter U+00E9 is not supported in "
        + "chat templates"),
    Case(
      source: "{{ strftime_now('%Y') }}",
      message: "template line 1, column 16: strftime_now needs a time, and none was given"),
  ]

  @Test("the message names the place and what is wrong there", arguments: cases)
  func message(_ one: Case) throws {
    let request = try ChatRequest(json: Array(#"[{"role":"user","content":"안녕"}]"#.utf8))
    let error = #expect(throws: ChatTemplateError.self) {
      try ChatTemplate(Array(one.source.utf8)).render(request)
    }
    #expect(error?.description == one.message)
  }

  @Test(
    "a chat of another shape is refused by its place",
    arguments: [
      ("{}", "messages: an array of messages should stand here"),
      ("[]", "messages: there is no message"),
      ("[1]", "messages[0]: an object should stand here"),
      ("[{\"role\": 1", "line 1, column 12: the text ends in the middle"),
      (
        #"[{"n":99999999999999999999}]"#,
        "line 1, column 27: an integer beyond 64 bits"
      ),
    ])
  func chat(_ json: String, _ message: String) {
    let error = #expect(throws: ChatTemplateError.self) { try ChatRequest(json: Array(json.utf8)) }
    #expect(error?.description == message)
  }
}
