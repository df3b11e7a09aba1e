"""Small models of every kind, trained on our own corpora by tokenizers: what compositions are made around."""

import json
from functools import cache
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2] / "corpora"
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
# How the text looks that a model is trained on, which its normalizer and pre-tokenizer leave.
VIEWS = ("bytes", "plain", "metaspace", "words", "jamo")


@cache
def corpus_lines():
    """Returns some lines of every register, Korean and English."""
    names = ["korean/news", "korean/chat", "korean/technology", "english/news", "english/chat",
             "english/technology", "parallel/code-review.ko", "korean/classical"]
    lines = []
    for name in names:
        lines += (CORPORA / f"{name}.txt").read_text("utf-8").splitlines()[:25]
    return lines


def view_steps(view):
    """Returns the normalizer and the pre-tokenizer with which a view of the text is trained on."""
    from tokenizers import normalizers, pre_tokenizers

    return {
        "bytes": (None, pre_tokenizers.ByteLevel(add_prefix_space=False)),
        "plain": (None, pre_tokenizers.Split(" ", "merged_with_next")),
        "metaspace": (normalizers.NFKC(), pre_tokenizers.Metaspace()),
        "words": (normalizers.NFC(), pre_tokenizers.BertPreTokenizer()),
        "jamo": (normalizers.BertNormalizer(lowercase=True), pre_tokenizers.BertPreTokenizer()),
    }[view]


