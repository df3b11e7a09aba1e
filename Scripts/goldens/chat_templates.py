#!/usr/bin/env python3
"""Renders the templates and snippets below with jinja2 as transformers sets it up, for the tests of
the room ChatTemplates. Run it from the top of the repository, with transformers 5.23 and jinja2 3.1.6.
A rendering that the reference refuses is recorded as null."""

import datetime
import json
import pathlib

import jinja2
import transformers
from transformers.utils import chat_template_utils as reference

GOLDENS = pathlib.Path("Tests/ChatTemplatesTests/Goldens")
TOKENS = {"bos_token": "<s>", "eos_token": "</s>"}


class FixedTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2024, 7, 6, 9, 5, 3)


def user(content):
    return {"role": "user", "content": content}


def assistant(content):
    return {"role": "assistant", "content": content}


def system(content):
    return {"role": "system", "content": content}


def call(arguments, content=None):
    return {"role": "assistant", "content": content, "tool_calls": [
        {"id": "call12345", "type": "function",
         "function": {"name": "get_weather", "arguments": arguments}}]}


WEATHER = {"type": "function", "function": {
    "name": "get_weather", "description": "도시의 날씨를 알려 준다.",
    "parameters": {"type": "object", "required": ["city"], "properties": {
        "city": {"type": "string", "description": "도시 이름"},
        "unit": {"type": "string", "enum": ["섭씨", "화씨"]},
        "days": {"type": "integer", "description": "<며칠> & \"따옴표\""}}}}}
SEARCH = {"type": "function", "function": {
    "name": "find_pages", "description": "Looks for pages.\nFirst the newest.",
    "parameters": {"type": "object", "required": ["query", "filters"], "properties": {
        "query": {"type": ["string", "null"]},
        "filters": {"type": "array", "items": {"type": "string"}},
        "options": {"type": "object", "properties": {"deep": {"type": "boolean"}}}}}}}
RESULT = {"role": "tool", "tool_call_id": "call12345", "content": "{\"기온\": 21}"}

CHATS = {
    "question": {"messages": [user("안녕하세요? 오늘 서울 날씨가 어때요?")], "add_generation_prompt": True},
    "white space": {"messages": [user("  Hello,\n\tworld \n"), assistant(" 네, 안녕하세요. \u3000")]},
    "system": {"messages": [system("당신은 친절한 비서입니다.\n짧게 답하세요."), user("대한민국의 수도는 어디인가요?"),
                            assistant("서울입니다."), user("그럼 일본의 수도는요? <|im_end|>")],
               "add_generation_prompt": True},
    "tools": {"messages": [system("도구를 써도 됩니다."), user("부산 날씨를 알려 주세요.")],
              "tools": [WEATHER, SEARCH], "add_generation_prompt": True},
    "tools alone": {"messages": [user("부산 날씨를 알려 주세요.")], "tools": [SEARCH, WEATHER]},
    "call": {"messages": [user("부산 날씨를 알려 주세요."),
                          call({"city": "부산", "x": [1, 2.5, None, True], "o": {"가": "나"}}), RESULT,
                          assistant("부산은 21도예요."), user("고마워요!")],
             "tools": [WEATHER], "add_generation_prompt": True},
    "call in text": {"messages": [user("부산 날씨는?"), call("{\"city\": \"부산\"}", "찾아볼게요."), RESULT]},
    "parts": {"messages": [user([{"type": "text", "text": "이 사진에는 "}, {"type": "image"},
                                 {"type": "text", "text": "무엇이 있나요?"}]), assistant("고양이가 있어요.")]},
    "reasoning": {"messages": [user("1+1은?"),
                               {**assistant("2입니다."), "reasoning": "쉬운 덧셈이다."}, user("2+2는?"),
                               assistant("<think>\n흠…\n</think>\n\n4입니다.")]},
    "no reasoning": {"messages": [user("3+3은?")], "add_generation_prompt": True,
                     "chat_template_kwargs": {"enable_thinking": False}},
    "reasoning wanted": {"messages": [user("3+3은?")], "add_generation_prompt": True,
                         "chat_template_kwargs": {"enable_thinking": True, "date_string": "오늘"}},
    "out of turn": {"messages": [assistant("먼저 말할게요."), user("네?"), user("여보세요?")]},
    "another role": {"messages": [{"role": "critic", "content": "재미없어요."}, user("왜요?")]},
    "documents": {"messages": [user("문서를 보고 답해 주세요.")], "add_generation_prompt": True,
                  "documents": [{"title": "제목", "text": "본문 \"첫째\"\n둘째 줄\n\n넷째 줄"}, {"title": "B", "n": 1}]},
}

