"""Turns an extracted paragraph into a clean line, or into nothing.

Dropping is cheap here and a leftover is not: a vocabulary learns `%1$s` and `</b>` as readily as
words. So whatever still looks like code, markup or a template after cleaning goes.
"""

import html
import re

from .languages import ENGLISH, KOREAN, language_of

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# "1.2.3. ", "B.4.1. " and the like number headings; bullets and footnote marks say as little.
# "1.5" is a number like others.
_HEADING_NUMBER = re.compile(
    r"^(?:[A-Z]\.)?(?:\d{1,3}\.)+\s+|^\d{1,3}(?:\.\d{1,3}){2,}\s+|^\(\d{1,2}\)\s*")
_BULLET = re.compile(r"^(?:[-*•·◦▪‣○●■□◆▶▸►→☞※+#>=]+\s+)+")
_FOOTNOTE = re.compile(r"\s*\[\d{1,3}\]")
_SPACE_BEFORE_STOP = re.compile(r"\s+([.,])(?=\s|$)")
_EMPTY_BRACKETS = re.compile(r"(?<!\w)\(\s*\)|\[\s*\]|“\s*”")

_PLACEHOLDER = re.compile(
    r"%[-+#0']*[\d*]*(?:\.[\d*]+)?\$?(?:hh|h|ll|l|z|j|t|L|q)?[A-Za-z]"  # %s, %-5.2f, %1$s
    r"|%%|%\d|%[({]"  # %1 of Qt and KDE, %(name)s, %{name}
    r"|\$[\w({]|[{}]"  # $1, ${name}, {0}, { $name }
    r"|(?<!\w)#\d(?!\w)"  # #1 of Mozilla's plural forms
    r"|@\w+@|__\w+__|:\w:|(?<!\S)~[A-Za-z](?!\w)"  # :q: of KDE's runners, ~a of Scheme
)
_MARKUP = re.compile(
    r"</?[A-Za-z!?][^>]*>|</|/>|&(?:[A-Za-z]\w*|#\w+);|\[\[|\]\]|\[/?[a-z]+\]|''|\ufffd|\\"
    r"|(?<!\S)\.[A-Z]{1,2}\s"  # .BR of a broken manual page
)
_CODE = re.compile(
    r";$|::|==|!=|&&|\|\||->\w|=>|\*/|/\*|\w+\(\w*[,:]"
    r"|^\s*[$#]\s|(?:^|\s)[<>]|^=|\w=[\w\"'/]|\[[-\w]+="
)
# A word of prose is letters, perhaps with marks around it; an identifier, a path or an option
# has its marks inside.
_IDENTIFIER = re.compile(r"\w[_/\\=@:]\w|^-{1,2}\w|^[./~]\w|^[A-Z0-9_]+_[A-Z0-9_]*$")
_WORD = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"[.?!:。…][)\"'”’]*$")

# Hangul says in five letters what takes English fifteen, so marks and figures weigh more there.
MINIMUM_LETTER_SHARE = {KOREAN: 0.65, ENGLISH: 0.75}
MAXIMUM_IDENTIFIER_SHARE = 0.34
# Longer paragraphs are tables, licences in one piece or data.
MAXIMUM_CHARACTERS = 8000


def tidy(paragraph):
    """Collapses whitespace, takes out what cannot be seen, numbers of headings and bullets."""
    text = _INVISIBLE.sub("", paragraph)
    text = " ".join(text.split())
    text = _FOOTNOTE.sub("", text)
    text = _BULLET.sub("", text)
    text = _HEADING_NUMBER.sub("", text)
    text = _EMPTY_BRACKETS.sub("", text)
    text = _SPACE_BEFORE_STOP.sub(r"\1", text)
    return " ".join(text.split())


def unescape_entities(text):
    """Resolves `&lt;` and its kin where a format stores escaped markup as plain text."""
    return html.unescape(text) if "&" in text and ";" in text else text


def language_of_running_text(line, is_label_prone):
    """Returns the language of a line that reads as text, otherwise None.

    `is_label_prone` says that the source is an interface, where two or three words are a menu
    item or a button rather than a sentence.
    """
    if not 6 <= len(line) <= MAXIMUM_CHARACTERS:
        return None
    if _PLACEHOLDER.search(line) or _MARKUP.search(line) or _CODE.search(line):
        return None
    language = language_of(line)
    if language is None:
        return None
    words = line.split(" ")
    spoken = sum(1 for word in words if _WORD.search(word))
    if spoken < _minimum_words(line, language, is_label_prone):
        return None
    letters = sum(map(str.isalpha, line))
    if letters < MINIMUM_LETTER_SHARE[language] * (len(line) - len(words) + 1):
        return None
    identifiers = sum(1 for word in words if _IDENTIFIER.search(word))
    if identifiers > MAXIMUM_IDENTIFIER_SHARE * len(words):
        return None
    return language


def _minimum_words(line, language, is_label_prone):
    is_sentence = _SENTENCE_END.search(line) is not None
    if language == KOREAN:
        # A Korean word carries its particles, so two of them can be a sentence.
        return 3 if is_label_prone and not is_sentence else 2
    if is_label_prone:
        return 3 if is_sentence else 4
    return 3
