"""tokenizer.json files composed at random from all parts of the format, by malmoi beside tokenizers:
ids, text and offsets. Run as a module it takes as many as wanted and keeps those that differ."""

import argparse
import collections
import json
import random
import re
import shutil
import sys
import tempfile
from pathlib import Path

from .composed_models import MAKERS, SPECIAL, make_model
from .composed_steps import character_map, compose
from .composed_texts import make_texts
from .families import families, family_file
from .framing import in_scalars
from .product import Malmoi
from .reference_texts import shown
from .references import guarded
from .report import Mismatch, ProductFailure, Refused

TEXTS = 40
# Patterns that match no empty text.
ALIGNED = [{"String": " "}, {"String": "▁"}, {"String": "aa"}, {"String": "  "}, {"String": "가"},
           {"Regex": r"\s+"}, {"Regex": " {2,}"}, {"Regex": r"[\r\n]"}, {"Regex": r"[0-9]"},
           {"Regex": r"[^\p{L}\p{N}\s]+"}, {"Regex": r"(a|b)+"}, {"Regex": "``|''"}]


class Difference(Exception):
    """Where ours and the reference's part. Holds what differs, and a sentence."""

    def __init__(self, part, sentence):
        super().__init__(f"{part}: {sentence}")
        self.part = part


