"""Keeps the first of equal lines."""

import hashlib


class SeenLines:
    """Remembers lines across files, in the order in which they are offered.

    The caller's order (recipes, then paths by bytes, then place in the file) decides who keeps a
    line. A 16-byte digest stands for a line, so that memory does not grow with line length; at a
    few million lines a collision has odds below 1 in 10^25.
    """

    def __init__(self):
        self._digests = set()

    def is_new(self, line):
        digest = hashlib.blake2b(line.encode(), digest_size=16).digest()
        if digest in self._digests:
            return False
        self._digests.add(digest)
        return True
