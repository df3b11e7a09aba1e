import Testing

@testable import ChatTemplates

@Suite("Which bytes of a prompt the chat wrote")
struct DataMarkTests {
  /// A template, and its prompt with what the chat wrote in brackets.
  struct Case: CustomTestStringConvertible, Sendable {
    var source: String
    var marked: String
    var testDescription: String { source }
  }

  static let cases = [
    Case(source: "<u>{{ c }}</u>", marked: "<u>⟦ 가<b>Z ⟧</u>"),
    Case(source: "{{ '<u>' + c + '</u>' }}", marked: "<u>⟦ 가<b>Z ⟧</u>"),
    Case(source: "{{ '<u>' ~ c | trim ~ '</u>' }}", marked: "<u>⟦가<b>Z⟧</u>"),
    Case(
      source: "{{ c.strip() }}|{{ c.lstrip() }}|{{ c.rstrip() }}",
      marked: "⟦가<b>Z⟧|⟦가<b>Z ⟧|⟦ 가<b>Z⟧"),
    Case(source: "{{ c | upper }}{{ c | lower }}", marked: "⟦ 가<B>Z  가<b>z ⟧"),
    Case(source: "{{ c | title }}{{ c | capitalize }}", marked: "⟦ 가<B>z  가<b>z ⟧"),
    Case(source: "{{ c.split('<') }}", marked: "['⟦ 가⟧', '⟦b>Z ⟧']"),
    Case(source: "{{ c.split('<') | join('<t>') }}", marked: "⟦ 가⟧<t>⟦b>Z ⟧"),
    Case(source: "{{ c | replace('<b>', '<t>') }}", marked: "⟦ 가⟧<t>⟦Z ⟧"),
    Case(source: "{{ '<t>' | replace('t', c) }}", marked: "<⟦ 가<b>Z ⟧>"),
    Case(source: "{{ c[1:3] }}{{ c[::-1] }}{{ c | reverse }}", marked: "⟦가< Z>b<가  Z>b<가 ⟧"),
    Case(source: "{{ c | list | join }}{{ c | first }}{{ c[2] }}", marked: "⟦ 가<b>Z  <⟧"),
    Case(source: "{{ c | tojson }}{{ [c] }}", marked: "\"⟦ 가<b>Z ⟧\"['⟦ 가<b>Z ⟧']"),
    Case(source: "{{ q | tojson }}{{ [q] }}", marked: "\"⟦\\\"\\n'⟧\"['⟦\"\\n\\'⟧']"),
    Case(source: "{{ m | tojson }}", marked: "{\"⟦<k>⟧\": \"⟦v⟧\"}"),
    Case(source: "{% for k, v in m | items %}{{ k }}={{ v }}{% endfor %}", marked: "⟦<k>⟧=⟦v⟧"),
    Case(source: "{% set x %}a{{ c | trim }}b{% endset %}{{ x }}", marked: "a⟦가<b>Z⟧b"),
    Case(source: "{% macro f(a) %}[{{ a }}]{% endmacro %}{{ f(c) | trim }}", marked: "[⟦ 가<b>Z ⟧]"),
    Case(
      source: "{% set ns = namespace(x=c) %}{{ ns.x }}{{ {'a': c}.a }}", marked: "⟦ 가<b>Z  가<b>Z ⟧"),
    Case(source: "{{ c | e }}{{ '<' + c | safe }}", marked: "⟦ 가&lt;b&gt;Z ⟧&lt;⟦ 가<b>Z ⟧"),
    Case(source: "{{ '%s!' % c }}{{ '%s' | format(c) }}", marked: "⟦ 가<b>Z ⟧!⟦ 가<b>Z ⟧"),
    Case(source: "{{ c | indent(1, true) }}{{ c * 2 }}", marked: " ⟦ 가<b>Z  가<b>Z  가<b>Z ⟧"),
    Case(source: "{% filter trim %}<{{ c }}>{% endfilter %}", marked: "<⟦ 가<b>Z ⟧>"),
    Case(
      source: "{{ c | map('upper') | join }}{{ [c] | map('trim') | first }}",
      marked: "⟦ 가<B>Z 가<b>Z⟧"),
    Case(
      source: "<|{{ messages[0].role }}|><|{{ messages[1].role }}|>", marked: "<|user|><|⟦im_end⟧|>"
    ),
    Case(source: "{{ bos_token }}{{ messages[0].content }}", marked: "<s>⟦안녕하세요⟧"),
    Case(source: "{{ c is string }}{{ c | length }}{{ none }}", marked: "True7None"),
  ]

  @Test("the marks pass through every operation", arguments: cases)
  func marks(_ one: Case) throws {
    let json = #"""
      {"messages": [{"role": "user", "content": "안녕하세요"}, {"role": "im_end", "content": ""}],
       "chat_template_kwargs": {"c": " 가<b>Z ", "q": "\"\n'", "m": {"<k>": "v"}}}
      """#
    var request = try ChatRequest(json: Array(json.utf8))
    request.setToken("bos_token", "<s>")
    let prompt = try ChatTemplate(Array(one.source.utf8)).render(request)
    var marked = ""
    var start = 0
    for range in prompt.data {
      marked += String(decoding: prompt.bytes[start..<range.lowerBound], as: UTF8.self)
      marked += "⟦\(String(decoding: prompt.bytes[range], as: UTF8.self))⟧"
      start = range.upperBound
    }
    marked += String(decoding: prompt.bytes[start...], as: UTF8.self)
    #expect(Array(marked.utf8) == Array(one.marked.utf8), "\(marked)")
  }

  @Test("what the model is to have written is told by the blocks generation")
  func generated() throws {
    let json = #"[{"role":"user","content":"왜?"},{"role":"assistant","content":"그냥."}]"#
    let source = """
      {% for m in messages %}{{ m.role }}:{% if m.role == 'assistant' %}\
      {% generation %} {{ m.content }}{% endgeneration %}{% endif %}{% endfor %}
      """
    let prompt = try ChatTemplate(Array(source.utf8)).render(ChatRequest(json: Array(json.utf8)))
    #expect(prompt.generated.map { String(decoding: prompt.bytes[$0], as: UTF8.self) } == [" 그냥."])
  }
}
