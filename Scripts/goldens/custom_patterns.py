"""Writes Tests/PreTokenizationTests/Goldens/custom-patterns.json.

How Hugging Face's tokenizers (Split, Oniguruma) cuts some texts by patterns that have no scanner. The
texts are without the superscripts and fractions of Latin-1, which Oniguruma's \\w has in error (its
[^\\W] has not).

    python3 Scripts/goldens/custom_patterns.py     (needs tokenizers 0.23)
"""

import json
import pathlib

import tokenizers
from tokenizers import Regex, pre_tokenizers

PATTERNS = [
    # Sets and properties.
    r"\p{Han}+|\p{Hangul}+|\p{hiragana}+|\w+|\s+",
    r"[一-龥぀-ゟ゠-ヿ]+",
    r"[\p{L}&&[^\p{Han}]]+|\p{Uppercase_Letter}",
    r"[^\W\d_]+|\d|[\]\-\\^]+",
    r"\P{L}+",
    r"\p{^L}+",
    r"[^\p{L}\p{M}\p{N}\s]+",
    r"[\x{AC00}-\x{D7A3}]",
    r"\h{2}|\R",
    r"[]a]+|[a\-z]|[-x]",
    r"[a-cx-z&&b-y]",
    # Places.
    r"\b",
    r"\B",
    r"\bfoo\b|\A.|.\z",
    r"(?<=a)b|(?<!a)c|d(?!e)",
    r"\d{1,3}(?=(?:\d{3})*(?!\d))",
    # Repetition, groups, nothing.
    r"x*",
    r"(?=b)",
    r"\d",
    r".+",
    r"[\s\S]{1,4}",
    r"(?>a+)b|a{2,3}?",
    r"(a|b)\1",
    r"(?<twice>a|c)\k<twice>",
    r"(?i:ab|k[s-t])+|(?i:[^q\n])",
    r"(?i)foo|bar",
    r"(?#a comment)o++|\s++$",
    r"\.\t|\x2E|\.|\$|\^",
]
TEXTS = [
    "",
    "foo bar aabbcc abccdd 12 1234567 x",
    "말모이 漢字 ひらがな カナ 한국어 2024년\n\r\n끝",
    "FOO Bar BAR ABks AbKT \u212as\u017f q",
    "a.b\t.$^ de d-]\\ axz -z",
    "é e\u0301 ÀB 😀👩\u200d🚀 ⅔ Ⅷ \u2075\n \n  ",
    "aaab aab ab cbacba xyzzy 0xDEADbeef deed\u2028x",
]


def main():
    cases = []
    for pattern in PATTERNS:
        splitter = pre_tokenizers.Split(Regex(pattern), "isolated")
        cut = [[piece for piece, _ in splitter.pre_tokenize_str(text)] for text in TEXTS]
        cases.append({"pattern": pattern, "pieces": cut})
    golden = {
        "provenance": (
            f"Scripts/goldens/custom_patterns.py with tokenizers {tokenizers.__version__}"),
        "texts": TEXTS,
        "cases": cases,
    }
    path = pathlib.Path("Tests/PreTokenizationTests/Goldens/custom-patterns.json")
    path.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


main()
