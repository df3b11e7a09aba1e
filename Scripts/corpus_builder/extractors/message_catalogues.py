"""Messages of GNU gettext's compiled catalogues (.mo): the English originals and translations.

The format: https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html

    0   magic 0x950412de      8   number of strings N     16  offset of the translations' table
    4   revision             12   offset of the originals' table
    tables: N pairs of 32-bit words (length without the closing NUL, offset)
"""

import re
import struct

from ..errors import CorpusError
from ..languages import is_hangul
from .text_decoding import decode

_MAGIC = 0x950412DE
_CHARSET = re.compile(rb"charset=([\w-]+)")
# An option in a help text ("  -a, --all      show all") and the gap before its explanation.
_OPTION = re.compile(r"^\s*-\S.*?(?:\s{2,}|\t|$)|^\s+(?:\*\s+)?\S+(?:\s{2,}|\t)")
_INDENTED = re.compile(r"^(?:\s{2,}|\t)", re.MULTILINE)
_DEEP_INDENT = 8
# A line this wide was probably broken because it was full.
_FULL_LINE_COLUMNS = 56


def paragraphs(path, data):
    """Yields the paragraphs of all messages, in the catalogue's own (sorted) order."""
    for original, translation in messages(path, data):
        # The last of several forms is the plural, which reads as text without its number.
        for text in (original.rpartition("\0")[2], translation.rpartition("\0")[2]):
            yield from message_paragraphs(text)


def messages(path, data):
    """Yields (original, translation), without the header and without message contexts."""
    pairs = list(_raw_messages(path, data))
    header = next((translation for original, translation in pairs if not original), b"")
    charset = _CHARSET.search(header)
    charset = charset[1].decode() if charset else "utf-8"
    for original, translation in pairs:
        if original:
            _, _, text = decode(path, original, charset).rpartition("\x04")
            yield text, decode(path, translation, charset)


def _raw_messages(path, data):
    broken = CorpusError("not a whole .mo catalogue", path, "download the package again")
    if len(data) < 20:
        raise broken
    order = next((o for o in "<>" if struct.unpack_from(o + "I", data)[0] == _MAGIC), None)
    if order is None:
        raise broken
    count, originals, translations = struct.unpack_from(order + "3I", data, 8)
    if max(originals, translations) + 8 * count > len(data):
        raise broken
    for index in range(count):
        pair = []
        for table in (originals, translations):
            length, offset = struct.unpack_from(order + "2I", data, table + 8 * index)
            if offset + length > len(data):
                raise broken
            pair.append(data[offset:offset + length])
        yield tuple(pair)


def message_paragraphs(text):
    """Cuts a message at blank lines, and help texts into the explanations of their options."""
    for block in re.split(r"\n\s*\n", text):
        if _INDENTED.search(block):
            yield from _explanations(block)
        else:
            yield block


def _explanations(block):
    """Yields what stands beside the options, and running text that is merely indented.

    A line continues the one above when its indentation is deep, or the same and the line above
    is full.
    """
    current = ""
    indent_above = columns_above = 0
    for line in block.split("\n"):
        line = line.expandtabs(8)
        indent = len(line) - len(line.lstrip())
        is_option = _OPTION.match(line) is not None
        is_full_above = indent == indent_above and columns_above >= _FULL_LINE_COLUMNS
        if not is_option and (indent >= _DEEP_INDENT or is_full_above):
            current += " " + line
        else:
            yield current
            current = _OPTION.sub("", line, count=1)
        indent_above, columns_above = indent, _columns(line)
    yield current


def _columns(line):
    """Returns the width on a terminal, where Hangul takes two columns."""
    return sum(1 + is_hangul(character) for character in line)