class Composition:
    """A tokenizer.json, the texts that it is tried on, and both readings of it."""

    def __init__(self, malmoi, folder, file, texts):
        self.malmoi = malmoi
        self.path = folder / "tokenizer.json"
        self.path.write_text(json.dumps(file, ensure_ascii=False), "utf-8")
        self.file = file
        self.texts = texts
        self.files = []
        for number, text in enumerate(texts):
            self.files.append(folder / f"{number}.txt")
            self.files[-1].write_bytes(text.encode("utf-8"))

    def compare(self):
        """Returns how many texts were compared; raises Difference or Refused."""
        from tokenizers import Tokenizer

        reference = guarded(Tokenizer.from_str, json.dumps(self.file, ensure_ascii=False))
        if reference is None:
            raise Refused("refused by the reference")
        self.malmoi.require(self.path)
        self.reference = reference
        reference.no_padding()
        reference.no_truncation()
        compared, rows = self.compare_encoding(False)
        self.compare_decoding(rows)
        self.reference = Tokenizer.from_str(json.dumps(self.file, ensure_ascii=False))
        self.compare_encoding(True)
        return compared

    def compare_encoding(self, framed):
        theirs = [guarded(self.reference.encode, text, add_special_tokens=framed)
                  for text in self.texts]
        kept = [n for n, encoding in enumerate(theirs) if encoding is not None]
        if not kept:
            raise Refused("the reference encodes none of the texts")
        # Without any option a text is encoded alone, by no post-processor; a limit that cuts nothing
        # has it trim offsets as the reference's does.
        options = ["--add-special-tokens"] if framed else ["--max-length", 10**6]
        if framed and self.file["truncation"]:
            options += ["--truncation", "file"]
        if framed and self.file["padding"]:
            options += ["--padding", "file", "--batch-size", "1"]
        lines = [json.loads(line) for line in self.malmoi(
            "encode", "--tokenizer", self.path, "--format", "json", "--allow-special", "all",
            *options, *(self.files[n] for n in kept)).splitlines()]
        lines = [line for line in lines if line.get("window", 0) == 0]
        if len(lines) != len(kept):
            raise Difference("lines", f"{len(lines)} for {len(kept)} texts")
        for n, line in zip(kept, lines):
            self.compare_line(n, line, theirs[n], framed)
        return len(kept), [theirs[n].ids for n in kept]

    def compare_line(self, n, line, encoding, framed):
        name = "framed " if framed else ""
        if line["ids"] != encoding.ids:
            raise Difference(f"{name}ids", f"text {n} {shown(self.texts[n])}: ours "
                             f"{line['ids'][:30]} {line.get('pieces', '')[:30]}, theirs "
                             f"{encoding.ids[:30]} {encoding.tokens[:30]}")
        if framed:
            if line["type_ids"] != encoding.type_ids:
                raise Difference("type ids", f"text {n}")
            if line["attention_mask"] != encoding.attention_mask:
                raise Difference("attention mask", f"text {n}")
            if line["special_tokens_mask"] != encoding.special_tokens_mask:
                raise Difference("special tokens mask", f"text {n}")
            return
        if not self.has_comparable_offsets:
            return
        ours = [in_scalars(offsets, self.texts[n]) for offsets in line["offsets"]]
        theirs = [list(offsets) for offsets in encoding.offsets]
        if ours != theirs:
            at = next(i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b)
            raise Difference(f"{name}offsets", f"text {n} {shown(self.texts[n])}: at {at} "
                             f"{encoding.tokens[at]!r}: ours {ours[at:at+3]}, theirs {theirs[at:at+3]}")

    @property
    def has_comparable_offsets(self):
        """Whether ours are meant to be the reference's. Normalizers align text in ways of their own there
        (of a composed character only the first scalar is covered), characters without a token shift what
        follows them, bytes of affixes cover more than there is, and those of unknown text in two pieces that
        touch cover only their own piece."""
        model = self.file["model"]
        if "merges" in model and not model["unk_token"]:
            return False
        cut = self.file["pre_tokenizer"]
        if model.get("byte_fallback") and "merges" not in model and cut:
            return cut["type"] == "Metaspace" and aligns_alike(self.file["normalizer"])
        falls_back = model.get("byte_fallback") and "merges" in model and (
            model["continuing_subword_prefix"] or model["end_of_word_suffix"])
        return not falls_back and aligns_alike(self.file["normalizer"])

    def compare_decoding(self, rows):
        chance = random.Random(len(rows))
        count = self.reference.get_vocab_size()
        known = [n for n in range(count) if self.reference.id_to_token(n) is not None]
        # The reference does not leave out a special token that its own normalizer changes.
        self.unskipped = {
            token["id"] for token in self.file["added_tokens"]
            if token["special"] and self.reference.id_to_token(token["id"]) != token["content"]}
        rows = rows + [chance.choices(known, k=chance.choice([1, 2, 5, 12])) for _ in range(20)]
        for skipped in (False, True):
            options = ["--skip-special-tokens"] if skipped else []
            theirs = [guarded(self.reference.decode, row, skip_special_tokens=skipped)
                      for row in rows]
            # Ours keeps bytes that are no UTF-8, as well as those beside them.
            kept = [n for n, text in enumerate(theirs) if text is not None and "\ufffd" not in text]
            if skipped:
                kept = [n for n in kept if not self.unskipped.intersection(rows[n])]
            if self.decoded([rows[n] for n in kept], options) == "".join(theirs[n] for n in kept):
                continue
            for n in kept:
                ours = self.decoded([rows[n]], options)
                if ours != theirs[n]:
                    tokens = [self.reference.id_to_token(i) for i in rows[n]]
                    raise Difference(
                        "decoding", f"row {n} {'skipping ' if skipped else ''}{rows[n][:30]} "
                        f"{tokens[:30]}: ours {ours[:80]!r}, theirs {theirs[n][:80]!r}")

    def decoded(self, rows, options):
        return self.malmoi.decode(self.path, rows, options).decode("utf-8", "replace")


def make_composition(malmoi, shared, folder, seed, kind=None):
    chance = random.Random(seed)
    model, view = make_model(
        chance, kind or chance.choice(["BPE"] * 4 + [*MAKERS]), shared)
    file = compose(chance, shared, model, view, SPECIAL)
    spelt = [token["content"] for token in file["added_tokens"]]
    return Composition(malmoi, folder, file, make_texts(chance, spelt, TEXTS))