# What stands in a snippet sees these values beside a chat of one message.
VALUES = {
    "text": "  가나다 Abc-def ghi\n", "empty": "", "number": 7, "half": 2.5, "big": 1e16, "small": 1e-05,
    "tenth": 0.1, "yes": True, "nothing": None, "list": [3, 1, 2], "words": ["b", "A", "c", "a"],
    "mixed": [1, "1", None, True, 2.0, [1, "둘"], {"k": "값"}], "quotes": "it's \"나\" \\ \t\u200b",
    "map": {"b": 1, "A": 2, "items": 3, "한글": [1]},
    "people": [{"name": "민지", "age": 30, "home": {"city": "서울"}},
               {"name": "John", "age": 25, "home": {"city": "부산"}}, {"name": "아라", "home": {}}],
}

OUTPUTS = """
text | trim ~ text.strip() ~ text.lstrip() ~ text.rstrip() ~ 'xxaxx'.strip('x') ~ 'abc'.lstrip('cba')
text | upper ~ text | lower ~ text | title ~ text | capitalize ~ text.title() ~ text.capitalize()
'가,나,,다'.split(',') ~ '가,나,,다'.split(',', 1) ~ '가,나,,다'.rsplit(',', 1) ~ ' a  b '.split()
'a\\nb\\r\\nc\\n'.splitlines() ~ 'a\\u2028b'.splitlines()
text.startswith('  가') ~ text.endswith(('x', '\\n')) ~ text.find('나') ~ text.rfind('e') ~ text.count(' ')
'aaa'.replace('a', 'bb') ~ 'aaa'.replace('a', 'b', 2) ~ ('aaa' | replace('a', '나')) ~ 'ab'.replace('', '-')
'abc'.removeprefix('ab') ~ 'abc'.removesuffix('bc') ~ '12'.isdigit() ~ ''.isdigit() ~ ' '.isspace()
'a=b=c'.partition('=') ~ 'a=b=c'.rpartition('=') ~ 'a'.partition('=') ~ '7'.zfill(3) ~ '-7'.zfill(4)
', '.join(words) ~ words | join ~ people | join('/', attribute='name') ~ list | join(1)
text[2:5] ~ text[-4:] ~ text[::-1] ~ text[0] ~ '가나다'[1] ~ '가나다'[-1:] ~ '가나다'[::2] ~ '가나다'[9] | default('?')
list[1:] ~ list[::-1] ~ list[-1] ~ list[5] | default('없음') ~ list[:99] ~ list[2:0:-1]
[number + 1, number / 2, number // 2, -number // 2, number % 4, -number % 4, number - 9, number * half, -7 // 2.0]
[2 ** 10, 2 ** -1, half * 2, half // 1, 7.5 % 2, -half, (1 + 2) * 3, 2 + 3 * 4 - 1, 2 ** 3 ** 2, -2 ** 2]
[big, small, tenth + 0.2, 1e300, 123456789.125, 1e15, 100.0, 1_000, 12345678901234567.0, 0.0001, 5e-324, -0.0]
['ab' * 2, 2 * 'ab', [1] * 2, [1] + [2], (1,) + (2, 3), 'a' 'b', true + 1, 'a' * -1, [] * 3]
['%s is %d' % ('나', 3), '%s' % 'x', '%s-%s' | format(1, 'b'), '100%%' % ()]
[1 < 2 < 3, 1 < 2 > 3, 1 == 1.0, 1 == true, 'a' < 'b', [1, 2] < [1, 3], 1 != 1, none == none, 2 >= 2, 'a' == 1]
['나' in text, 'k' in map, '한글' in map, 2 in list, 9 not in list, 'x' in nowhere, '' in 'a', [1] in [[1]]]
[not yes, yes and number, empty or 'or', nothing or empty or 0, not nothing and yes, not 1 == 2]
['a' if yes, 'a' if not yes else 'b' if yes else 'c'] ~ ('a' if not yes)
mixed ~ quotes ~ [quotes] ~ map ~ (1,) ~ () ~ {} ~ {'a': none, 1: true, 2.5: 'x'}
mixed | tojson ~ quotes | tojson ~ map | tojson(indent=2) ~ [] | tojson(indent=2) ~ [[], {}] | tojson(indent=1)
map | tojson(ensure_ascii=True) ~ '😀' | tojson(ensure_ascii=true) ~ map | tojson(sort_keys=true) ~ map | tojson(separators=(',', ':'))
{1: 2, none: 3, true: 4, 1.5: 5} | tojson ~ 1e16 | tojson ~ 0.1 | tojson ~ (1, 2) | tojson ~ '<a href=\"&\">' | tojson
map.b ~ map['b'] ~ map.get('b') ~ map.get('z') ~ map.get('z', 'zz') ~ map['items'] ~ map.z is defined ~ map['z'] is undefined
map.items() | list ~ map.keys() | list ~ map.values() | list ~ map | items | list ~ map | list ~ map | length
list | length ~ text | length ~ '가나' | count ~ nowhere | length ~ people | map(attribute='name') | list | length
list | first ~ list | last ~ '가나' | first ~ '가나' | last ~ [] | first | default('none') ~ map | first
list | sort ~ words | sort ~ words | sort(case_sensitive=true) ~ list | sort(reverse=true) ~ people | sort(attribute='name') | map(attribute='name') | list
list | reverse | list ~ '가나다' | reverse ~ list | sum ~ [] | sum ~ people[:2] | sum(attribute='age') ~ list | max ~ words | min ~ [] | max | default('none')
words | unique | list ~ [1, 1.0, 2, true] | unique | list ~ words | unique(case_sensitive=true) | list ~ list | batch(2) | list ~ list | batch(2, 0) | list
people | map(attribute='home.city') | list | tojson if false else people[:2] | map(attribute='home.city') | list
people | map(attribute='age', default='?') | list ~ words | map('upper') | list ~ words | map('replace', 'a', '가') | list
people | selectattr('age') | map(attribute='name') | list ~ people | selectattr('name', 'equalto', '아라') | list | length ~ people | rejectattr('age', 'defined') | map(attribute='name') | list
list | select('odd') | list ~ list | reject('gt', 1) | list ~ [0, 1, ''] | select | list ~ words | select('in', ['a', 'b']) | list
people | selectattr('age', 'ge', 30) | list if false else people[:2] | selectattr('age', 'ge', 30) | map(attribute='name') | join
(list | select) is sequence ~ (list | select) is iterable ~ ('y' if [] | select else 'n')
map | dictsort ~ map | dictsort(by='key', case_sensitive=true) ~ {'x': 2, 'y': 1} | dictsort(by='value') ~ {'x': 2, 'y': 1} | dictsort(reverse=true)
'7' | int ~ ' 8 ' | int ~ '7.9' | int ~ 'x' | int ~ 'x' | int(5) ~ 7.9 | int ~ nothing | int(1) ~ true | int ~ '1.5' | float ~ 'x' | float ~ 3 | float
2.5 | round ~ 3.5 | round ~ 2.567 | round(2) ~ 2.1 | round(method='ceil') ~ 2.19 | round(1, 'floor') ~ 7 | round ~ -3 | abs ~ -2.5 | abs
nowhere | default('d') ~ nothing | default('d') ~ nothing | default('d', true) ~ '' | d('e', boolean=True) ~ 0 | default(1)
'a\\nb\\n\\nc' | indent ~ 'a\\nb\\n\\nc' | indent(2, true) ~ 'a\\nb\\n\\nc\\n' | indent(1, blank=true) ~ 'a\\nb' | indent('> ')
'a b  c' | wordcount ~ 5 | string ~ none | string ~ true | string | length ~ nowhere | string
'<b>&\\'\"' | e ~ '<b>' | escape ~ '<b>' | safe ~ ('<b>' | safe + '<i>') ~ ('<i>' + '<b>' | safe)
nowhere is defined ~ nothing is defined ~ nothing is none ~ text is string ~ map is mapping ~ list is sequence ~ map is sequence ~ text is sequence ~ number is number ~ yes is number ~ yes is boolean ~ yes is integer ~ number is integer ~ half is float
text is iterable ~ number is iterable ~ nowhere is iterable ~ range is callable ~ map.get is callable ~ yes is true ~ number is true ~ false is false ~ number is odd ~ number is even ~ number is divisibleby 7
number is eq 7 ~ number is equalto(7) ~ number is ne 7 ~ number is lt 8 ~ number is greaterthan 8 ~ number is in [7] ~ 'a' is in 'abc' ~ number is not none ~ 'abc' is lower ~ 'ABC1' is upper ~ '1' is lower ~ none is sameas none
range(3) | list ~ range(1, 3) | list ~ range(5, 0, -2) | list ~ range(0) | list ~ range(3) | length
dict(a=1, b=2) ~ dict({'x': 1}, y=2) ~ dict([('p', 1)]) ~ namespace(a=1).a ~ namespace({'k': 2}).k ~ namespace().q is defined
strftime_now('%Y-%m-%d %H:%M:%S') ~ strftime_now('%d %b %Y, %A %B %-d %I %p %y %e %a %j' | replace(' %j', ''))
list.index(1) ~ list.count(3) ~ [1, 1].count(1) ~ 'x'.join(['a', 'b']) ~ map.copy()
loop is defined ~ messages[0].content ~ messages[-1]['role'] ~ tools ~ add_generation_prompt ~ documents is none
"\\x41\\u00e9\\U0001f600\\t\\"\\q" ~ 'a\\
b' ~ '\\'' ~ "\\\\"
{'a': {'b': [1, {'c': 'd'}]}}['a']['b'][1].c ~ [[1, 2], [3]][0][1] ~ (1, 2)[0] ~ people.0.name
""".strip().replace("\\\n", "\\\0").split("\n")
OUTPUTS = [line.replace("\\\0", "\\\n") for line in OUTPUTS]

