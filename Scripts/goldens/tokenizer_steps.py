#!/usr/bin/env python3
"""Writes Tests/TokenizationTests/Goldens/tokenizer-steps.json.gz: what tokenizers 0.23 makes of some
texts by each normalizer, pre-tokenizer and decoder alone, and by added tokens with every flag. Run
it from the top of the repository, with tokenizers."""

import gzip
import itertools
import json

from tokenizers import Tokenizer, __version__

TEXTS = [
    "", " ", "  \n\n ", "안녕하세요, 세계!", "마실까해요 마실까", "Hello, World's END. I'll we'VE",
    "\u1112\u1161\u11ab\u1100\u1173\u11af e\u0301\u0327 \u212b", "가각 각가\u3000나\u00a0다",
    "1234567 12.5 ½ ② १२३ 12345가1", "a1b22c333 4444", "tabs\tand\r\nlines\n\n\n  end  ",
    "İstanbul ıI ẞß ΑΣΑΣ Ǆ Ⅻ", "ﬁ ﬀ ㈜ ㎏ ① Ａｂｃ", "こんにちは、カタカナー漢字ABC 中文，标点。",
    "🇰🇷 👩‍👩‍👧 é🙂!?", "don't 'quoted' “typo” — … ·", "<s>x</s> [MASK] <mask>",
    "x\u200b\u200dy\ufeffz \u0007\u0085 \u2028q", "_under_score a_b-c @me #해시태그 $5 50%",
    "▁already ▁▁ marked▁", "ฉันรักไทย العربية עברית हिन्दी", "AbcDEFghi XMLHttp ABC가abc",
    "!!!... ,,, ((a)) [b]{c}", "    indented\n\tcode(x);\n", "é\u0301 ö ñ ạ́", "a\u0300가\u0300\u1110",
    "ＫＯＲＥＡ ｶﾀｶﾅ ﾞ", "일이삼 1,234,567원 2026년 11월 21일", "aaa bbb  ccc   ddd", "https://a.kr/b?c=d&e=1",
]

