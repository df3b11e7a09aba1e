"""Steps of a tokenizer.json drawn at random: normalizers, pre-tokenizers, decoders, added tokens."""

import json
from functools import cache

from .families import MARKING
from .framing_cases import frames_of
from .patterns import PATTERNS
from .references import guarded

BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
REPLACED = [
    {"String": " "}, {"String": "▁"}, {"String": "aa"}, {"String": "  "}, {"String": "가"},
    {"Regex": r"\s+"}, {"Regex": " {2,}"}, {"Regex": r"[\r\n]"}, {"Regex": r"\p{Mn}"},
    {"Regex": r"[0-9]"}, {"Regex": r"(?<=\S) (?=\S)"}, {"Regex": r"\p{L}\p{M}*"}, {"Regex": "``|''"},
    {"Regex": r"[^\p{L}\p{N}\s]+"}, {"Regex": r"(a|b)+"}, {"Regex": r"\s*\z"},
    {"Regex": r"\A\s+"}, {"Regex": r"\s+$"}, {"Regex": r"^\s+"},
]
SPLIT = REPLACED + [{"Regex": pattern} for pattern in PATTERNS.values()] + [
    {"Regex": r"\d{1,3}(?=(?:\d{3})*\b)"}, {"Regex": r"\w+|[^\w\s]+"}, {"Regex": r"[가-힣]+"},
    {"Regex": r"\p{Hangul}+"}, {"Regex": r"\p{Han}|\p{Hiragana}+"}, {"Regex": r".{1,4}"},
]
CONTENTS = ["", " ", "▁", "_", "x", "가나", "  ", "\n"]


@cache
def character_map(shared):
    """Returns the precompiled map of T5's tokenizer.json, in Base64."""
    file = json.loads((shared / "vocab/hf/t5-small/tokenizer.json").read_text("utf-8"))
    return next(step["precompiled_charsmap"] for step in found(file["normalizer"], "Precompiled"))


def found(step, name):
    """Yields the steps of a name in a step or a sequence of steps."""
    if step["type"] == name:
        yield step
    for inner in step.get("normalizers", []):
        yield from found(inner, name)


