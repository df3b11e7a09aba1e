"""Paragraphs of HTML, XHTML, DocBook and Mallard pages.

One tolerant reader serves all of them. A strict XML parser would stop at the first entity that
is defined in a file of another package, and the pages in question are full of those.
"""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from .text_decoding import decode


@dataclass(frozen=True)
class MarkupVocabulary:
    """Which elements of a markup language hold prose, and which are to be left out."""

    prose: frozenset
    """Elements whose text is a paragraph of its own."""
    structure: frozenset
    """Elements that hold paragraphs; their borders end one."""
    skipped: frozenset
    """Elements left out with all they hold: code, navigation, credits."""
    skipped_classes: frozenset = frozenset()
    prose_classes: frozenset = frozenset()
    """Classes that make a paragraph of any element."""
    choice_classes: frozenset = frozenset()
    """Classes of elements whose children are alternatives, of which the page shows one."""
    joiners: tuple = ()
    """(element, text that goes between its children), for menu paths and key combinations."""
    empty: frozenset = frozenset()
    """Elements that never have an end tag."""


HTML = MarkupVocabulary(
    prose=frozenset("p li dt dd td th caption figcaption blockquote h1 h2 h3 h4 h5 h6".split()),
    structure=frozenset(
        "html body main article section div ul ol dl table thead tbody tr center hr".split()),
    skipped=frozenset(
        "head script style pre nav header footer aside form select button textarea svg math object "
        "template noscript".split()),
    skipped_classes=frozenset(
        "navheader navfooter toc index docnav headerlink sphinxsidebar related toctree-wrapper "
        "highlight sig programlisting screen literallayout synopsis bibliography debug "
        "field-list footnotes footnote-reference MAC breadcrumbs contents kernel-indent c cpp "
        "titleversion".split()),
    prose_classes=frozenset(["para"]),
    choice_classes=frozenset(["switchinline"]),
    empty=frozenset(
        "area base br col embed hr img input link meta param source track wbr".split()),
)

DOCBOOK = MarkupVocabulary(
    prose=frozenset("para simpara title subtitle term entry member".split()),
    structure=frozenset(
        "book part chapter article section sect1 sect2 sect3 sect4 sect5 simplesect itemizedlist "
        "orderedlist variablelist varlistentry listitem procedure step substeps note tip caution "
        "warning important table informaltable tgroup thead tbody row simplelist figure example "
        "formalpara glossary glossdiv glossentry glossdef abstract".split()),
    skipped=frozenset(
        "info bookinfo articleinfo sectioninfo programlisting screen synopsis cmdsynopsis "
        "indexterm literallayout legalnotice revhistory authorgroup footnote remark mediaobject "
        "screenshot".split()),
    joiners=(("menuchoice", " → "), ("keycombo", "+")),
)

MALLARD = MarkupVocabulary(
    prose=frozenset("p title subtitle td desc cite".split()),
    structure=frozenset(
        "page section list item steps tree terms table thead tbody tr note figure listing quote "
        "example synopsis div".split()),
    skipped=frozenset("info screen code media comment links".split()),
    joiners=(("guiseq", " → "), ("keyseq", "+")),
)

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)|<\?xml[^>]+encoding=[\"']([\w-]+)", re.I)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[(.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+([\"'])(.*?)\2\s*>", re.DOTALL)


def html_paragraphs(path, data):
    return _paragraphs(path, data, HTML)


def docbook_paragraphs(path, data):
    return _paragraphs(path, data, DOCBOOK)


def mallard_paragraphs(path, data):
    return _paragraphs(path, data, MALLARD)


def _paragraphs(path, data, vocabulary):
    declared = _CHARSET.search(data[:2048])
    charset = (declared[1] or declared[2]).decode() if declared else "utf-8"
    text = _with_entities_resolved(decode(path, data, charset))
    reader = _MarkupReader(vocabulary)
    reader.feed(text)
    reader.close()
    return reader.finish()


def _with_entities_resolved(text):
    """Takes the document type out, and puts in the text entities that it defined."""
    doctype = _DOCTYPE.search(text)
    if doctype is None:
        return text
    body = text[:doctype.start()] + text[doctype.end():]
    for name, _, value in _ENTITY.findall(doctype[1] or ""):
        body = body.replace(f"&{name};", value)
    return body


@dataclass
class _Open:
    """An element that is open, and what holds inside of it."""

    tag: str
    is_skipped: bool
    is_prose: bool
    is_choice: bool = False
    joiner: str = ""
    children: int = 0
    """Those that were not skipped."""


class _MarkupReader(HTMLParser):
    """Collects the text of prose elements; a paragraph ends where an element borders."""

    def __init__(self, vocabulary):
        super().__init__(convert_charrefs=True)
        self._vocabulary = vocabulary
        self._joiners = dict(vocabulary.joiners)
        self._borders = vocabulary.prose | vocabulary.structure
        self._open = [_Open("", False, False)]
        self._text = []
        self._paragraphs = []

    def finish(self):
        self._end_paragraph()
        return self._paragraphs

    def handle_starttag(self, tag, attributes):
        tag = tag.rpartition(":")[2]
        if tag in self._vocabulary.empty:
            self._end_paragraph() if tag == "hr" else self._add(" ")
            return
        if tag in self._borders:
            self._end_paragraph()
            # HTML lets <p> end where any block starts, and <li> and its kin at the next one.
            above = self._open[-1].tag
            if self._vocabulary is HTML and (above == "p" or above == tag and tag in HTML.prose):
                self._open.pop()
        parent = self._open[-1]
        classes = set((dict(attributes).get("class") or "").split())
        is_skipped = (
            tag in self._vocabulary.skipped
            or bool(self._vocabulary.skipped_classes & classes)
            or (parent.is_choice and parent.children > 0))
        if not is_skipped:
            if parent.joiner and parent.children:
                self._add(parent.joiner)
            parent.children += 1
        self._open.append(_Open(
            tag,
            is_skipped=parent.is_skipped or is_skipped,
            is_prose=parent.is_prose or tag in self._vocabulary.prose
            or bool(self._vocabulary.prose_classes & classes),
            is_choice=bool(self._vocabulary.choice_classes & classes),
            joiner=self._joiners.get(tag, "")))

    def handle_endtag(self, tag):
        tag = tag.rpartition(":")[2]
        if tag in self._borders:
            self._end_paragraph()
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag.rpartition(":")[2] not in self._vocabulary.empty:
            self.handle_endtag(tag)

    def handle_data(self, data):
        if not (self._open[-1].joiner and data.isspace()):
            self._add(data)

    def _add(self, text):
        innermost = self._open[-1]
        if innermost.is_prose and not innermost.is_skipped:
            self._text.append(text)

    def _end_paragraph(self):
        text = "".join(self._text)
        self._text.clear()
        if not text.isspace() and text:
            self._paragraphs.append(text)
