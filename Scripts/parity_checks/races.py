"""The comparisons that ../shared/bench/peers.py makes: merges and ids beside the peers' own."""

import os
import re
import shlex
import sys

from .product import run
from .report import Mismatch, ProductFailure


class Races:
    """Calls peers.py; only what it says about sameness counts here, its times are for reading."""

    def __init__(self, context):
        self.context = context

    def peers(self, verb, *arguments, ours):
        """Returns what `peers.py VERB` prints."""
        malmoi = shlex.quote(str(self.context.malmoi.path))
        return run(
            [sys.executable, self.context.shared / "bench/peers.py", verb, *arguments,
             "--rounds", 1, "--ours", f"{malmoi} {ours}"],
            # Its files have fixed names; another run of it may be under way.
            env={**os.environ, "TMPDIR": str(self.context.work)}).decode("utf-8")

    def corpus(self):
        """Every text in a full run, otherwise what takes seconds."""
        names = ["ko-reviews", "ko-docs", "en-docs"] if self.context.full else ["ko-docs"]
        return self.context.training_text(*names)

    def train(self):
        """Every merge equals gigatoken's and tokenizers'."""
        printed = self.peers(
            "train", "--corpus", self.corpus(), "--vocab-size", 32_000, "--skip", "rustbpe",
            ours="train bpe --normalizer none --pretokenizer gpt2")
        rows = re.findall(r"^merges against .*peers-(\w+)\.json: (.*)$", printed, re.MULTILINE)
        figures = "; ".join(f"{name}: {words.strip()}" for name, words in rows)
        if {name for name, _ in rows} != {"gigatoken", "tokenizers"}:
            raise ProductFailure(f"peers.py compared with no more than these: {figures}")
        if not all(words.rstrip().endswith("(all)") for _, words in rows):
            raise Mismatch(figures)
        return figures

    def encode(self, name):
        """Token counts and checksums of all ids equal gigatoken's."""
        vocabulary = self.context.shared / f"vocab/tiktoken/{name}.tiktoken"
        printed = self.peers(
            "encode", "--vocab", vocabulary, "--corpus", self.corpus(), "--passes", 2,
            ours="bench encode")
        rows = dict(re.findall(r"^(\w+) .*\[\((\d+, '\w+')\)\]", printed, re.MULTILINE))
        figures = "; ".join(f"{peer}: {ids}" for peer, ids in rows.items())
        if rows.keys() != {"gigatoken", "ours"}:
            raise ProductFailure(f"not every contestant finished: {figures}")
        if len(set(rows.values())) > 1:
            raise Mismatch(figures)
        return figures


def checks(context):
    """Yields (name, check)."""
    races = Races(context)
    yield "peers train", races.train
    for name in ("cl100k_base", "o200k_base"):
        yield f"peers encode {name}", lambda name=name: races.encode(name)