class StepMaker:
    """Draws steps; each kind of part has a method of its name."""

    def __init__(self, chance, shared):
        self.chance = chance
        self.shared = shared

    def flag(self, probability=0.5):
        return self.chance.random() < probability

    def sequence(self, draw, listed, empty=0.25):
        """Returns None, a step, or a sequence of some."""
        count = self.chance.choice([1, 1, 1, 2, 2, 3, 4])
        if self.flag(empty):
            return None
        if count == 1 and self.flag(0.8):
            return draw()
        steps = [draw() for _ in range(count)]
        if count > 2 and self.flag(0.2):
            steps = [steps[0], {"type": "Sequence", listed: steps[1:]}]
        return {"type": "Sequence", listed: steps}

    def normalizer(self):
        chance = self.chance
        kind = chance.choice([
            "NFC", "NFD", "NFKC", "NFKD", "Nmt", "Precompiled", "Lowercase", "Strip", "StripAccents",
            "Replace", "Replace", "Prepend", "BertNormalizer"])
        step = {"type": kind}
        if kind == "Precompiled":
            step["precompiled_charsmap"] = character_map(self.shared)
        elif kind == "Strip":
            step |= {"strip_left": self.flag(), "strip_right": self.flag()}
        elif kind == "Replace":
            step |= {"pattern": chance.choice(REPLACED), "content": chance.choice(CONTENTS)}
        elif kind == "Prepend":
            step["prepend"] = chance.choice(["▁", "_", " ", "가"])
        elif kind == "BertNormalizer":
            step |= {"clean_text": self.flag(), "handle_chinese_chars": self.flag(),
                     "strip_accents": chance.choice([None, True, False]), "lowercase": self.flag()}
        return step

    def metaspace(self):
        step = {"type": "Metaspace", "replacement": self.chance.choice("▁▁▁_"),
                "prepend_scheme": self.chance.choice(["always", "first", "never"])}
        if self.flag(0.8):
            step["split"] = self.flag()
        if self.flag(0.1):
            return {"type": "Metaspace", "replacement": "▁", "add_prefix_space": self.flag()}
        return step

    def byte_level(self):
        return {"type": "ByteLevel", "add_prefix_space": self.flag(0.3), "trim_offsets": self.flag(),
                "use_regex": self.flag()}

    def pre_tokenizer(self):
        chance = self.chance
        kind = chance.choice([
            "Split", "Split", "Split", "Digits", "Punctuation", "Whitespace", "WhitespaceSplit",
            "CharDelimiterSplit", "Metaspace", "BertPreTokenizer", "UnicodeScripts", "FixedLength"])
        step = {"type": kind}
        if kind == "Split":
            step |= {"pattern": chance.choice(SPLIT), "behavior": chance.choice(BEHAVIORS),
                     "invert": self.flag(0.3)}
        elif kind == "Digits":
            step["individual_digits"] = self.flag()
        elif kind == "Punctuation":
            step["behavior"] = chance.choice(BEHAVIORS)
        elif kind == "CharDelimiterSplit":
            step["delimiter"] = chance.choice(" a가.")
        elif kind == "FixedLength":
            step["length"] = chance.choice([1, 2, 5, 30])
        elif kind == "Metaspace":
            step = self.metaspace()
        return step

    def decoder(self):
        chance = self.chance
        kind = chance.choice(["ByteLevel", "WordPiece", "Metaspace", "BPEDecoder", "CTC", "Fuse",
                              "ByteFallback", "Strip", "Replace"])
        step = {"type": kind}
        if kind == "ByteLevel":
            step = self.byte_level()
        elif kind == "WordPiece":
            step |= {"prefix": chance.choice(["##", "_", "▁"]), "cleanup": self.flag()}
        elif kind == "Metaspace":
            step = self.metaspace()
        elif kind == "BPEDecoder":
            step["suffix"] = chance.choice(["</w>", "_"])
        elif kind == "CTC":
            step |= {"pad_token": chance.choice(["<pad>", "a"]),
                     "word_delimiter_token": chance.choice(["|", "▁"]), "cleanup": self.flag()}
        elif kind == "Strip":
            step |= {"content": chance.choice([" ", "▁", "가"]), "start": chance.choice([0, 1, 2]),
                     "stop": chance.choice([0, 0, 1])}
        elif kind == "Replace":
            step |= {"pattern": chance.choice(REPLACED[:10]), "content": chance.choice(CONTENTS)}
        return step

    def suited(self, view):
        """Returns the steps that suit a model's view of the text: normalizer, pre-tokenizer, decoder."""
        metaspace = self.metaspace() | {"replacement": "▁"}
        byte_level = self.byte_level()
        split = {"type": "Split", "pattern": self.chance.choice(SPLIT[-len(PATTERNS) - 6:]),
                 "behavior": "Isolated", "invert": False}
        if view == "bytes":
            cut = self.chance.choice([
                byte_level, {"type": "Sequence", "pretokenizers": [
                    split, byte_level | {"use_regex": False}]}])
            return None, cut, byte_level
        if view == "metaspace":
            decoder = {"type": "Sequence", "decoders": [
                {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                {"type": "ByteFallback"}, {"type": "Fuse"},
                {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
            return self.chance.choice([
                (MARKING, None, decoder), (None, metaspace, metaspace),
                ({"type": "Precompiled", "precompiled_charsmap": character_map(self.shared)},
                 metaspace, metaspace), (None, metaspace, decoder)])
        if view == "plain":
            return None, self.chance.choice([
                None, {"type": "Split", "pattern": {"String": " "}, "behavior":
                       self.chance.choice(BEHAVIORS), "invert": False}]), {"type": "Fuse"}
        bert = {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": self.flag(),
                "strip_accents": self.chance.choice([None, False]), "lowercase": view == "jamo"}
        return bert, {"type": "BertPreTokenizer"}, {
            "type": "WordPiece", "prefix": "##", "cleanup": self.flag()}

    def added_tokens(self, special, vocabulary, view):
        """Returns added tokens: the model's special ones, and others with flags at random."""
        chance = self.chance
        ids = {text: number for number, text in enumerate(vocabulary)}
        # A token in GPT-2's alphabet means other bytes in the vocabulary than in a text.
        plain = [text for text in vocabulary[len(special):]
                 if len(text) > 1 and (view != "bytes" or text.isascii())]
        contents = [name for name in special if self.flag(0.9)] or [special[0]]
        extra = ["<|endoftext|>", "<mask>", "단어", "단", "a b", " 공백 ", "가나", "가나다", "<s>x", "'s", "12",
                 "<|im_start|>", "▁▁", "HELLO", "é", "\n", "[unused1]", "한국"] + chance.sample(plain, min(2, len(plain)))
        contents += chance.sample(extra, chance.choice([0, 0, 1, 3, 6]))
        tokens = []
        for content in contents:
            number = ids.setdefault(content, len(ids))
            if content in special or number >= len(vocabulary) and self.flag(0.3):
                flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
                flags |= {"lstrip": content == "[MASK]" and self.flag(), "special": True}
            else:
                flags = {name: self.flag(0.3) for name in ("single_word", "lstrip", "rstrip")}
                flags |= {"normalized": self.flag(0.6),
                          "special": number >= len(vocabulary) and self.flag(0.3)}
                # Where it is no single word, the special token at its start is found by the model.
                flags["single_word"] &= content != "<s>x"
            tokens.append({"id": number, "content": content} | flags)
        return sorted(tokens, key=lambda token: token["id"])

    def limits(self):
        """Returns truncation and padding, each mostly None."""
        truncation = padding = None
        if self.flag(0.15):
            truncation = {"direction": self.chance.choice(["Right", "Left"]),
                          "max_length": self.chance.choice([12, 40]), "strategy": "LongestFirst",
                          "stride": self.chance.choice([0, 0, 2])}
        if self.flag(0.15):
            padding = {"strategy": self.chance.choice(["BatchLongest", {"Fixed": 20}]),
                       "direction": self.chance.choice(["Right", "Left"]),
                       "pad_to_multiple_of": self.chance.choice([None, 8]), "pad_id": 3,
                       "pad_type_id": 0, "pad_token": "<pad>"}
        return truncation, padding


def compose(chance, shared, model, view, special):
    """Returns a tokenizer.json around a model."""
    maker = StepMaker(chance, shared)
    normalizer, pre_tokenizer, decoder = maker.suited(view)
    if chance.random() < 0.5:
        normalizer = maker.sequence(maker.normalizer, "normalizers")
    if chance.random() < 0.35:
        drawn = maker.sequence(maker.pre_tokenizer, "pretokenizers")
        if view == "bytes":
            drawn = [drawn] if drawn else []
            pre_tokenizer = {"type": "Sequence", "pretokenizers": drawn + [maker.byte_level()]}
        else:
            pre_tokenizer = drawn
    if view == "bytes" and chance.random() < 0.05:
        steps = [normalizer] if normalizer else []
        normalizer = {"type": "Sequence", "normalizers": steps + [{"type": "ByteLevel"}]}
        pre_tokenizer = None
    if chance.random() < 0.3:
        decoder = maker.sequence(maker.decoder, "decoders")
    vocabulary = model["vocab"]
    texts = [text for text, _ in vocabulary] if isinstance(vocabulary, list) else sorted(
        vocabulary, key=vocabulary.get)
    truncation, padding = maker.limits()
    file = {"version": "1.0", "truncation": truncation, "padding": padding,
            "added_tokens": maker.added_tokens(special, texts, view), "normalizer": normalizer,
            "pre_tokenizer": pre_tokenizer, "post_processor": None, "decoder": decoder, "model": model}
    file["post_processor"] = chance.choice(frames_of(file)[1:])
    file["added_tokens"] = told_apart(file, len(texts))
    return file


def told_apart(file, count):
    """Returns the added tokens but those of which normalizing leaves nothing, since the reference finds
    them for ever, or what another has, since which is found is anything. `count` is the model's."""
    from tokenizers import Tokenizer

    bare = {"version": "1.0", "added_tokens": [], "normalizer": file["normalizer"],
            "model": {"type": "WordLevel", "unk_token": "u", "vocab": {"u": 0}}}
    normalizer = Tokenizer.from_str(json.dumps(bare)).normalizer
    kept, seen = [], {""}
    for token in file["added_tokens"]:
        text = token["content"]
        if token["normalized"] and normalizer:
            text = guarded(normalizer.normalize_str, text) or ""
        if text not in seen:
            seen.add(text)
            behind = sum(other["id"] >= count for other in kept)
            kept.append(token | {"id": min(token["id"], count + behind)})
    return kept