def aligns_alike(normalizer):
    """Whether a normalizer only writes texts before others and in the place of others."""
    if normalizer is None:
        return True
    if normalizer["type"] == "Sequence":
        return all(map(aligns_alike, normalizer["normalizers"]))
    if normalizer["type"] == "Replace":
        return normalizer["pattern"] in ALIGNED and normalizer["content"]
    return normalizer["type"] == "Prepend"


class CompositionsCheck:
    """Some compositions around one kind of model."""

    def __init__(self, context, kind, count, seed):
        self.context = context
        self.kind = kind
        self.count = count
        self.seed = seed

    def __call__(self):
        texts = 0
        refusals = collections.Counter()
        for number in range(self.count):
            name = f"{self.kind} {self.seed + number}"
            folder = self.context.work / f"composition {name}"
            folder.mkdir()
            composition = make_composition(
                self.context.malmoi, self.context.shared, folder, name, self.kind)
            try:
                texts += composition.compare()
            except Refused as refusal:
                refusals[reason(refusal, folder)] += 1
            except Difference as difference:
                raise Mismatch(f"composition {name}: {difference}") from None
            shutil.rmtree(folder)
        refused = "".join(f"; {count} refused: {why}" for why, count in refusals.items())
        return f"{self.count - refusals.total()} of {self.count} alike, {texts} texts{refused}"


class FamilyCheck:
    """The pipeline of a published family, over a small vocabulary of our own."""

    def __init__(self, context, name):
        self.context = context
        self.name = name

    def __call__(self):
        parts = families(character_map(self.context.shared))[self.name]
        file = family_file(parts)
        chance = random.Random(self.name)
        with tempfile.TemporaryDirectory(dir=self.context.work) as folder:
            composition = Composition(
                self.context.malmoi, Path(folder), file,
                make_texts(chance, [token["content"] for token in file["added_tokens"]], 120))
            try:
                return f"{composition.compare()} texts alike"
            except Difference as difference:
                raise Mismatch(str(difference)) from None


def reason(refusal, folder):
    """Returns why a composition was refused, without what is different in each."""
    return re.sub(r"\d+", "N", str(refusal).replace(str(folder), ""))[:110]


def checks(context):
    """Yields (name, check) for every published family, and for every kind of model; half of the
    compositions are of byte pairs."""
    for name in families(None):
        yield f"family {name}", FamilyCheck(context, name)
    for kind in MAKERS:
        count = context.compositions // (2 if kind == "BPE" else 6)
        yield f"compositions of {kind}", CompositionsCheck(context, kind, count, context.seed)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--malmoi", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    outcomes = collections.Counter()
    texts = 0
    for number in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory(prefix="malmoi-compositions-") as work:
            composition = make_composition(
                Malmoi(options.malmoi), options.shared, Path(work), f"composition {number}")
            try:
                texts += composition.compare()
                outcomes["alike"] += 1
            except Refused as refusal:
                outcomes["refused: " + reason(refusal, work)] += 1
            except (Difference, ProductFailure) as problem:
                part = getattr(problem, "part", "failure")
                outcomes[part] += 1
                print(f"{number} {composition.file['model'].get('type')} {problem}", flush=True)
                if options.keep:
                    folder = options.keep / f"{number}"
                    folder.mkdir(parents=True, exist_ok=True)
                    (folder / "tokenizer.json").write_bytes(composition.path.read_bytes())
                    parts = {k: v for k, v in composition.file.items() if k != "model"}
                    parts["model"] = {k: v for k, v in composition.file["model"].items()
                                      if k not in ("vocab", "merges")}
                    shortened = json.dumps(parts, ensure_ascii=False, indent=1)
                    shortened = re.sub(r'("precompiled_charsmap": ".{8})[^"]*', r"\1", shortened)
                    (folder / "parts.json").write_text(f"{problem}\n{shortened}", "utf-8")
    for outcome, count in outcomes.most_common():
        print(f"{count:7} {outcome}")
    print(f"{texts} texts")


if __name__ == "__main__":
    sys.exit(main())
