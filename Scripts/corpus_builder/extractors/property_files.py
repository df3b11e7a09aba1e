"""Values of Java-style .properties files, as Mozilla's older translations use them."""

import re

from .fluent_messages import NO_TEXT
from .text_decoding import decode

_PAIR = re.compile(r"^\s*([^\s=:#!][^=:]*?)\s*[=:]\s*(.*)$")
_UNICODE = re.compile(r"\\u([0-9A-Fa-f]{4})")


def paragraphs(path, data):
    """Yields the values, escapes resolved, cut at line breaks."""
    text = re.sub(r"\\\r?\n\s*", "", decode(path, data))
    for line in text.splitlines():
        pair = _PAIR.match(line)
        if pair is None or line.lstrip()[:1] in "#!" or NO_TEXT.search(pair[1]):
            continue
        value = _UNICODE.sub(lambda match: chr(int(match[1], 16)), pair[2])
        value = value.replace("\\t", " ").replace("\\r", "")
        yield from re.sub(r"\\([^n])", r"\1", value).split("\\n")
