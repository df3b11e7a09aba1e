"""Interface messages into plain text: accelerators and inline markup."""

import re

# Tags of GTK's Pango, Qt's rich text, KDE's semantic markup and the HTML of web interfaces. Any
# other "<word>" is a command's argument ("git add <path>"), and `lines` drops the message.
_INLINE_TAGS = (
    "a abbr b big bdi blockquote br center cite code command div dd dl dt em email emphasis "
    "filename h1 h2 h3 h4 html i img interface kbd label li link message nobr nowiki note ol p "
    "para pre q qt resource s section shortcut small span strong sub subtitle sup table tbody "
    "td th tr title tt u ul warning application body bcode hr font"
).split()
_TAG = re.compile(r"</?(?:%s)(?:\s[^<>]*)?/?>" % "|".join(_INLINE_TAGS), re.IGNORECASE)
_BLOCK_TAG = re.compile(
    r"</?(?:br|p|li|ul|ol|td|tr|th|table|div|h[1-6]|para|note|title|qt|html|body|dd|dt|hr)"
    r"(?:\s[^<>]*)?/?>", re.I)
# Korean labels carry their accelerator in brackets at the end: "파일(_F)", "열기(&O)...".
# Some lost the mark: "열기(O)". After a space such a bracket is a unit: "온도 (K)".
_BRACKETED = re.compile(
    r"\s*\(\s*[_~&][A-Za-z0-9]\s*\)|(?<=[가-힣])\([A-Z]\)(?=\s*(?:\.{3}|…|:)?\s*$)")
_ENTITY_HEAD = r"(?!#?\w+;)"


def plain_paragraphs(text, accelerators):
    """Returns the paragraphs of a message without accelerators and inline markup."""
    text = without_accelerators(text, accelerators)
    return [_TAG.sub("", part) for part in _BLOCK_TAG.split(text)]


def without_accelerators(text, accelerators):
    """Takes the marks before accelerator letters out.

    `accelerators` holds the marks that the toolkit uses, of "_" (GTK), "&" (Qt) and "~"
    (LibreOffice): elsewhere these are characters like others. A mark takes a letter after it,
    stands once in a label and not between two letters of a sentence ("file_name.").
    """
    if not accelerators:
        return text
    text = _BRACKETED.sub("", text)
    for mark in accelerators:
        if text.count(mark) == 1 and not (mark == "_" and text.rstrip().endswith(".")):
            text = re.sub(re.escape(mark) + _ENTITY_HEAD + r"(?=[A-Za-z가-힣])", "", text)
    return text
