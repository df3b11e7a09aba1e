"""Extractors: the bytes of one file into the paragraphs that stand in it.

Each is a function of a `PackagedFile`'s path and data that yields strings, one paragraph each,
markup resolved. It need not judge whether a paragraph is worth keeping: `lines` does that.
"""

from . import (
    fluent_messages, man_pages, markup_pages, message_catalogues, mozilla_langpacks, property_files,
    wiki_messages,
)

BY_FORMAT = {
    "html": markup_pages.html_paragraphs,
    "docbook": markup_pages.docbook_paragraphs,
    "mallard": markup_pages.mallard_paragraphs,
    "man": man_pages.paragraphs,
    "catalogue": message_catalogues.paragraphs,
    "langpack": mozilla_langpacks.paragraphs,
    "fluent": fluent_messages.paragraphs,
    "properties": property_files.paragraphs,
    "wiki": wiki_messages.paragraphs,
}
