"""Published vocabularies in other formats: what `vocab convert` writes, run by the reference
implementation of the format, and converted back."""

from .reference_texts import first_difference, read_vectors
from .references import PATTERNS, tiktoken_encoding, tokenizers_ids, tokenizers_tokenizer
from .report import Mismatch, ProductFailure, Refused
from .vectors import vocabulary_path

# What a rank file and GPT-2's pair of files do not hold, and the reader must be told.
RANK_PATTERNS = {"r50k_base": "gpt2", "p50k_base": "gpt2", "cl100k_base": "cl100k",
                 "o200k_base": "o200k", "hf-gpt2": "gpt2"}
PAIRS = {"r50k_base", "hf-gpt2"}


class ConversionCheck:
    """The ids of one file of vectors by what was converted."""

    def __init__(self, context, vectors):
        self.context = context
        self.vectors = vectors
        self.name = vectors.name.removesuffix(".jsonl.gz")
        self.source = vocabulary_path(context.shared, self.name)

    def convert(self, source, target, *options):
        """Converts a file; raises Refused with the product's reason where it says that it cannot."""
        try:
            self.context.malmoi("vocab", "convert", *options, source, target)
        except ProductFailure as failure:
            if "cannot be written" in str(failure) or "which is not written" in str(failure):
                raise Refused(str(failure)) from None
            raise
        return target

    def require_alike(self, texts, ours, theirs):
        alike, difference = first_difference(texts, ours, theirs)
        if difference:
            raise Mismatch(f"{alike} of {len(texts)} ids identical; {difference}")
        return f"{alike} of {len(texts)} ids identical"


class ToTokenizerJSON(ConversionCheck):
    """A tokenizer.json, run by tokenizers; a rank file comes back from it byte for byte."""

    def __call__(self):
        texts, ids = read_vectors(self.vectors)
        files = self.context.text_files(texts).paths
        options = [word for path in files for word in ("--verify", path)]
        target = self.convert(
            self.source, self.context.work / f"converted-{self.name}.json", *options)
        # The references for hf-* recognise added tokens in a text, those for the others do not.
        ours = tokenizers_ids(tokenizers_tokenizer(target), texts, self.name.startswith("hf-"))
        figures = self.require_alike(texts, ours, ids) + " in tokenizers"
        if self.source.suffix in (".tiktoken", ".txt"):
            back = self.context.work / f"converted-{self.name}-back{self.source.suffix}"
            self.convert(target, back)
            if back.read_bytes() != self.source.read_bytes():
                figures += ", but other bytes back: white space at line ends is no part of tokens"
            else:
                figures += ", the same bytes back"
        elif self.source.suffix == ".json":
            again = self.convert(target, self.context.work / f"converted-{self.name}-again.json")
            if again.read_bytes() != target.read_bytes():
                raise Mismatch("converted again, it has other bytes")
            figures += ", the same bytes when converted again"
        return figures


class ToRanks(ConversionCheck):
    """A rank file, run by tiktoken."""

    def __call__(self):
        texts, ids = read_vectors(self.vectors)
        target = self.convert(
            self.source, self.context.work / f"converted-{self.name}.tiktoken")
        encoding = tiktoken_encoding(target, PATTERNS[RANK_PATTERNS[self.name]])
        plain = [(t, i) for t, i in zip(texts, ids) if "<|endoftext|>" not in t]
        texts, ids = zip(*plain)
        ours = [encoding.encode_ordinary(text) for text in texts]
        return self.require_alike(texts, ours, list(ids)) + " in tiktoken"


class ToPairs(ConversionCheck):
    """vocab.json and merges.txt, run by tokenizers, and back to the same tokenizer.json."""

    def __call__(self):
        from tokenizers import Tokenizer, models, pre_tokenizers

        texts, ids = read_vectors(self.vectors)
        folder = self.context.work / f"converted-{self.name}"
        folder.mkdir()
        target = self.convert(self.source, folder / "vocab.json")
        tokenizer = Tokenizer(models.BPE.from_file(str(target), str(folder / "merges.txt")))
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        plain = [(t, i) for t, i in zip(texts, ids) if "<|endoftext|>" not in t]
        texts, ids = zip(*plain)
        ours = tokenizers_ids(tokenizer, texts)
        return self.require_alike(texts, ours, list(ids)) + " in tokenizers"


def checks(context):
    """Yields (name, check) for every file of vectors and format."""
    for path in sorted((context.shared / "vectors").glob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        yield f"converted {name} to tokenizer.json", ToTokenizerJSON(context, path)
        if name in RANK_PATTERNS:
            yield f"converted {name} to .tiktoken", ToRanks(context, path)
        if name in PAIRS:
            yield f"converted {name} to vocab.json", ToPairs(context, path)