@cache
def trained(kind, view, size, special, prefix=None, suffix=None):
    """Returns the model part of a tokenizer.json; `special` stands first in the vocabulary."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    alphabet = pre_tokenizers.ByteLevel.alphabet() if view == "bytes" else []
    common = {"vocab_size": size, "show_progress": False, "special_tokens": list(special)}
    if kind == "BPE":
        affixes = {"continuing_subword_prefix": prefix} if prefix else {}
        affixes |= {"end_of_word_suffix": suffix} if suffix else {}
        tokenizer = Tokenizer(models.BPE(**affixes))
        trainer = trainers.BpeTrainer(
            initial_alphabet=sorted(alphabet), limit_alphabet=450, **affixes, **common)
    elif kind == "Unigram":
        tokenizer = Tokenizer(models.Unigram())
        trainer = trainers.UnigramTrainer(unk_token=special[0], **common | {"vocab_size": 2500})
    elif kind == "WordPiece":
        tokenizer = Tokenizer(models.WordPiece(unk_token=special[0]))
        trainer = trainers.WordPieceTrainer(
            continuing_subword_prefix=prefix, limit_alphabet=450, **common)
    else:
        tokenizer = Tokenizer(models.WordLevel(unk_token=special[0]))
        trainer = trainers.WordLevelTrainer(**common)
    tokenizer.normalizer, tokenizer.pre_tokenizer = (part for part in view_steps(view))
    tokenizer.train_from_iterator(corpus_lines(), trainer)
    return json.loads(tokenizer.to_str())["model"]


def copied(model):
    """Returns a model that may be changed without changing the one that is kept."""
    return json.loads(json.dumps(model))


def byte_pairs(chance, view, special):
    """Returns a BPE model with members of its own choice."""
    prefix = suffix = None
    if view != "bytes" and chance.random() < 0.3:
        prefix = chance.choice(["##", "@@", None])
        suffix = chance.choice(["</w>", "_", None])
    model = copied(trained("BPE", view, chance.choice([700, 1600]), special, prefix, suffix))
    model["unk_token"] = chance.choice([None, special[0], special[0]])
    model["fuse_unk"] = chance.random() < 0.5
    model["ignore_merges"] = chance.random() < 0.25
    if chance.random() < 0.5:
        add_bytes(model["vocab"])
        model["byte_fallback"] = chance.random() < 0.9
    elif chance.random() < 0.1:
        model["byte_fallback"] = True
    if chance.random() < 0.15:
        drop_some(chance, model)
    if chance.random() < 0.15:
        drop_characters(chance, model)
    if view == "bytes" and chance.random() < 0.15:
        add_characters(chance, model)
    model["dropout"] = chance.choice([None, None, 0.0])
    if chance.random() < 0.3:
        model["merges"] = [merge if isinstance(merge, str) else " ".join(merge)
                           for merge in model["merges"]
                           if isinstance(merge, str) or not any(" " in part for part in merge)]
    return model


def drop_some(chance, model):
    """Leaves merges out, so that some tokens cannot be made, and others only by detours."""
    model["merges"] = [merge for merge in model["merges"] if chance.random() < 0.8]


def drop_characters(chance, model):
    """Leaves single characters out, and all that is made of them: the model does not know them then."""
    single = [text for text in model["vocab"] if len(text) == 1]
    dropped = set(chance.sample(single, min(len(single), chance.choice([1, 5, 40]))))
    model["vocab"] = {text: number for text, number in model["vocab"].items()
                      if text in SPECIAL or not dropped & set(text)}
    model["merges"] = [merge for merge in model["merges"] if not dropped & set("".join(merge))]


def add_characters(chance, model):
    """Adds tokens of characters that are no bytes' in GPT-2's alphabet, and merges of them."""
    vocabulary = model["vocab"]
    for text in ("가", "ş", " ", "나"):
        vocabulary.setdefault(text, max(vocabulary.values()) + 1)
    merges = [[left, right] for left, right in (("가", "나"), ("ı", "ş"), ("ş", "a"))
              if left in vocabulary and right in vocabulary]
    for merge in merges:
        vocabulary.setdefault("".join(merge), max(vocabulary.values()) + 1)
    model["merges"] = chance.choice([merges + model["merges"], model["merges"] + merges])


def add_bytes(vocabulary):
    """Puts the tokens of single bytes behind the others."""
    for name in BYTES:
        vocabulary.setdefault(name, len(vocabulary))


def unigram(chance, view, special):
    model = copied(trained("Unigram", view, 0, special))
    model["unk_id"] = chance.choice([0, 0, 0, None])
    if chance.random() < 0.4:
        model["vocab"] += [[name, -20.0 if chance.random() < 0.5 else 0.0] for name in BYTES]
        model["byte_fallback"] = True
    if chance.random() < 0.2:
        # Scores that tie, so that the order of the search decides.
        model["vocab"] = [[text, float(round(score))] for text, score in model["vocab"]]
    return model


def word_piece(chance, view, special):
    model = copied(trained("WordPiece", view, 1200, special, chance.choice(["##", "##", "_", "▁"])))
    model["max_input_chars_per_word"] = chance.choice([100, 100, 8, 1, 0])
    return model


def word_level(chance, view, special):
    model = copied(trained("WordLevel", view, 3000, special))
    return model


MAKERS = {"BPE": byte_pairs, "Unigram": unigram, "WordPiece": word_piece, "WordLevel": word_level}
SPECIAL = ("[UNK]", "<s>", "</s>", "<pad>", "[MASK]")


# Published models of ../shared/vocab/hf, by kind, each with the view of the text that it was made for.
PUBLISHED = {
    "BPE": [("gpt2", "bytes"), ("gpt_neox", "bytes"), ("falcon", "bytes"), ("clip_base", "bytes"),
            ("mistral03", "metaspace"), ("phi-3-mini", "metaspace"), ("whisper-large-v3", "bytes")],
    "Unigram": [("t5-small", "metaspace")], "WordPiece": [("bert_base_cased", "words")]}


def published(chance, kind, shared):
    """Returns (a published model, its view)."""
    name, view = chance.choice(PUBLISHED[kind])
    path = shared / f"vocab/hf/{name}/tokenizer.json"
    return json.loads(path.read_text("utf-8"))["model"], view


def make_model(chance, kind, shared):
    """Returns (a model, the view of the text that suits it)."""
    if kind in PUBLISHED and chance.random() < 0.08:
        return published(chance, kind, shared)
    views = {"BPE": ["bytes"] * 4 + ["plain", "metaspace", "metaspace", "words", "jamo"],
             "Unigram": ["metaspace"] * 3 + ["plain", "jamo"],
             "WordPiece": ["words", "words", "jamo", "bytes", "metaspace"],
             "WordLevel": ["words", "plain", "jamo", "bytes"]}[kind]
    view = chance.choice(views)
    return MAKERS[kind](chance, view, SPECIAL), view
