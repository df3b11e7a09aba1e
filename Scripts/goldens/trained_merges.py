"""Writes Tests/TokenizerTrainingTests/Goldens/trained-merges.json.

The merges that other trainers make of lines of `corpora/`: Hugging Face's tokenizers for the tie-break
rule `hf`, with two split patterns and a least frequency, and gigatoken for `raw` and `bytes`. Each line
with its line end is a document.

    python3 Scripts/goldens/trained_merges.py     (needs gigatoken 0.10 and tokenizers 0.23)
"""

import json
import pathlib
import tempfile

import gigatoken
import tokenizers
from tiktoken_ext import openai_public
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/TokenizerTrainingTests/Goldens/trained-merges.json"
TEXTS = ("conversation.ko", "conversation.en", "reviews.ko", "reviews.en")
VOCABULARY = 256 + 600


def documents():
    lines = []
    for name in TEXTS:
        text = (ROOT / f"corpora/parallel/{name}.txt").read_text(encoding="utf-8")
        lines += text.splitlines(keepends=True)[:60]
    return lines


def encoding_pattern(constructor):
    """The pattern of one of tiktoken's encodings, without fetching its ranks."""
    real = openai_public.load_tiktoken_bpe
    openai_public.load_tiktoken_bpe = lambda *args, **kwargs: {}
    try:
        return constructor()["pat_str"]
    finally:
        openai_public.load_tiktoken_bpe = real


def by_tokenizers(lines, pattern, min_frequency):
    tokenizer = Tokenizer(models.BPE())
    if pattern == "gpt2":
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    else:
        split = Regex(encoding_pattern(getattr(openai_public, pattern + "_base")))
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(split, "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ])
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY, min_frequency=min_frequency, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(lines, trainer)
    merges = json.loads(tokenizer.to_str())["model"]["merges"]
    return [list(merge) for merge in merges]


def by_gigatoken(lines, rule):
    """gigatoken's merges; its documents are what lies between NUL bytes."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    alphabet = {byte: chr(byte) for byte in printable}
    alphabet |= {byte: chr(256 + index) for index, byte in enumerate(others)}
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write("\0".join(lines).encode())
        file.flush()
        source = gigatoken.gigatoken_rs.TextFileSource([file.name], separator=b"\0")
        _, merges = gigatoken.gigatoken_rs.train_bpe(
            source, VOCABULARY, [], tie_breaking=rule)
    return [["".join(alphabet[byte] for byte in token) for token in merge] for merge in merges]


def main():
    lines = documents()
    cases = [
        {"tieBreak": "hf", "pattern": pattern, "minFrequency": frequency,
         "merges": by_tokenizers(lines, pattern, frequency)}
        for pattern, frequency in (("gpt2", 1), ("o200k", 1), ("cl100k", 9))
    ]
    cases += [
        {"tieBreak": rule, "pattern": "gpt2", "minFrequency": 1,
         "merges": by_gigatoken(lines, name)}
        for rule, name in (("raw", "raw_token_ids"), ("bytes", "assembled_bytes"))
    ]
    provenance = ("Scripts/goldens/trained_merges.py with tokenizers " + tokenizers.__version__
                  + " and gigatoken 0.10.0, lines of corpora/parallel")
    golden = {"provenance": provenance, "vocabularySize": VOCABULARY, "documents": lines}
    for case in cases:
        case["merges"] = [" ".join(merge) for merge in case["merges"]]
    golden["cases"] = cases
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
