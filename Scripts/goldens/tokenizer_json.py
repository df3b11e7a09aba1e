#!/usr/bin/env python3
"""Makes the tokenizer.json goldens of TokenizerModelTests with the `tokenizers` library itself.

Needs PyPI's tokenizers 0.23. Writes into Tests/TokenizerModelTests/Goldens.
"""
import json
import pathlib

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

OUT = pathlib.Path(__file__).resolve().parents[2] / "Tests/TokenizerModelTests/Goldens"
TEXT = ["가나다 가나 다라", "말모이 말을 모으다", 'a "quoted" back\\slash', "tab\there"]


def trained(normalizer, pre_tokenizer, special):
    tokenizer = Tokenizer(models.BPE())
    if normalizer:
        tokenizer.normalizer = normalizer
    tokenizer.pre_tokenizer = pre_tokenizer
    tokenizer.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        TEXT,
        trainers.BpeTrainer(
            vocab_size=280, special_tokens=special, initial_alphabet=alphabet, show_progress=False
        ),
    )
    return tokenizer


byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
trained(None, byte_level, []).save(str(OUT / "gpt2.json"))
split = pre_tokenizers.Sequence(
    [
        pre_tokenizers.Split(Regex(r"\p{L}+|\s+|[^\s\p{L}]+"), "isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ]
)
trained(normalizers.NFC(), split, ["<|끝|>", "<pad>"]).save(str(OUT / "nfc-split.json"))

# The older spelling of merges: "left right".
old = json.loads((OUT / "gpt2.json").read_text(encoding="utf-8"))
old["model"]["merges"] = [" ".join(pair) for pair in old["model"]["merges"]]
(OUT / "gpt2-merges-as-strings.json").write_text(json.dumps(old), encoding="utf-8")