NORMALIZERS = [
    {"type": "NFC"}, {"type": "NFD"}, {"type": "NFKC"}, {"type": "NFKD"}, {"type": "Nmt"},
    {"type": "Lowercase"}, {"type": "StripAccents"}, {"type": "ByteLevel"},
    {"type": "Strip", "strip_left": True, "strip_right": True},
    {"type": "Strip", "strip_left": True, "strip_right": False},
    {"type": "Strip", "strip_left": False, "strip_right": True},
    {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
    {"type": "Replace", "pattern": {"String": "aa"}, "content": ""},
    {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "},
    {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"},
    {"type": "Prepend", "prepend": "▁"},
    {"type": "Sequence", "normalizers": [
        {"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"},
        {"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}]}]},
]

CL100K = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s"
          r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
PATTERNS = {
    "Llama 3": CL100K % "{1,3}",
    "Qwen 2": CL100K % "",
    "Qwen 3.5": r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}"
                r"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "o200k": r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
             r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
             r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
             r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*"
             r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "Tekken": r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+"
              r"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*"
              r"|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    "BLOOM": r" ?[^(\s|[.,!?…。，、।۔،])]+",
    "CLIP": r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]"
            r"|[^\s\p{L}\p{N}]+",
    "digits": "[0-9][0-9][0-9]",
    "StarCoder 2": r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
    "DeepSeek 3 numbers": r"\p{N}{1,3}",
    "DeepSeek 3 ideographs": "[一-龥぀-ゟ゠-ヿ]+",
    "DeepSeek 3": r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+"
                  r"|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
                  r"|\s*[\r\n]+|\s+(?!\S)|\s+",
    "punctuation": r"\s?[!-/:-~！-／：-～‘-‟　-。]+",
}

BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True,
              "use_regex": False}


def split(pattern, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert}


BEHAVIORS = ["Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous"]
PRE_TOKENIZERS = [
    BYTE_LEVEL, dict(BYTE_LEVEL, use_regex=True), dict(BYTE_LEVEL, add_prefix_space=True),
    dict(BYTE_LEVEL, add_prefix_space=True, use_regex=True),
    *(split({"Regex": r"\s"}, behavior, invert)
      for behavior in BEHAVIORS for invert in (False, True)),
    *(split({"String": "a"}, behavior, invert)
      for behavior in BEHAVIORS for invert in (False, True)),
    *(split({"Regex": pattern}) for pattern in PATTERNS.values()),
    split({"Regex": PATTERNS["CLIP"]}, "Removed", True),
    split({"Regex": PATTERNS["DeepSeek 3"]}, "Removed", True),
    {"type": "Digits", "individual_digits": True}, {"type": "Digits", "individual_digits": False},
    *({"type": "Punctuation", "behavior": behavior} for behavior in BEHAVIORS),
    {"type": "Whitespace"}, {"type": "WhitespaceSplit"}, {"type": "UnicodeScripts"},
    {"type": "CharDelimiterSplit", "delimiter": "a"}, {"type": "CharDelimiterSplit", "delimiter": " "},
    {"type": "FixedLength", "length": 1}, {"type": "FixedLength", "length": 5},
    *({"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": splits}
      for scheme in ("always", "first", "never") for splits in (True, False)),
    {"type": "Metaspace", "replacement": "_", "prepend_scheme": "always", "split": True},
    {"type": "Sequence", "pretokenizers": [
        {"type": "Punctuation", "behavior": "Contiguous"}, dict(BYTE_LEVEL, use_regex=True),
        {"type": "Digits", "individual_digits": False}, split({"Regex": "[0-9][0-9][0-9]"})]},
    {"type": "Sequence", "pretokenizers": [
        split({"Regex": PATTERNS["DeepSeek 3 numbers"]}),
        split({"Regex": PATTERNS["DeepSeek 3 ideographs"]}),
        split({"Regex": PATTERNS["DeepSeek 3"]}), BYTE_LEVEL]},
    {"type": "Sequence", "pretokenizers": [
        {"type": "WhitespaceSplit"},
        {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": True}]},
    {"type": "Sequence", "pretokenizers": [
        {"type": "Digits", "individual_digits": True}, dict(BYTE_LEVEL, use_regex=True)]},
]

TOKENS = [
    ["▁안녕", "하", "세요", "▁", "▁세", "계"], ["Hello", "##llo", "##", ",", "world", "##!"],
    ["Ġthe", "ìķĪ", "ëħķ", "<s>", "Ċ"], ["a</w>", "b", "c</w>", "d</w>"], ["▁▁", "▁x", "y"],
    ["<0xEA>", "<0xB0>", "<0x80>", "x", "<0x0A>", "<0x41>"], ["h", "h", "<pad>", "h", "|", "i", "|"],
    ["do", "n't", " 's", "I", "'m", " .", " ?"], ["한", "글"], ["  x ", " ", "y  "], ["", "a", ""],
]
DECODERS = [
    None, {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
    {"type": "WordPiece", "prefix": "##", "cleanup": True},
    {"type": "WordPiece", "prefix": "##", "cleanup": False},
    *({"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": True}
      for scheme in ("always", "first", "never")),
    {"type": "BPEDecoder", "suffix": "</w>"}, {"type": "Fuse"}, {"type": "ByteFallback"},
    {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": True},
    {"type": "CTC", "pad_token": "<pad>", "word_delimiter_token": "|", "cleanup": False},
    {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
    {"type": "Sequence", "decoders": [
        {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 2, "stop": 0}]},
    {"type": "Sequence", "decoders": [
        {"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
        {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
]

ADDED_TEXTS = [
    "a<m>b", "a <m> b", "  <m>  <m>\n", "x<m>", "word sword words 단어 단어는", "가단어 단어",
    "A<M>a", "<m><m> <n>", "", " <n> word", "a  word  b", "<mn>", "é단어",
]


def whole(**parts):
    """Returns tokenizers' reading of a tokenizer.json with the given parts."""
    vocabulary = {character: number for number, character in enumerate(
        sorted(set("".join(ADDED_TEXTS) + "▁Ġ")))}
    file = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
            "normalizer": None, "pre_tokenizer": None, "post_processor": None, "decoder": None,
            "model": {"type": "BPE", "dropout": None, "unk_token": None,
                      "continuing_subword_prefix": None, "end_of_word_suffix": None,
                      "fuse_unk": False, "byte_fallback": False, "ignore_merges": False,
                      "vocab": vocabulary, "merges": []}}
    file.update(parts)
    text = json.dumps(file, ensure_ascii=False)
    return text, Tokenizer.from_str(text)


def added_token_cases():
    """Yields tokenizer.json texts with each set of flags, and the ids of the texts."""
    normalizers = [None, {"type": "Lowercase"}, {"type": "Sequence", "normalizers": [
        {"type": "Prepend", "prepend": "▁"},
        {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]}]
    pre_tokenizers = [None, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first",
                             "split": False}]
    for flags in itertools.product((False, True), repeat=4):
        names = dict(zip(("single_word", "lstrip", "rstrip", "normalized"), flags))
        added = [
            dict(names, id=1000, content="<m>", special=True),
            dict(names, id=1001, content="word", special=False),
            dict(names, id=1002, content="단어", special=False),
            {"id": 1003, "content": "<n>", "single_word": False, "lstrip": False, "rstrip": False,
             "normalized": False, "special": True}]
        for normalizer, pre_tokenizer in itertools.product(normalizers, pre_tokenizers):
            text, tokenizer = whole(
                added_tokens=added, normalizer=normalizer, pre_tokenizer=pre_tokenizer)
            # tokenizers numbers added tokens on from the model's, whatever the file says.
            ids = {tokenizer.token_to_id(token["content"]): token["id"] for token in added}
            yield {"file": text, "ids": [
                [ids.get(n, n) for n in tokenizer.encode(t, add_special_tokens=False).ids]
                for t in ADDED_TEXTS]}


def decoded(decoder, tokens):
    if decoder is None:
        return " ".join(tokens)
    _, tokenizer = whole(decoder=decoder)
    try:
        return tokenizer.decoder.decode(tokens)
    except BaseException:  # a panic: an empty token in Strip
        return None


def main():
    goldens = {
        "made_by": f"tokenizers {__version__}, Scripts/goldens/tokenizer_steps.py",
        "texts": TEXTS, "added_texts": ADDED_TEXTS,
        "normalizers": [
            {"step": step, "results": [whole(normalizer=step)[1].normalizer.normalize_str(text)
                                       for text in TEXTS]} for step in NORMALIZERS],
        "pre_tokenizers": [
            {"step": step, "results": [
                [piece for piece, _ in whole(pre_tokenizer=step)[1].pre_tokenizer
                 .pre_tokenize_str(text)] for text in TEXTS]} for step in PRE_TOKENIZERS],
        "tokens": TOKENS,
        "decoders": [{"step": step, "results": [decoded(step, tokens) for tokens in TOKENS]}
                     for step in DECODERS],
        "added_tokens": list(added_token_cases()),
    }
    data = json.dumps(goldens, ensure_ascii=False).encode("utf-8")
    with open("Tests/TokenizationTests/Goldens/tokenizer-steps.json.gz", "wb") as out:
        out.write(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main()
