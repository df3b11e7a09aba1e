"""Vocabulary files of at most 64 KB, made of published ones by leaving out tokens."""

import base64
import json
import struct

LIMIT = 64 << 10


def within_limit(make, count):
    """Returns what `make` gives for the largest number of tokens whose bytes stay in the limit."""
    while count:
        data = make(count)
        if len(data) <= LIMIT:
            return data
        count = count * 9 // 10
    raise SystemExit("a file that cannot be cut down")


def tokenizer_json(data):
    """The first tokens and the merges among them."""
    file = json.loads(data)
    model = file["model"]
    file["added_tokens"] = file["added_tokens"][:8]
    kept = {token["content"] for token in file["added_tokens"]}
    if len(json.dumps(file["normalizer"] or {})) > LIMIT // 2:
        file["normalizer"] = None

    def make(size):
        smaller = dict(file, model=dict(model))
        vocabulary = model["vocab"]
        if isinstance(vocabulary, dict):
            tokens = {t: i for n, (t, i) in enumerate(sorted(vocabulary.items(), key=lambda x: x[1]))
                      if n < size or t in kept or t == model.get("unk_token")}
            smaller["model"]["vocab"] = tokens
            if "merges" in model:
                pairs = [m if isinstance(m, list) else m.split(" ") for m in model["merges"][:size]]
                smaller["model"]["merges"] = [
                    m for m, p in zip(model["merges"], pairs)
                    if p[0] in tokens and p[1] in tokens and "".join(p) in tokens]
        else:
            smaller["model"]["vocab"] = vocabulary[:size]
        return json.dumps(smaller, ensure_ascii=False).encode("utf-8")

    return within_limit(make, 1000)


def rank_file(data):
    """The first ranks, all single bytes among them."""
    lines = data.splitlines(keepends=True)
    return within_limit(lambda count: b"".join(lines[:count]), len(lines))


def word_list(data):
    """The first words."""
    lines = data.splitlines(keepends=True)
    return within_limit(lambda count: b"".join(lines[:count]), len(lines))


def tekken_json(data):
    """A tekken.json of the single bytes, in order, and of the first longer tokens of a rank file."""
    tokens = [base64.b64decode(line.split()[0]) for line in data.splitlines() if line]
    tokens = [bytes([byte]) for byte in range(256)] + [token for token in tokens if len(token) > 1]

    def make(count):
        return json.dumps({
            "config": {"pattern": r" ?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+|\s+",
                       "default_vocab_size": 3 + count, "default_num_special_tokens": 3},
            "vocab": [{"rank": rank, "token_bytes": base64.b64encode(token).decode("ascii")}
                      for rank, token in enumerate(tokens[:count])],
            "special_tokens": [{"rank": rank, "token_str": text}
                               for rank, text in enumerate(["<unk>", "<s>", "</s>"])],
        }).encode("utf-8")

    return within_limit(make, 2000)


def fields(data):
    """Yields (bytes of a field, its number, its content) of a protobuf message."""
    def varint(at):
        value = shift = 0
        while True:
            byte = data[at]
            value |= (byte & 127) << shift
            at, shift = at + 1, shift + 7
            if byte < 128:
                return value, at

    at = 0
    while at < len(data):
        start = at
        tag, at = varint(at)
        content = None
        if tag & 7 == 2:
            length, at = varint(at)
            content, at = data[at:at + length], at + length
        elif tag & 7 == 0:
            content, at = varint(at)
        else:
            length = 4 if tag & 7 == 5 else 8
            content, at = data[at:at + length], at + length
        yield data[start:at], tag >> 3, content


def sentencepiece_model(data):
    """The first pieces, and what is no piece, without a table of characters that is too large."""
    pieces, others = [], []
    for whole, number, content in fields(data):
        if number == 1:
            pieces.append(whole)
        elif number != 3 or len(content) < LIMIT // 2:
            others.append(whole)
    return within_limit(lambda count: b"".join(pieces[:count] + others), len(pieces))


def gguf_text(text):
    data = text.encode("utf-8")
    return struct.pack("<Q", len(data)) + data


def gguf_header(members):
    """A GGUF file of no tensors, of (name, number of a type, bytes)."""
    header = b"GGUF" + struct.pack("<IQQ", 3, 0, len(members))
    return header + b"".join(gguf_text(k) + struct.pack("<I", t) + v for k, t, v in members)


def gguf_texts(texts):
    return struct.pack("<IQ", 8, len(texts)) + b"".join(map(gguf_text, texts))