BLOCKS = [
    "{% for x in list %}{{ loop.index }}/{{ loop.length }}:{{ x }}{{ ',' if not loop.last }}{% else %}none{% endfor %}",
    "{% for x in [] %}x{% else %}none{% endfor %}{% for x in nowhere %}x{% else %}nowhere{% endfor %}",
    "{% for k, v in map.items() if v is number %}{{ k }}={{ v }};{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }} {% endfor %}",
    "{% for x in list %}{{ loop.previtem | default('-') }}{{ loop.nextitem | default('-') }}{{ loop.cycle('a', 'b') }}{{ loop.changed(x > 1) }}{% endfor %}",
    "{% for x in list %}{% set outer = loop %}{% for y in 'ab' %}{{ outer.index }}{{ loop.index0 }}{{ y }}{{ loop.depth }} {% endfor %}{% endfor %}",
    "{% for x in range(10) %}{% if x == 2 %}{% continue %}{% elif x == 5 %}{% break %}{% endif %}{{ x }}{% endfor %}",
    "{% for c in text %}[{{ c }}]{% endfor %}{% for k in map %}{{ k }} {% endfor %}{% for (a, b) in [(1, 2), [3, 4]] %}{{ a + b }}{% endfor %}",
    "{% set x = 1 %}{% for y in list %}{% set x = x + y %}{{ x }} {% endfor %}{{ x }}",
    "{% set ns = namespace(x=1) %}{% for y in list %}{% set ns.x = ns.x + y %}{% endfor %}{{ ns.x }}{{ ns.y is defined }}",
    "{% set x = 1 %}{% if yes %}{% set x = 2 %}{% endif %}{{ x }}{% set a, b = 1, 'two' %}{{ a }}{{ b }}",
    "{% set x %} caught {{ number }} {% endset %}[{{ x }}]{% set y | upper | trim %} up {% endset %}[{{ y }}]",
    "{% macro f(a, b='B', c=a) %}{{ a }}{{ b }}{{ c }}{{ number }}{% endmacro %}{{ f(1) }} {{ f(1, 2) }} {{ f(b=3, a=4) }} {{ f('x') | length }}",
    "{% macro f(n) %}{{ n }}{% if n > 0 %} {{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(5) }}",
    "{% macro f() %}{{ x | default('unset') }}{% endmacro %}{{ f() }}{% set x = 'set' %}{{ f() }}{% for x in ['loop'] %}{{ f() }}{% endfor %}",
    "{% macro f(t) %}<{{ t }}>{{ caller(1) }}</{{ t }}>{% endmacro %}{% call(n) f('b') %}inner {{ n }}{% endcall %}",
    "{% macro f(a) %}{{ a is defined }}{{ a }}{% endmacro %}{{ f() }}{{ f(none) }}{{ f.name }}",
    "{% macro f() %}{{ loop is defined }}{% endmacro %}{% for x in [1] %}{{ f() }}{{ loop is defined }}{% endfor %}",
    "{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}{% filter upper %}abc {{ number }}{% endfilter %}",
    "{% generation %}{% set q = 1 %}text {{ q }}{% endgeneration %}{{ q is defined }}",
    "{% raw %}{{ not }} {% if %}{% endraw %} {%- raw -%}  x  {%- endraw -%} y",
    "  {% if yes %}\n  a\n  {% endif %}\nb\n  {#- c -#}  d\n{# e #}\nf",
    "x {%- if yes -%}\n  y  {%- endif +%}\nz\n  {%+ if yes %}w{% endif %}  \n",
    "{{ 'a' }}\n{{- 'b' -}}\n  c\n\n", "a\r\nb\r{{ number }}\r\n", "a {#- x -#} b {# y\nz #}\n c",
    "{{ {'a': {'b': 1}} }}{{ {'a':{'b':1}}.a.b }}{{ '}}' }}{{ '%}' ~ \"{{\" }}",
    "{{ map[list] is defined }}{{ map[{}] is defined }}{{ map[nothing] is defined }}", "{{ map[list].x }}",
    "{{ number -}} a {{- number }}", "{% if number is divisibleby 7 and not number is even %}ok{% endif %}",
    "{% set f = map.get %}{{ f('b') }}{% set g = range %}{{ g(2) | list }}",
    "{{ [*[]] }}", "{{ dict(*[[('a', 1)]]) }}{{ dict(**{'b': 2}) }}{{ namespace(**{'c': 3}).c }}",
    "{{ nowhere }}{{ nowhere.x }}", "{{ nowhere + 1 }}", "{{ 'a' + 1 }}", "{{ nothing.x }}{{ nothing.x.y }}",
    "{{ 1 / 0 }}", "{{ list.append(1) }}", "{{ map.update({}) }}", "{{ number() }}", "{{ 1 in 1 }}", "{{ 'a' < 1 }}",
    "{{ nowhere | tojson }}", "{{ range(1000000) }}", "{{ none | length }}", "{{ number | join }}", "{{ {} | first | string }}",
    "{% set map.b = 2 %}", "{% for a, b in [1] %}{% endfor %}", "{{ raise_exception('안 됩니다') }}", "{{ {[]: 1} }}",
    "{{ namespace(_a=1) }}", "{% include 'x' %}", "{% if yes %}", "{% endif %}", "{{ 1 + }}", "{{ 'a }}", "{% for x %}{% endfor %}",
    "{{ x | nofilter }}", "{{ x is notest }}", "{{ ) }}", "{# open", "{% break %}", "{{ f(a=1, 2) }}", "{{ a b }}", "{{ @ }}",
]


