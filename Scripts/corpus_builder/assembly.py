"""Packages into lines: the way from a recipe to the bytes of its two files."""

from . import labels, languages, lines
from .extractors import BY_FORMAT
from .packages import read
from .recipes import INTERFACE


def lines_by_language(recipe, package, seen):
    """Returns {language: [line]} for what a recipe takes from its package.

    `seen` is shared by all packages and languages, so that no line appears twice in the corpus.
    """
    found = {languages.KOREAN: [], languages.ENGLISH: []}
    for take in recipe.takes:
        for file in read(package, take.patterns):
            for line, language in file_lines(take, file):
                if seen.is_new(line):
                    found[language].append(line)
    return found


def file_lines(take, file):
    """Yields (line, language) for the clean lines of one file."""
    is_interface = take.register == INTERFACE
    for paragraph in BY_FORMAT[take.format](file.path, file.data):
        parts = [paragraph]
        if is_interface:
            for name, value in take.replacements:
                paragraph = paragraph.replace(name, value)
            parts = labels.plain_paragraphs(paragraph, take.accelerators)
        for part in parts:
            if is_interface:
                part = lines.unescape_entities(part)
            line = lines.tidy(part)
            language = lines.language_of_running_text(line, is_interface)
            if language is not None:
                yield line, language


def encoded(kept):
    """Returns the bytes of a corpus file: a line each, LF after each."""
    return "".join(line + "\n" for line in kept).encode()
