"""Whole files as one document, long runs and broken bytes among them."""

import json

from .reference_texts import require_same_bytes
from .references import tiktoken_encoding, tokenizers_ids, tokenizers_tokenizer
from .report import Mismatch
from .training import require_same_ids


class WholeFiles:
    """The files of ../shared/corpora that were made to be hard, and those that are merely long."""

    def __init__(self, context):
        self.context = context
        corpora = context.shared / "corpora"
        self.files = sorted(
            path for name in ("hard", "mixed", "parallel") for path in (corpora / name).iterdir())
        # No reference takes bytes that are not UTF-8.
        self.texts = {path: path.read_bytes().decode("utf-8") for path in self.files
                      if path.suffix != ".bin"}

    def identical(self, vocabulary, reference, options=()):
        """The ids of every file that is UTF-8 are the reference's."""
        ours = self.context.malmoi.encode(vocabulary, self.texts, options)
        theirs = [reference(text) for text in self.texts.values()]
        return require_same_ids([*self.texts.values()], ours, theirs)

    def in_tiktoken(self, name):
        path = self.context.shared / f"vocab/tiktoken/{name}.tiktoken"
        return self.identical(path, tiktoken_encoding(path, name).encode_ordinary)

    def in_tokenizers(self):
        path = self.context.shared / "vocab/hf/gpt2/tokenizer.json"
        tokenizer = tokenizers_tokenizer(path)
        return self.identical(
            path, lambda text: tokenizers_ids(tokenizer, [text])[0], ["--allow-special", "all"])

    def bytes_and_counts(self, name):
        """Every file decodes to its bytes, UTF-8 or not, and `count` counts what `encode` gives."""
        malmoi = self.context.malmoi
        path = self.context.shared / f"vocab/tiktoken/{name}.tiktoken"
        rows = malmoi.encode(path, self.files)
        expected = b"".join(file.read_bytes() for file in self.files)
        size = require_same_bytes(malmoi.decode(path, rows), expected)
        report = json.loads(malmoi("count", "--tokenizer", path, "--json", *self.files))
        counted = [entry["tokens"] for entry in report["files"]]
        if counted != [len(row) for row in rows] or report["total_tokens"] != sum(counted):
            raise Mismatch(f"count gives {counted}, encode {[len(row) for row in rows]}")
        return f"{len(rows)} files, {size} bytes decode back, {sum(counted)} tokens counted"


def checks(context):
    """Yields (name, check)."""
    whole = WholeFiles(context)
    for name in ("r50k_base", "p50k_base", "cl100k_base", "o200k_base"):
        yield f"whole files {name}", lambda name=name: whole.in_tiktoken(name)
    yield "whole files hf-gpt2", whole.in_tokenizers
    for name in ("r50k_base", "o200k_base"):
        yield f"whole files there and back {name}", lambda name=name: whole.bytes_and_counts(name)
