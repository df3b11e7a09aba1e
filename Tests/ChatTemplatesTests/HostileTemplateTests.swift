import TestSupport
import Testing

@testable import ChatTemplates

@Suite("Hostile chat templates")
struct HostileTemplateTests {
  /// Templates that would run for ever, fill the memory or exhaust the stack.
  static let templates = [
    "{% for a in range(10 ** 9) %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{{ range(99999) | length }}{% endfor %}",
    "{{ 'x' * 10 ** 12 }}", "{{ [0] * 10 ** 12 }}", "{{ 'x'.zfill(10 ** 15) }}",
    "{{ messages | tojson(indent=10 ** 15) }}", "{{ 'a\nb' | indent(10 ** 15) }}",
    "{% set ns = namespace(x='xxxxxxxx') %}{% for a in range(99) %}{% set ns.x = ns.x ~ ns.x %}"
      + "{% endfor %}",
    "{% set ns = namespace(x='xx') %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set ns = namespace(x='aa') %}{% for a in range(99) %}"
      + "{% set ns.x = ns.x | replace('a', ns.x) %}{% endfor %}",
    "{% set ns = namespace(x=['a']) %}{% for a in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
    "{% set ns = namespace(x='ab') %}{% for a in range(99) %}"
      + "{% set ns.x = ns.x | list | join(ns.x) %}{% endfor %}",
    "{% set ns = namespace(x=[]) %}{% for a in range(99999) %}{% set ns.x = [ns.x] %}{% endfor %}",
    "{% set ns = namespace(x=[]) %}{% for a in range(99999) %}{% set ns.x = {'k': ns.x} %}{% endfor %}",
    "{% set ns = namespace(x=[]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
      + "{{ ns.x }}",
    "{% set ns = namespace(x=[]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}"
      + "{{ ns.x | tojson }}",
    "{% set ns = namespace(x=[], y=[]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}"
      + "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
    "{% set ns = namespace(x=[], y=[]) %}{% for a in range(99) %}{% set ns.x = [ns.x, ns.x] %}"
      + "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ [ns.x] < [ns.y] }}",
    "{% set ns = namespace(x=(1,)) %}{% for a in range(99) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}"
      + "{{ {ns.x: 1} }}",
    "{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{% macro f(n) %}{% for x in range(50) %}{{ f(n - 1) if n }}{% endfor %}{% endmacro %}{{ f(50) }}",
    "{% macro f() %}{% call f() %}{% endcall %}{% endmacro %}{{ f() }}",
    "{% for a in range(99999) %}{{ messages | tojson | list | sort | unique | join }}{% endfor %}",
    "{% set x = 'a' * 60000000 %}{% for a in range(99999) %}{{ x.find('b') }}{{ x in x }}{% endfor %}",
    "{% set x = 'a' * 1000000 %}{{ x.find('a' * 500000 + 'b') }}{% for a in range(99999) %}"
      + "{{ x[a] }}{% endfor %}",
    "{% for a in range(99999) %}{{ 'x' * 9999 }}{% endfor %}",
    String(repeating: "{% if true %}", count: 5000),
    "{{ " + String(repeating: "(", count: 100_000) + " }}",
    "{{ " + String(repeating: "[", count: 100_000) + " }}",
    "{{ " + String(repeating: "not ", count: 100_000) + "1 }}",
    "{{ " + String(repeating: "-", count: 100_000) + "1 }}",
    "{{ x" + String(repeating: ".x", count: 100_000) + " }}",
    "{{ x" + String(repeating: "|list", count: 100_000) + " }}",
    "{{ x" + String(repeating: " if x", count: 100_000) + " }}",
    "{{ x" + String(repeating: " is x", count: 10_000) + " }}",
    "{{ " + String(repeating: "x if x else ", count: 100_000) + "x }}",
    "{% for " + String(repeating: "(", count: 100_000) + "x in y %}{% endfor %}",
    String(repeating: "x", count: 2 << 20),
  ]

  @Test("each ends in an error of one line", arguments: templates.indices)
  func end(_ index: Int) throws {
    let request = try ChatRequest(json: Array(#"[{"role":"user","content":"안녕"}]"#.utf8))
    // Smaller limits than the usual ones, for the sake of builds without optimization.
    var limits = ChatTemplateLimits()
    (limits.steps, limits.textBytes) = (100_000, 1 << 20)
    let error = #expect(throws: ChatTemplateError.self) {
      try ChatTemplate(Array(Self.templates[index].utf8), limits: limits).render(request)
    }
    #expect(error?.description.utf8.contains(0x0A) == false)
  }

  @Test("long sums, chains of conditions and lists are no nesting")
  func longChains() throws {
    let request = try ChatRequest(json: Array(#"[{"role":"user","content":"안녕"}]"#.utf8))
    for sign in [" + ", " ~ ", " and ", " or ", ", "] {
      let source = "{{ 1" + String(repeating: sign + "1", count: 5000) + " }}"
      let prompt = try ChatTemplate(Array(source.utf8)).render(request)
      #expect(!prompt.bytes.isEmpty, "\(sign)")
    }
  }

  @Test("a long chat has steps in proportion")
  func longChat() throws {
    let message = #"{"role":"user","content":"긴 대화도 길이 때문에 막히지 않습니다."}"#
    let json = "[" + Array(repeating: message, count: 5000).joined(separator: ",") + "]"
    let template = try ChatTemplate(
      Array(
        """
        {% for m in messages %}{% if m.role == 'user' and m.content | trim | length > 3 %}
        {{ '<|' + m.role + '|>' + m['content'] | trim ~ '<|end|>' }}{% endif %}{% endfor %}
        """.utf8))
    let prompt = try template.render(ChatRequest(json: Array(json.utf8)))
    #expect(prompt.bytes.count > 5000 * 40)
  }

  @Test("templates with bytes changed, left out and doubled render or fail, and never trap")
  func mutations() throws {
    var random = SeededGenerator(seed: 20_261_121)
    let cases = try Goldens.renderings()
    var failures = 0
    for _ in 0..<1500 {
      let one = cases[Int.random(in: cases.indices, using: &random)]
      var source = one.source
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: source.indices, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: source[place] = UInt8.random(in: 0...255, using: &random)
        case 1: source.remove(at: place)
        case 2: source.insert(source[place], at: place)
        case 3:
          let end = min(source.count, place + Int.random(in: 1...40, using: &random))
          source.replaceSubrange(place..<end, with: source[place..<end] + source[place..<end])
        default:
          let other = cases[Int.random(in: cases.indices, using: &random)].source
          let start = Int.random(in: other.indices, using: &random)
          source.insert(contentsOf: other[start...].prefix(30), at: place)
        }
      }
      var limits = ChatTemplateLimits()
      limits.steps = 10_000
      do throws(ChatTemplateError) {
        let template = try ChatTemplate(source, limits: limits)
        let prompt = try template.render(one.request)
        #expect(prompt.data.allSatisfy { $0.upperBound <= prompt.bytes.count })
      } catch {
        failures += 1
        #expect(!error.description.utf8.contains(0x0A), "\(error)")
      }
    }
    #expect(failures > 250 && failures < 1500)
  }
}
