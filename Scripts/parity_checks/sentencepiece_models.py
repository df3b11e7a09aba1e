"""SentencePiece models of every kind, trained small by sentencepiece itself: ids and text by malmoi
beside those of sentencepiece."""

import random

from .composed_models import corpus_lines
from .composed_texts import make_texts
from .reference_texts import first_difference, shown
from .references import sentencepiece_processor
from .report import Mismatch

SPELT = ["<sep>", "단어", "▁", "<s>", "</s>", "<unk>", "<pad>", "  ", "<0x41>", "[CLS]"]
# What is asked of the trainer beside the kind of model.
OPTIONS = {
    "plain": {},
    "with bytes": {"byte_fallback": True, "character_coverage": 0.98},
    "like Llama 2": {"byte_fallback": True, "split_digits": True, "normalization_rule_name": "identity",
                     "remove_extra_whitespaces": False, "character_coverage": 0.98},
    "without a dummy prefix": {"add_dummy_prefix": False, "remove_extra_whitespaces": False},
    "without a dummy prefix, spaces removed": {"add_dummy_prefix": False},
    "user-defined symbols": {"user_defined_symbols": ["<sep>", "단어", "  ", "▁▁"]},
    "control symbols": {"control_symbols": ["[CLS]", "<sep>"], "pad_id": 3},
    "NFKC without case": {"normalization_rule_name": "nmt_nfkc_cf"},
    "NFKC alone": {"normalization_rule_name": "nfkc"},
    "spaces behind words": {"treat_whitespace_as_suffix": True},
    "spaces behind words, bytes": {"treat_whitespace_as_suffix": True, "byte_fallback": True},
    "words split by nothing": {"split_by_whitespace": False, "split_by_unicode_script": False,
                               "split_by_number": False},
    "spaces kept": {"remove_extra_whitespaces": False, "allow_whitespace_only_pieces": True},
    "other ids": {"unk_id": 3, "bos_id": 0, "eos_id": 1, "pad_id": 2, "unk_piece": "[UNK]",
                  "unk_surface": " ? "},
    "no control tokens": {"bos_id": -1, "eos_id": -1},
}


class ModelCheck:
    """One kind of model under one set of options."""

    def __init__(self, context, kind, name):
        self.context = context
        self.kind = kind
        self.name = name

    def __call__(self):
        path = self.train()
        processor = sentencepiece_processor(path)
        malmoi = self.context.malmoi
        malmoi.require(path)
        folder = path.with_suffix("")
        folder.mkdir()
        texts = make_texts(random.Random(self.name), SPELT, 250)
        files = []
        for number, text in enumerate(texts):
            files.append(folder / f"{number}.txt")
            files[-1].write_bytes(text.encode("utf-8"))
        theirs = [processor.encode(text) for text in texts]
        alike, difference = first_difference(texts, malmoi.encode(path, files), theirs)
        if difference:
            raise Mismatch(f"{alike} of {len(texts)} ids identical; {difference}")
        rows = theirs + self.other_rows(processor.vocab_size())
        self.compare_decoding(path, processor, rows)
        return f"{alike} of {len(texts)} ids identical, {len(rows)} rows decode alike"

    def train(self):
        from sentencepiece import SentencePieceTrainer

        prefix = self.context.work / f"{self.kind} {self.name}".replace(" ", "-").replace(",", "")
        size = {"bpe": 1800, "unigram": 1800, "char": 1200, "word": 1200}[self.kind]
        SentencePieceTrainer.train(
            sentence_iterator=iter(corpus_lines()), model_prefix=str(prefix), vocab_size=size,
            model_type=self.kind, hard_vocab_limit=False, minloglevel=2, num_threads=1,
            **OPTIONS[self.name])
        return prefix.with_suffix(".model")

    def other_rows(self, size):
        chance = random.Random(size)
        return [chance.choices(range(size), k=chance.choice([1, 2, 5, 12])) for _ in range(100)]

    def compare_decoding(self, path, processor, rows):
        for row in rows:
            if (theirs := processor.decode(row)).count("\ufffd"):
                continue  # Ours keeps bytes that are no UTF-8.
            ours = self.context.malmoi.decode(path, [row]).decode("utf-8", "replace")
            if ours != theirs:
                pieces = [processor.id_to_piece(number) for number in row[:12]]
                raise Mismatch(f"{row[:12]} {pieces}: text {shown(ours)}, theirs {shown(theirs)}")


def checks(context):
    """Yields (name, check) for each kind of model and set of options."""
    for kind in ("bpe", "unigram", "char", "word"):
        for name in OPTIONS if kind != "word" else ["plain"]:
            yield f"sentencepiece {kind} {name}", ModelCheck(context, kind, name)
