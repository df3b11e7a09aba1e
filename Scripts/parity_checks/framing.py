"""Inputs of models by `malmoi encode` beside those of tokenizers: 2,000 seeded cases of texts and pairs
in frames, cut into windows and filled up."""

import json

from .framing_cases import make_cases, reference_result
from .reference_texts import shown
from .references import tokenizers_tokenizer
from .report import Mismatch, ProductFailure

SEED = 5
# Where the vocabulary lies in ../shared/vocab, and its share of the cases.
VOCABULARIES = {
    "wordpiece/kcbert/vocab.txt": 400, "wordpiece/koelectra_32200/vocab.txt": 400,
    "hf/bert_base_cased/tokenizer.json": 400, "hf/roberta-base/tokenizer.json": 400,
    "hf/gpt_neox/tokenizer.json": 100, "hf/clip_base/tokenizer.json": 100,
    "hf/mistral03/tokenizer.json": 100, "hf/t5-small/tokenizer.json": 100,
}


def bert_tokenizer(path):
    """Returns tokenizers' tokenizer of a vocab.txt, cased, with BERT's frame."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    words = path.read_text("utf-8").split("\n")
    ids = {word.rstrip(): number for number, word in enumerate(words) if word}
    tokenizer = Tokenizer(models.WordPiece(ids, unk_token="[UNK]", max_input_chars_per_word=100))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=False)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[(name, ids[name]) for name in ("[CLS]", "[SEP]")])
    tokenizer.add_special_tokens(
        [name for name in ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]") if name in ids])
    return tokenizer


def options_of(case, pad_token):
    """Returns the options of `malmoi encode` for a case."""
    options = ["--add-special-tokens"] if case["add_special_tokens"] else []
    if truncation := case["truncation"]:
        options += ["--max-length", truncation["max_length"], "--stride", truncation["stride"],
                    "--truncation", truncation["strategy"],
                    "--truncation-side", truncation["direction"]]
    if padding := case["padding"]:
        options += ["--padding", padding["length"] or "longest", "--pad-token", pad_token,
                    "--padding-side", padding["direction"]]
        if padding["pad_to_multiple_of"]:
            options += ["--pad-to-multiple-of", padding["pad_to_multiple_of"]]
    # Without any option the texts are encoded alone, by no post-processor; this one cuts nothing.
    return options or ["--max-length", 10**6]


def in_scalars(offsets, text):
    """Returns the range of scalars that a range of bytes touches."""
    data = text.encode("utf-8")
    start, end = offsets
    while 0 < start < len(data) and data[start] & 0xC0 == 0x80:
        start -= 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return [len(data[:start].decode("utf-8")), len(data[:end].decode("utf-8"))]


class FramingCheck:
    """All cases of one vocabulary, a process each."""

    def __init__(self, context, place, count):
        self.context = context
        self.path = context.shared / "vocab" / place
        self.count = count

    def __call__(self):
        self.context.malmoi.require(self.path)
        tokenizer = (bert_tokenizer if self.path.suffix == ".txt" else tokenizers_tokenizer)(self.path)
        vocabulary = tokenizer.get_vocab()
        added = {token.content: number
                 for number, token in tokenizer.get_added_tokens_decoder().items()}
        pad = next((name for name in ("[PAD]", "<pad>") if name in added), next(iter(added)))
        windows = refused = 0
        for number, case in enumerate(make_cases(SEED, self.count, vocabulary)):
            theirs = reference_result(tokenizer, case, (pad, added[pad]))
            ours = self.ours(case, pad)
            if ours != theirs:
                raise Mismatch(f"case {number} of {self.count}, {json.dumps(case)[:300]}: "
                               f"ours {shown(str(ours))}, theirs {shown(str(theirs))}")
            refused += theirs is None
            windows += sum(map(len, theirs or []))
        return (f"{self.count} of {self.count} cases identical, {windows} windows, "
                f"{refused} refused by both")

    def ours(self, case, pad):
        """Returns what `reference_result` does, by the product; None where it refuses."""
        names = [[], []]
        for number, texts in enumerate(case["inputs"]):
            for place, text in enumerate(texts):
                if text is not None:
                    names[place].append(self.context.work / f"framed-{number}-{place}.txt")
                    names[place][-1].write_bytes(text.encode("utf-8"))
        arguments = [word for name in names[1] for word in ("--pair", name)]
        try:
            lines = self.context.malmoi(
                "encode", "--tokenizer", self.path, "--format", "json", "--allow-special", "all",
                *options_of(case, pad), *arguments, *names[0]).splitlines()
        except ProductFailure as failure:
            if str(failure).startswith("exit status 1:"):
                return None
            raise
        return self.windows(case, lines)

    def windows(self, case, lines):
        result = []
        for line in map(json.loads, lines):
            if line.get("window", 0) == 0:
                result.append([])
            texts = case["inputs"][len(result) - 1]
            offsets = [[0, 0] if text is None else in_scalars(range_, texts[text])
                       for range_, text in zip(line["offsets"], line["texts"])]
            result[-1].append([line["ids"], line["type_ids"], line["attention_mask"],
                               line["special_tokens_mask"], offsets])
        return result


def checks(context):
    """Yields (name, check) for every vocabulary."""
    for place, count in VOCABULARIES.items():
        yield f"framing {place}", FramingCheck(context, place, count)
