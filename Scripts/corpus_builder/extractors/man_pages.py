"""Paragraphs of manual pages in the `man` macro language.

Pages in `mdoc` (BSD's macros) are passed over: there most words are macro arguments, and what is
left without running the macros is no sentence.
"""

import re

from .text_decoding import decode

_ENDS_PARAGRAPH = set("PP P LP SH SS TP IP HP RS RE TQ sp br ti".split())
_FONTS = set("B I BR RB IR RI BI IB SM SB R".split())
# Where each stretch of code, table or definition ends.
_VERBATIM = {
    "nf": "fi", "EX": "EE", "TS": "TE", "EQ": "EN", "SY": "YS", "PS": "PE", "ig": ".", "de": ".",
}
# Sections that hold commands, names or terms instead of sentences.
_PASSED_SECTIONS = re.compile(
    r"SYNOPSIS|SEE ALSO|COPYRIGHT|AUTHORS?|COLOPHON|FILES|ATTRIBUTES|VERSIONS|STANDARDS|"
    r"사용법|개요|참고|저자|저작권")
_CHARACTERS = {
    "aq": "'", "dq": '"', "oq": "‘", "cq": "’", "lq": "“", "rq": "”", "em": "—", "en": "–",
    "hy": "-", "mi": "−", "bu": "•", "co": "©", "ti": "~", "ha": "^", "ga": "`", "rs": "\\",
    "->": "→", "<-": "←", "<=": "≤", ">=": "≥", "mu": "×", "pc": "·", "at": "@", "sh": "#",
    "fm": "′",
}
_ESCAPE = re.compile(
    r"\\(?:f(?:\[[^\]]*\]|\(..|.)|s[-+]?\d|\((?P<two>..)|\[(?P<long>[^\]]*)\]"
    r"|\*(?:\[[^\]]*\]|\(..|.)|[mFk](?:\[[^\]]*\]|.)|[hvwo]'[^']*'|(?P<one>.)|$)")
_ARGUMENT = re.compile(r'"((?:[^"]|"")*)"?|(\S+)')
_ONE = {"-": "-", "e": "\\", " ": " ", "~": " ", "0": " ", "'": "'", "`": "`", "t": " ", "\\": "\\"}


def paragraphs(path, data):
    """Yields the paragraphs of the page, command lines and tables left out."""
    text = decode(path, data)
    if re.search(r"^\.Dd\b", text, re.MULTILINE):
        return []
    return list(_paragraphs(text))


def _paragraphs(text):
    words = []
    section_is_passed = False
    until = None
    tag_comes = False
    for line in text.replace("\\\n", "").split("\n"):
        macro, arguments = _macro(line)
        if until is not None:
            if macro == until or (until == "." and line.startswith("..")):
                until = None
            continue
        if macro in _VERBATIM:
            until = _VERBATIM[macro]
            continue
        if macro in _ENDS_PARAGRAPH or (macro is None and not line.strip()):
            if words and not section_is_passed:
                yield " ".join(words)
            words = []
            if macro == "SH":
                section_is_passed = bool(_PASSED_SECTIONS.search(" ".join(arguments)))
            tag_comes = macro in ("TP", "TQ")
        elif macro is None or macro in _FONTS:
            said = line if macro is None else (" " if macro in "BIRSM" else "").join(arguments)
            if tag_comes:
                # The line after .TP names an option; its explanation starts on the next one.
                tag_comes = False
            elif said:
                words.append(_unescaped(said))
    if words and not section_is_passed:
        yield " ".join(words)


def _macro(line):
    """Returns (macro, arguments), or (None, []) for a line of text."""
    if line[:1] not in (".", "'"):
        return None, []
    name, _, rest = line[1:].strip().partition(" ")
    if name.startswith("\\\""):
        return "comment", []
    arguments = [quoted.replace('""', '"') or plain for quoted, plain in _ARGUMENT.findall(rest)]
    return name, arguments


def _unescaped(text):
    def replacement(match):
        if name := match["two"] or match["long"]:
            if re.fullmatch(r"u[0-9A-F]{4,5}", name):
                return chr(int(name[1:], 16))
            return _CHARACTERS.get(name, "")
        return _ONE.get(match["one"] or "", "")

    return _ESCAPE.sub(replacement, re.sub(r'\\".*$', "", text))
