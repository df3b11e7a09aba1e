"""Messages of Project Fluent (.ftl), the format of Mozilla's newer translations.

    -brand-name = Firefox            a term, which messages may refer to
    key = A value that mentions { -brand-name }
        and goes on in indented lines
        .label = an attribute, a text as well

The syntax: https://projectfluent.org/fluent/guide/
"""

import re

from .text_decoding import decode

_ENTRY = re.compile(r"^(-?[A-Za-z][\w-]*)\s*=\s?(.*)$")
_ATTRIBUTE = re.compile(r"^\s+\.([A-Za-z][\w-]*)\s*=\s?(.*)$")
_TERM = re.compile(r"\{\s*(-[\w-]+)(?:\([^)]*\))?\s*\}")
_LITERAL = re.compile(r"\{\s*\"([^\"{}]*)\"\s*\}")
# Keys of which the value is a key on the keyboard or a style sheet.
NO_TEXT = re.compile(r"(?:accesskey|shortcut|commandkey|keycode|[.-]key|\.style)$", re.IGNORECASE)


def paragraphs(path, data, terms=None):
    """Yields the values; `terms` come from other files of the same langpack."""
    text = decode(path, data)
    known = {**(terms or {}), **terms_of(text)}
    for name, value in _values(text):
        if NO_TEXT.search(name):
            continue
        # A term can refer to another one; what is unknown keeps its braces, and `lines` drops it.
        for _ in range(3):
            value = _TERM.sub(lambda match: known.get(match[1], match[0]), value)
        yield from re.split(r"\n\s*\n", _LITERAL.sub(r"\1", value))


def terms_of(text):
    """Returns the terms of a file that are plain text, {name with its hyphen: text}."""
    return {
        name: value.strip() for name, value in _values(text)
        if name.startswith("-") and "." not in name and "->" not in value
    }


def _values(text):
    """Yields (key or key.attribute, value) with continuation lines joined."""
    key = name = None
    value = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        entry, attribute = _ENTRY.match(line), _ATTRIBUTE.match(line)
        if entry or (attribute and key is not None):
            if name is not None:
                yield name, "\n".join(value)
            if entry:
                key = name = entry[1]
                value = [entry[2]]
            else:
                name = f"{key}.{attribute[1]}"
                value = [attribute[2]]
        elif name is not None:
            value.append(line)
    if name is not None:
        yield name, "\n".join(value)
