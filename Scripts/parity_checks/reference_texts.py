"""The 805 texts of ../shared/vectors, and the ids that reference implementations gave for them."""

import gzip
import json

from .report import Mismatch


def read_vectors(path):
    """Returns (texts, ids) of a file of vectors."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)  # says which implementation made the ids
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], [row["ids"] for row in rows]


class TextFiles:
    """A file for each text, since texts hold line ends: so that one process takes them all."""

    def __init__(self, texts, folder):
        folder.mkdir()
        self.texts = texts
        self.paths = [folder / f"{number:03}.txt" for number in range(len(texts))]
        for path, text in zip(self.paths, texts):
            path.write_bytes(text.encode("utf-8"))


def shown(text):
    """Returns the text, shortened, as one line of ASCII with its scalars escaped."""
    return ascii(text if len(text) <= 24 else text[:24] + "…")


def first_difference(texts, ours, theirs):
    """Returns (how many rows are alike, a sentence about the first that is not, or None)."""
    different = [n for n, (a, b) in enumerate(zip(ours, theirs)) if a != b]
    if not different:
        return len(texts), None
    n = different[0]
    at = next((i for i, (a, b) in enumerate(zip(ours[n], theirs[n])) if a != b),
              min(len(ours[n]), len(theirs[n])))
    return len(texts) - len(different), (
        f"text {n} {shown(texts[n])} differs at id {at}: "
        f"ours {ours[n][at:at + 6]}, theirs {theirs[n][at:at + 6]}")


def require_same_bytes(ours, expected):
    """Returns the number of bytes; raises Mismatch with the first difference, if there is one."""
    if ours != expected:
        at = next((i for i, (a, b) in enumerate(zip(ours, expected)) if a != b),
                  min(len(ours), len(expected)))
        raise Mismatch(f"{len(ours)} bytes for {len(expected)}, the first difference at byte {at}: "
                       f"{ours[at:at + 12]} for {expected[at:at + 12]}")
    return len(ours)
