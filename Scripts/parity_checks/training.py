"""Vocabularies that are trained here: what the implementations that load them make of them."""

import json
from functools import cache

from .composition import explained_differences, normalization_test
from .reference_texts import first_difference, shown
from .references import PATTERNS, nfc, tiktoken_encoding, tokenizers_ids, tokenizers_tokenizer
from .report import Mismatch

VOCABULARY_SIZE = 16_000
SPECIAL = "<|endoftext|>"
# How many explained differences are printed.
LISTED = 8


def require_same_ids(texts, ours, theirs):
    """Returns figures; raises Mismatch unless all rows of ids are equal."""
    alike, difference = first_difference(texts, ours, theirs)
    figures = f"{alike} of {len(texts)} ids identical"
    if difference:
        raise Mismatch(f"{figures}; {difference}")
    return figures


class TrainedVocabularies:
    """The checks of what `malmoi train bpe` writes."""

    def __init__(self, context):
        self.context = context
        self.malmoi = context.malmoi

    @cache
    def trained(self, pretokenizer, normalizer="none", special=False):
        """Returns a tokenizer.json that was trained on the sample."""
        kind = "special" if special else "plain"
        path = self.context.work / f"{pretokenizer}-{normalizer}-{kind}.json"
        self.malmoi.train(
            self.context.training_sample, path, "--vocab-size", VOCABULARY_SIZE,
            "--pretokenizer", pretokenizer, "--normalizer", normalizer,
            *(["--special-token", SPECIAL] if special else []))
        return path

    def ids_in_tokenizers(self, pretokenizer):
        """Our ids from our tokenizer.json are those of tokenizers."""
        path, files = self.trained(pretokenizer), self.context.reference_texts
        ours = self.malmoi.encode(path, files.paths)
        theirs = tokenizers_ids(tokenizers_tokenizer(path), files.texts)
        return require_same_ids(files.texts, ours, theirs)

    def ids_in_tiktoken(self, pretokenizer):
        """Our ids from our rank file are those of tiktoken."""
        path, files = self.trained(pretokenizer), self.context.reference_texts
        ranks = path.with_suffix(".tiktoken")
        self.malmoi("vocab", "convert", path, ranks)
        ours = self.malmoi.encode(ranks, files.paths, ["--pretokenizer", pretokenizer])
        encoding = tiktoken_encoding(ranks, PATTERNS[pretokenizer])
        return require_same_ids(
            files.texts, ours, [encoding.encode_ordinary(text) for text in files.texts])

    def ids_with_special_tokens(self, allowed):
        """A special token in a text is one where that is allowed, and text where it is not."""
        path, files = self.trained("o200k", special=True), self.context.reference_texts
        ours = self.malmoi.encode(
            path, files.paths, ["--allow-special", SPECIAL] if allowed else [])
        theirs = tokenizers_ids(tokenizers_tokenizer(path), files.texts, allow_special=allowed)
        return require_same_ids(files.texts, ours, theirs)

    def ids_with_composition(self):
        """With NFC, the ids differ from tokenizers' only where its NFC is not the standard's."""
        path, files = self.trained("o200k", normalizer="nfc"), self.context.reference_texts
        ours = self.malmoi.encode(path, files.paths)
        theirs = tokenizers_ids(tokenizers_tokenizer(path), files.texts)
        return self.explained(path, files.texts, map(nfc, files.texts), ours, theirs)

    def ids_of_normalization_test(self):
        """The same with the sequences by which the standard tests normalization."""
        path, composed = self.trained("o200k", normalizer="nfc"), normalization_test()
        lines = self.context.work / "normalization-test.txt"
        lines.write_bytes("".join(text + "\n" for text in composed).encode("utf-8"))
        ours = self.malmoi.encode_lines(path, lines)
        theirs = tokenizers_ids(tokenizers_tokenizer(path), composed)
        return self.explained(path, [*composed], composed.values(), ours, theirs)

    def explained(self, path, texts, composed, ours, theirs):
        """Returns figures with the first differences, each with its reason."""
        differences = explained_differences(path, texts, composed, ours, theirs)
        listed = [f"; {shown(texts[n])}: {why}" for n, why in differences.items()]
        more = f"; and {len(listed) - LISTED} more" if len(listed) > LISTED else ""
        return (f"{len(texts) - len(listed)} of {len(texts)} ids identical, {len(listed)} differ "
                f"by tokenizers' NFC alone{''.join(listed[:LISTED])}{more}")

    def merges_of_tokenizers(self, pretokenizer):
        """Our merges are those that tokenizers learns from the same files, cut alike."""
        from tokenizers import Tokenizer, models, pre_tokenizers, trainers

        path = self.trained(pretokenizer)
        ours = [tuple(merge.split(" ") if isinstance(merge, str) else merge)
                for merge in json.loads(path.read_bytes())["model"]["merges"]]
        peer = Tokenizer(models.BPE())
        peer.pre_tokenizer = tokenizers_tokenizer(path).pre_tokenizer
        peer.train([str(file) for file in self.context.training_sample], trainers.BpeTrainer(
            vocab_size=VOCABULARY_SIZE, show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
        theirs = [tuple(merge) for merge in json.loads(peer.to_str())["model"]["merges"]]
        if ours != theirs:
            at = next((n for n, (a, b) in enumerate(zip(ours, theirs)) if a != b), None)
            raise Mismatch(f"{len(ours)} merges for {len(theirs)}, the first other one is {at}")
        return f"{len(ours)} of {len(theirs)} merges identical"

    def same_bytes_again(self):
        """Thread count and order of the shards leave no trace in what is written."""
        shards = []
        for path in self.context.training_sample:
            lines = path.read_bytes().splitlines(keepends=True)
            for part in range(3):
                shard = path.with_suffix(f".{part}.txt")
                shard.write_bytes(b"".join(lines[part::3]))
                shards.append(shard)
        written = []
        mixed = shards[1::2] + shards[::2]
        for threads, order in [(1, shards), (2, shards), (2, shards[::-1]), (1, mixed)]:
            path = self.context.work / f"again-{len(written)}.json"
            self.malmoi.train(order, path, "--vocab-size", VOCABULARY_SIZE, "--threads", threads)
            written.append(path.read_bytes())
            if written[-1] != written[0]:
                raise Mismatch(f"{path.name}, with {threads} threads, differs from the first")
        return f"{len(written)} of {len(written)} files of {len(written[0])} bytes identical"


def checks(context):
    """Yields (name, check)."""
    trained = TrainedVocabularies(context)
    for name in PATTERNS:
        yield f"trained {name} in tokenizers", lambda name=name: trained.ids_in_tokenizers(name)
        yield f"trained {name} in tiktoken", lambda name=name: trained.ids_in_tiktoken(name)
        yield f"trained {name} merges", lambda name=name: trained.merges_of_tokenizers(name)
    yield "trained special tokens allowed", lambda: trained.ids_with_special_tokens(True)
    yield "trained special tokens as text", lambda: trained.ids_with_special_tokens(False)
    yield "trained nfc in tokenizers", trained.ids_with_composition
    yield "trained nfc, NormalizationTest", trained.ids_of_normalization_test
    yield "trained again", trained.same_bytes_again