def render(source, chat):
    """What the reference makes of a chat; none where it refuses it."""
    messages = [{key: value for key, value in message.items() if value is not None}
                for message in chat["messages"]]
    try:
        texts, _ = reference.render_jinja_template(
            [messages], tools=chat.get("tools"), documents=chat.get("documents"),
            chat_template=source, add_generation_prompt=chat.get("add_generation_prompt", False),
            **TOKENS, **chat.get("chat_template_kwargs", {}))
        return texts[0]
    except Exception:  # pylint: disable=broad-except
        return None


def main():
    assert transformers.__version__.startswith("5.23") and jinja2.__version__ == "3.1.6"
    reference.datetime = FixedTime
    cases = []
    for path in sorted((GOLDENS / "Templates").glob("*.jinja")):
        for name, chat in CHATS.items():
            cases.append({"template": path.name, "chat": name,
                          "text": render(path.read_text(), chat)})
    chat = {"messages": [user("한국어 문장")], "chat_template_kwargs": VALUES}
    snippets = []
    for source in BLOCKS + ["{{ " + line + " }}" for line in OUTPUTS]:
        snippets.append({"source": source, "text": render(source, chat)})
    refused = [snippet for snippet in snippets[len(BLOCKS):] if snippet["text"] is None]
    assert not refused, refused
    golden = {"about": "Scripts/goldens/chat_templates.py: transformers 5.23, jinja2 3.1.6",
              "chats": CHATS, "values": VALUES, "renderings": cases, "snippets": snippets}
    (GOLDENS / "chat-templates.json").write_text(
        json.dumps(golden, ensure_ascii=False, indent=1) + "\n")
    refused = sum(case["text"] is None for case in cases + snippets)
    print(f"{len(cases)} renderings, {len(snippets)} snippets, {refused} of them refused")


if __name__ == "__main__":
    main()