def gguf_of_scores(data):
    """The header of a GGUF file with the pieces of a SentencePiece model."""
    pieces = [{n: c for _, n, c in fields(content)}
              for _, number, content in fields(sentencepiece_model(data)) if number == 1]

    def make(count):
        kept = pieces[:count]
        scores = b"".join(piece.get(2) or bytes(4) for piece in kept)
        return gguf_header([
            ("general.architecture", 8, gguf_text("llama")),
            ("tokenizer.ggml.model", 8, gguf_text("llama")),
            ("tokenizer.ggml.tokens", 9, gguf_texts([p[1].decode("utf-8") for p in kept])),
            ("tokenizer.ggml.scores", 9, struct.pack("<IQ", 6, len(kept)) + scores),
            ("tokenizer.ggml.token_type", 9, struct.pack(
                f"<IQ{len(kept)}i", 5, len(kept), *[p.get(3, 1) for p in kept])),
        ])

    return within_limit(make, len(pieces))


def gguf(data):
    """The header of a GGUF file with the tokens and merges of a tokenizer.json of GPT-2's kind."""
    file = json.loads(tokenizer_json(data))
    merges = file["model"]["merges"]
    tokens = [t for t, _ in sorted(file["model"]["vocab"].items(), key=lambda item: item[1])]

    def make(count):
        kept = tokens[:count]
        known = set(kept)
        pairs = [m if isinstance(m, list) else m.split(" ") for m in merges]
        pairs = [p for p in pairs if p[0] in known and p[1] in known and "".join(p) in known]
        return gguf_header([
            ("general.architecture", 8, gguf_text("llama")),
            ("tokenizer.ggml.model", 8, gguf_text("gpt2")),
            ("tokenizer.ggml.pre", 8, gguf_text("gpt-2")),
            ("tokenizer.ggml.tokens", 9, gguf_texts(kept)),
            ("tokenizer.ggml.token_type", 9, struct.pack(f"<IQ{len(kept)}i", 5, len(kept),
                                                         *[1] * len(kept))),
            ("tokenizer.ggml.merges", 9, gguf_texts([" ".join(p) for p in pairs])),
        ])

    return within_limit(make, len(tokens))


def word_level(data):
    """A tokenizer.json of whole words, of one of WordPiece's kind."""
    file = json.loads(tokenizer_json(data))
    vocabulary = file["model"]["vocab"]
    file.update(model={"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"}, decoder=None)
    return json.dumps(file, ensure_ascii=False).encode("utf-8")


def vocabulary_and_merges(path):
    """Returns a vocab.json and the merges.txt beside it, cut down alike: each at most 64 KB."""
    texts = sorted(json.loads(path.read_bytes()).items(), key=lambda item: item[1])
    merges = path.with_name("merges.txt").read_text(encoding="utf-8").splitlines()
    kept = within_limit(
        lambda n: json.dumps(dict(texts[:n]), ensure_ascii=False).encode("utf-8"), len(texts))
    known = json.loads(kept)
    lines = [m for m in merges if m.startswith("#version")
             or all(t in known for t in (*m.split(" "), m.replace(" ", "")))]
    return {"vocab.json": kept, "merges.txt": "\n".join(lines).encode("utf-8") + b"\n"}


def single(source, name, cutter):
    """What makes a vocabulary of one file, by the published file's path and its own name."""
    return lambda folder: {name: cutter((folder / source).read_bytes())}


# What makes a small vocabulary of each format, by the folder of published ones.
FORMATS = {
    "json-bytes": single("hf/gpt2/tokenizer.json", "tokenizer.json", tokenizer_json),
    "json-characters": single("hf/phi-3-mini/tokenizer.json", "tokenizer.json", tokenizer_json),
    "json-suffixes": single("hf/clip_base/tokenizer.json", "tokenizer.json", tokenizer_json),
    "json-wordpiece": single("hf/bert_base_cased/tokenizer.json", "tokenizer.json", tokenizer_json),
    "json-wordlevel": single("hf/bert_base_cased/tokenizer.json", "tokenizer.json", word_level),
    "json-unigram": single("hf/t5-small/tokenizer.json", "tokenizer.json", tokenizer_json),
    "model-pairs": single("spm/mistral_common_v1.model", "cut.model", sentencepiece_model),
    "model-unigram": single("spm/nai-t5.model", "cut.model", sentencepiece_model),
    "vocab-txt": single("wordpiece/kcbert/vocab.txt", "vocab.txt", word_list),
    "vocab-merges": lambda folder: vocabulary_and_merges(folder / "gpt2/vocab.json"),
    "tekken": single("tiktoken/o200k_base.tiktoken", "tekken.json", tekken_json),
    "gguf-bytes": single("hf/gpt2/tokenizer.json", "cut.gguf", gguf),
    "gguf-scores": single("spm/mistral_common_v1.model", "cut.gguf", gguf_of_scores),
    "tiktoken": single("tiktoken/o200k_base.tiktoken", "cut.tiktoken", rank_file),
}


def write(name, vocabularies, folder):
    """Writes the small vocabulary of a format into a folder of its own."""
    folder.mkdir(parents=True)
    for file, data in FORMATS[name](vocabularies).items():
        if len(data) > LIMIT:
            raise SystemExit(f"{name}: {file} has {len(data)} bytes, more than {LIMIT}")
        (folder / file).write_bytes(data)
