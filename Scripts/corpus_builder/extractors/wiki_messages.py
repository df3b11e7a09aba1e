"""Messages of MediaWiki's interface: flat JSON objects of wikitext."""

import json
import re

from ..errors import CorpusError
from .text_decoding import decode

_NAMED_LINK = re.compile(r"\[\[[^\[\]|]*\|([^\[\]|]+)\]\]")
_PLAIN_LINK = re.compile(r"\[\[([^\[\]|:]+)\]\]")
_OUTER_LINK = re.compile(r"\[(?:https?:)?//\S+\s+([^\]]+)\]")
_QUOTES = re.compile(r"'{2,5}")
_LIST_MARK = re.compile(r"^[*#:;=]+\s*|\s*=+$")


def paragraphs(path, data):
    """Yields the lines of the messages; templates and parameters are left for `lines` to drop."""
    try:
        messages = json.loads(decode(path, data))
    except ValueError as error:
        raise CorpusError(f"not JSON ({error})", path, "download the package again") from None
    if not isinstance(messages, dict):
        raise CorpusError("not a JSON object", path, "download the package again")
    for key, value in messages.items():
        if key.startswith("@") or not isinstance(value, str):
            continue
        value = _NAMED_LINK.sub(r"\1", value)
        value = _PLAIN_LINK.sub(r"\1", value)
        value = _QUOTES.sub("", _OUTER_LINK.sub(r"\1", value))
        for line in value.split("\n"):
            yield _LIST_MARK.sub("", line.strip())
