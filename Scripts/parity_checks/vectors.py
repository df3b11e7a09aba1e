"""Published vocabularies: the ids of their reference implementations, and the bytes back."""

from .composition import explained_differences
from .reference_texts import first_difference, read_vectors, require_same_bytes
from .references import nfc, sentencepiece_processor, tokenizers_tokenizer
from .report import Mismatch

# The product must load these; of the others it may say that it does not support them.
REQUIRED = {"r50k_base", "p50k_base", "cl100k_base", "o200k_base", "hf-gpt2", "hf-gpt_neox",
            "hf-roberta-base", "hf-whisper-large-v3", "hf-clip_base", "hf-falcon", "hf-mistral03",
            "hf-phi-3-mini"}
# Those whose ids hold every byte of a text, after their normalizer.
BYTE_LEVEL = {"r50k_base", "p50k_base", "cl100k_base", "o200k_base", "hf-gpt2", "hf-roberta-base",
              "hf-whisper-large-v3", "hf-gpt_neox"}
COMPOSING = {"hf-gpt_neox"}


def vocabulary_path(shared, name):
    """Returns where the vocabulary lies for which `vectors/<name>.jsonl.gz` has the ids."""
    kind, _, rest = name.partition("-")
    if kind == "hf":
        return shared / "vocab/hf" / rest / "tokenizer.json"
    if kind == "wordpiece":
        return shared / "vocab/wordpiece" / rest / "vocab.txt"
    if kind == "spm":
        return shared / "vocab/spm" / f"{rest}.model"
    return shared / "vocab/tiktoken" / f"{name}.tiktoken"


class VectorCheck:
    """All texts of one file of vectors, in one process to encode and one to decode."""

    def __init__(self, context, vectors):
        self.context = context
        self.vectors = vectors
        self.name = vectors.name.removesuffix(".jsonl.gz")
        self.path = vocabulary_path(context.shared, self.name)

    def __call__(self):
        malmoi = self.context.malmoi
        # The references for hf-* recognise added tokens in a text, those for the others do not.
        options = ["--allow-special", "all"] if self.name.startswith("hf-") else []
        if self.name not in REQUIRED:
            malmoi.require(self.path)
        texts, theirs = read_vectors(self.vectors)
        ours = malmoi.encode(self.path, self.context.text_files(texts).paths, options)
        alike, difference = first_difference(texts, ours, theirs)
        figures = f"{alike} of {len(texts)} ids identical"
        if difference and self.name in COMPOSING:
            explained = explained_differences(
                self.path, texts, map(nfc, texts), ours, theirs)
            figures += f", {len(explained)} differ by tokenizers' NFC alone (texts {[*explained]})"
        elif difference:
            raise Mismatch(f"{figures}; {difference}")
        if self.name in BYTE_LEVEL:
            figures += f", {self.decoded(texts, ours)} bytes decode back"
        if self.name.startswith(("hf-", "spm-")):
            figures += f", {self.decoded_alike(theirs)} bytes decode as theirs do"
        return figures

    def decoded_alike(self, rows):
        """Returns the number of bytes that the reference decodes to; raises if ours differ."""
        if self.path.suffix == ".model":
            expected = "".join(map(sentencepiece_processor(self.path).decode, rows))
        else:
            tokenizer = tokenizers_tokenizer(self.path)
            expected = "".join(tokenizer.decode(row, skip_special_tokens=False) for row in rows)
        # tokenizers writes U+FFFD for what is no UTF-8; ours gives the bytes as they are.
        ours = self.context.malmoi.decode(self.path, rows).decode("utf-8", "replace")
        return require_same_bytes(ours.encode("utf-8"), expected.encode("utf-8"))

    def decoded(self, texts, ours):
        """Returns the number of bytes that decoding gives back; raises if any differs."""
        if self.name in COMPOSING:
            texts = map(nfc, texts)
        expected = "".join(texts).encode("utf-8")
        return require_same_bytes(self.context.malmoi.decode(self.path, ours), expected)


def checks(context):
    """Yields (name, check) for every file of vectors, the required ones first."""
    found = [VectorCheck(context, path) for path in (context.shared / "vectors").glob("*.jsonl.gz")]
    for check in sorted(found, key=lambda check: (check.name not in REQUIRED, check.name)):
        yield f"vectors {check.name}", check
