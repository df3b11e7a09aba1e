"""GGUF files over small vocabularies of our own: byte pairs under each name of a pre-tokenizer beside
tokenizers with the pipeline that the name stands for, and SentencePiece models beside sentencepiece."""

import json
import random
import struct

from .composed_models import SPECIAL, copied, trained
from .composed_texts import make_texts
from .families import families
from .reference_texts import first_difference
from .references import sentencepiece_processor
from .report import Mismatch
from .sentencepiece_models import ModelCheck

# The numbers of the types of members and of tokens.
INT32, FLOAT32, BOOL, STRING, ARRAY = 5, 6, 7, 8, 9
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
DIGITS = "EXAONE 3, StarCoder, SmolLM, Granite"
# The names, and the families whose pipelines they stand for; no normalizer is applied.
NAMES = {
    "gpt-2": "GPT-2, A.X, EXAONE 4", "a.x-4.0": "GPT-2, A.X, EXAONE 4",
    "exaone4": "GPT-2, A.X, EXAONE 4", "exaone": DIGITS, "starcoder": DIGITS, "smollm": DIGITS,
    "exaone-moe": "K-EXAONE", "llama-bpe": "Llama 3, Kanana, Midm", "midm-2.0": "Llama 3, Kanana, Midm",
    "glm4": "GLM 4", "qwen2": "Qwen 2, A.X 4, StableLM 2, Solar Open",
    "solar-open": "Qwen 2, A.X 4, StableLM 2, Solar Open", "qwen35": "Qwen 3.5",
    "kanana2": "Llama 4, gpt-oss, Kanana 2", "gpt-4o": "Llama 4, gpt-oss, Kanana 2",
    "tekken": "Tekken", "deepseek-v3": "DeepSeek 3", "deepseek-coder": "DeepSeek Coder",
    "bailingmoe": "Bailing", "seed-coder": "Seed Coder", "tiny_aya": "Command A, Aya",
}


def text(value):
    data = value.encode("utf-8") if isinstance(value, str) else value
    return struct.pack("<Q", len(data)) + data


def member(key, kind, data):
    return text(f"tokenizer.ggml.{key}") + struct.pack("<I", kind) + data


def array(key, kind, values):
    return member(key, ARRAY, struct.pack("<IQ", kind, len(values)) + b"".join(values))


def gguf(*members):
    """Returns the header of a GGUF file with these members and no tensors."""
    return b"GGUF" + struct.pack("<IQQ", 3, 0, len(members)) + b"".join(members)


def byte_pair_file(model, name):
    tokens = sorted(model["vocab"], key=model["vocab"].get)
    kinds = [CONTROL if token in SPECIAL else NORMAL for token in tokens]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
    return gguf(
        member("model", STRING, text("gpt2")), member("pre", STRING, text(name)),
        array("tokens", STRING, list(map(text, tokens))),
        array("token_type", INT32, [struct.pack("<i", kind) for kind in kinds]),
        array("merges", STRING, list(map(text, merges))))


def scored_file(kind, processor):
    """Returns the GGUF file of a SentencePiece model that normalizes nothing."""
    size = processor.vocab_size()
    kinds = [UNKNOWN if processor.is_unknown(n) else CONTROL if processor.is_control(n)
             else BYTE if processor.is_byte(n) else NORMAL for n in range(size)]
    return gguf(
        member("model", STRING, text("llama" if kind == "bpe" else "t5")),
        array("tokens", STRING, [text(processor.id_to_piece(n)) for n in range(size)]),
        array("scores", FLOAT32, [struct.pack("<f", processor.get_score(n)) for n in range(size)]),
        array("token_type", INT32, [struct.pack("<i", kind) for kind in kinds]),
        member("add_space_prefix", BOOL, b"\1"))


class Check:
    """The ids of some texts by a GGUF file and by a reference."""

    def __init__(self, context, name):
        self.context = context
        self.name = name

    def compare(self, data, encode):
        path = self.context.work / f"{self.name}.gguf"
        path.write_bytes(data)
        texts = make_texts(random.Random(self.name), [], 120)
        files = []
        for number, content in enumerate(texts):
            files.append(self.context.work / f"gguf-{number}.txt")
            files[-1].write_bytes(content.encode("utf-8"))
        ours = self.context.malmoi.encode(path, files)
        alike, difference = first_difference(texts, ours, list(map(encode, texts)))
        if difference:
            raise Mismatch(f"{alike} of {len(texts)} ids identical; {difference}")
        return f"{alike} of {len(texts)} ids identical"


class ScoresCheck(Check):
    """A SentencePiece model; its name is its kind."""

    def __call__(self):
        path = ModelCheck(self.context, self.name, "like Llama 2").train()
        processor = sentencepiece_processor(path)
        return self.compare(scored_file(self.name, processor), processor.encode)


class NameCheck(Check):
    """Byte pairs under one name of a pre-tokenizer."""

    def __call__(self):
        from tokenizers import Tokenizer

        parts = families(None)[NAMES[self.name]]
        model = copied(trained("BPE", "bytes", 1600, SPECIAL))
        model["ignore_merges"] = parts["model"].get("ignore_merges", False)
        file = {"version": "1.0", "added_tokens": [], "normalizer": None, "post_processor": None,
                "pre_tokenizer": parts["pre_tokenizer"], "decoder": parts["decoder"], "model": model}
        reference = Tokenizer.from_str(json.dumps(file))
        return self.compare(
            byte_pair_file(model, self.name), lambda content: reference.encode(content).ids)


def checks(context):
    """Yields (name, check) for each name of a pre-tokenizer, and for both kinds of scores."""
    for name in NAMES:
        yield f"GGUF with the pre-tokenizer {name}", NameCheck(context, name)
    for kind in ("bpe", "unigram"):
        yield f"GGUF with scores of {kind}", ScoresCheck(context, kind)
