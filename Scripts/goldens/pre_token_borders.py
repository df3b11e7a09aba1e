"""Writes Tests/PreTokenizationTests/Goldens/scalar-borders.json.

For every scalar value, a short text that shows it in many contexts is cut by each pattern; the ends
of the pre-tokens of each block of scalars are hashed. The borders come from Hugging Face's
tokenizers (Split, Oniguruma), which reports offsets, and are proved equal to those of tiktoken's own
engine, which does not: see `prove`. A few minutes on one core.

    python3 Scripts/goldens/pre_token_borders.py     (needs tiktoken 0.14 and tokenizers 0.23)
"""

import json
import pathlib
import zlib

import tiktoken
import tokenizers
from tiktoken_ext import openai_public
from tokenizers import Regex, pre_tokenizers

BLOCK = 4096
TEMPLATE = "*a*b1*2 *'**.*\n*A*"  # each * stands for the scalar
WHITESPACE = r" ?\S+|\s+(?!\S)|\s+"


def relative_of_cl100k(digits):
    """cl100k's text of 2023, which many models took over, and the same with possessive quantifiers."""
    return (
        r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}""" + digits
        + r"""| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+""",
        r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}""" + digits
        + r"""| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+""",
    )


def encoding_pattern(constructor):
    """The pattern of one of tiktoken's encodings, without fetching its ranks."""
    real = openai_public.load_tiktoken_bpe
    openai_public.load_tiktoken_bpe = lambda *args, **kwargs: {}
    try:
        return constructor()["pat_str"]
    finally:
        openai_public.load_tiktoken_bpe = real


GPT2 = r"""'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"""
# All spellings of each pattern; they cut alike, as is checked below.
SPELLINGS = {
    "gpt2": (openai_public.r50k_pat_str, GPT2),
    "cl100k": (encoding_pattern(openai_public.cl100k_base),),
    "o200k": (encoding_pattern(openai_public.o200k_base),),
    "whitespace": (WHITESPACE,),
    "cl100k-2023": relative_of_cl100k("{1,3}"),
    "cl100k-2023 with 2 digits": relative_of_cl100k("{1,2}"),
    "cl100k-2023 with 1 digit": relative_of_cl100k(""),
}


def for_oniguruma(text):
    """Oniguruma reads "{1,3}+" as a repeated "{1,3}", not as a possessive one."""
    return text.replace("{1,3}+", "{1,3}")


def pieces(pattern, text):
    return [piece for piece, _ in pattern.pre_tokenize_str(text)]


def prove(pattern_text, documents, cut):
    """Stops unless tiktoken cuts the documents so.

    Pre-tokens of three bytes and more are made tokens, and so is every pair of bytes. A pre-token
    that is a token is then taken whole; one that is none, because it runs over an expected border,
    falls into pairs by rank, and cannot fall into the expected ones under both of two opposite orders
    of rank.
    """
    whole = sorted({piece.encode() for parts in cut for piece in parts if len(piece.encode()) > 2})
    pairs = [bytes([a, b]) for a in range(256) for b in range(256)]
    for ordered in (pairs, pairs[::-1]):
        ranks = {bytes([byte]): byte for byte in range(256)}
        for token in ordered + whole:
            ranks[token] = len(ranks)
        encoding = tiktoken.Encoding(
            "probe", pat_str=pattern_text, mergeable_ranks=ranks, special_tokens={})
        for document, parts in zip(documents, cut, strict=True):
            expected = [ranks[part.encode()] for part in parts]
            if encoding.encode_ordinary(document) != expected:
                raise SystemExit(f"tiktoken cuts {document!r} otherwise than {parts}")


def main():
    blocks = {name: [] for name in SPELLINGS}
    for name, (text, *others) in SPELLINGS.items():
        splitter = pre_tokenizers.Split(Regex(for_oniguruma(text)), "isolated")
        other_splitters = [pre_tokenizers.Split(Regex(other), "isolated") for other in others]
        for first in range(0, 0x110000, BLOCK):
            scalars = [s for s in range(first, first + BLOCK) if not 0xD800 <= s < 0xE000]
            documents = [TEMPLATE.replace("*", chr(scalar)) for scalar in scalars]
            cut = [pieces(splitter, document) for document in documents]
            prove(text, documents, cut)
            for other in other_splitters:
                if cut != [pieces(other, document) for document in documents]:
                    raise SystemExit(f"the spellings of {name} differ from U+{first:X} on")
            crc = 0
            for parts in cut:
                ends = bytearray()
                end = 0
                for part in parts:
                    end += len(part.encode())
                    ends.append(end)
                crc = zlib.crc32(ends, crc)
            blocks[name].append(crc)
        print(name, flush=True)
    golden = {
        "provenance": (
            f"Scripts/goldens/pre_token_borders.py with tiktoken {tiktoken.__version__} and "
            f"tokenizers {tokenizers.__version__}, which agree on every text"),
        "template": TEMPLATE,
        "blockSize": BLOCK,
        "tiktoken": {name: texts[0] for name, texts in SPELLINGS.items()},
        "huggingFace": {
            name: [for_oniguruma(text) for text in texts] for name, texts in SPELLINGS.items()},
        "crc32": blocks,
    }
    path = pathlib.Path("Tests/PreTokenizationTests/Goldens/scalar-borders.json")
    path.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")


main()
