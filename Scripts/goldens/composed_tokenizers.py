#!/usr/bin/env python3
"""Writes Tests/TokenizationTests/Goldens/composed-tokenizers.json.gz: what tokenizers 0.23 makes of some
texts by small tokenizer.json files of which the parts are rarely seen together. Run it from the top of
the repository, with tokenizers."""

import gzip
import json

from tokenizers import Tokenizer, __version__, pre_tokenizers

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
BYTE_LEVEL = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
METASPACE = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": True}


def added(number, content, *flags):
    names = ("single_word", "lstrip", "rstrip", "normalized", "special")
    return {"id": number, "content": content} | {name: name in flags for name in names}


def pairs(tokens, merges=(), **members):
    """Returns a BPE model of tokens in the order of ids."""
    return {"type": "BPE", "vocab": {text: number for number, text in enumerate(tokens)},
            "merges": [list(merge) for merge in merges], "dropout": None, "unk_token": None,
            "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": False,
            "byte_fallback": False, "ignore_merges": False} | members


ALPHABET = sorted(pre_tokenizers.ByteLevel.alphabet())
WORDS = {"type": "WordLevel", "unk_token": "[UNK]", "vocab": {"[UNK]": 0, "가": 1, "나": 2, "▁가": 3}}
# Each with the parts of the file that matter, and texts.
CASES = {
    "bytes stand for affixes too": (
        {"pre_tokenizer": {"type": "WhitespaceSplit"},
         "model": pairs(BYTES + ["a", "##a", "a</w>", "##a</w>"], byte_fallback=True,
                        continuing_subword_prefix="##", end_of_word_suffix="</w>")},
        ["a aa 가a a가", "나"]),
    "an affix without bytes is unknown": (
        {"model": pairs(["u", "a"] + BYTES[0x80:], byte_fallback=True, unk_token="u",
                        continuing_subword_prefix="##")}, ["가가", "a가"]),
    "tokens of bytes that no step decodes": (
        {"pre_tokenizer": BYTE_LEVEL, "model": pairs(ALPHABET), "decoder": {"type": "Fuse"}},
        ["가 é\n"]),
    "tokens of bytes without a decoder": (
        {"pre_tokenizer": BYTE_LEVEL, "model": pairs(ALPHABET)}, ["é a"]),
    "tokens of bytes that spell bytes": (
        {"pre_tokenizer": BYTE_LEVEL, "model": pairs(ALPHABET + ["Ã©"], [("Ã", "©")]),
         "decoder": {"type": "Sequence", "decoders": [
             BYTE_LEVEL, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}}, [" é가é"]),
    "tokens of characters that are no bytes": (
        {"pre_tokenizer": BYTE_LEVEL, "decoder": BYTE_LEVEL,
         "model": pairs(["ş", " ", "가"] + ALPHABET + ["ış", "ÅŁ"], [("ı", "ş"), ("Å", "Ł")])},
        ["ış ş", "가 \n"]),
    "whole tokens of characters that are no bytes": (
        {"pre_tokenizer": BYTE_LEVEL, "decoder": BYTE_LEVEL,
         "model": pairs(["가", "나"] + ALPHABET + ["가나", "ê°"], [("가", "나"), ("ê", "°")],
                        ignore_merges=True)}, ["가", "가나 나"]),
    "bytes left out let their neighbours be joined": (
        {"pre_tokenizer": BYTE_LEVEL, "decoder": BYTE_LEVEL,
         "model": pairs([a for a in ALPHABET if a not in "ê\u0123b"] + ["°Ģ", "ac"],
                        [("°", "Ģ"), ("a", "c")])}, ["가각", "abc bb c", "bab"]),
    "a template that keeps what stood there before": (
        {"pre_tokenizer": BYTE_LEVEL, "decoder": BYTE_LEVEL, "model": pairs(ALPHABET),
         "post_processor": {
             "type": "TemplateProcessing", "add_prefix_space": True, "trim_offsets": False,
             "use_regex": True, "single": [{"Sequence": {"id": "A", "type_id": 0}}],
             "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
             "special_tokens": {}}}, [" a"]),
    "normalized added tokens as they stand in text": (
        {"normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "▁"},
            {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
            {"type": "Lowercase"}]},
         "decoder": {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
         "added_tokens": [added(4, "<M>", "normalized"), added(5, "HI YOU", "normalized"),
                          added(6, "<S>")],
         "model": WORDS}, ["<M>가", "<S>Hi you 가", "가 <m><S><M>"]),
    "normalized added tokens among bytes": (
        {"normalizer": {"type": "Lowercase"}, "pre_tokenizer": BYTE_LEVEL, "decoder": BYTE_LEVEL,
         "added_tokens": [added(256, "<M>", "normalized")], "model": pairs(ALPHABET)},
        ["A<m>가<M>"]),
    "white space that two added tokens would take in": (
        {"added_tokens": [added(4, "\n", "lstrip", "rstrip"), added(5, "\t", "rstrip")],
         "pre_tokenizer": METASPACE, "model": WORDS},
        [" \n\n  \n", "가 \n \n 나\n", "\n\t\n가", "\t\n\t나"]),
    "the name of the unknown token is no white space": (
        {"pre_tokenizer": {"type": "Split", "pattern": {"Regex": "\\s*\\S+\\s*"},
                           "behavior": "Isolated", "invert": False},
         "post_processor": BYTE_LEVEL, "added_tokens": [added(0, "[UNK]", "special", "lstrip")],
         "model": WORDS}, [" 다 ", "가 다 나", " [UNK] 다 "]),
    "added tokens without text or that stand twice": (
        {"pre_tokenizer": METASPACE, "added_tokens": [
            added(4, ""), added(4, "나나"), added(4, "나나"), added(5, "다", "rstrip")],
         "post_processor": BYTE_LEVEL, "model": WORDS}, ["가 나나 다 나", "다"]),
    "a piece that is a token is taken whole, and none of its parts": (
        {"model": pairs(["▁", "a", "b", "▁a", "▁ab"], [("▁", "a")], ignore_merges=True)},
        ["▁ab", "▁ab▁ab", "▁a▁ab▁ab"]),
    "what is left out lets its neighbours be joined": (
        {"model": pairs(["▁", "a", "b", "ab", "▁▁"], [("a", "b"), ("▁", "▁")])},
        ["▁▁▁▁가▁▁", "a가b", "b▁가▁b", "b" * 50 + "a가b▁가▁"]),
    "no match follows another without text": (
        {"normalizer": {"type": "Replace", "pattern": {"Regex": r"\s*\z"}, "content": "나"},
         "pre_tokenizer": {"type": "Split", "pattern": {"Regex": "x*"}, "behavior": "Isolated",
                           "invert": False}, "model": WORDS}, [" ", "가x ", "가", "xx가"]),
    "lines begin and end at line feeds": (
        {"normalizer": {"type": "Replace", "pattern": {"Regex": r"[^\S\n]+$"}, "content": "나"},
         "pre_tokenizer": {"type": "Split", "pattern": {"Regex": r"^\s*[[^$]&&[가-힣]]|[\\$^]|\p{^Lo}$"},
                           "behavior": "Isolated", "invert": False}, "model": WORDS},
        ["가 \n나", "가나\n 가나 \n\n\n나$가^", "\n", "가\n", "\n\n가나x\n", "a\r\n가\r"]),
    "a replacement stands for the last character that it replaces": (
        {"normalizer": {"type": "Sequence", "normalizers": [
            {"type": "Prepend", "prepend": "_"},
            {"type": "Replace", "pattern": {"Regex": "[_!]+| {2,}"}, "content": "나"}]},
         "pre_tokenizer": METASPACE, "model": pairs(["▁", "가", "나"])}, ["가   가", "!!가", "가", " 가"]),
    "the name of an added token that the model gives has no white space": (
        {"pre_tokenizer": METASPACE, "post_processor": BYTE_LEVEL,
         "added_tokens": [added(3, "▁가", "normalized")], "model": WORDS}, ["나 가", "나▁가"]),
    "the bytes of what Unigram does not know all cover it": (
        {"pre_tokenizer": METASPACE | {"split": False}, "post_processor": BYTE_LEVEL,
         "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": True, "vocab": [
             ["[UNK]", 0.0], ["가", -1.0], ["▁", -2.0]] + [[name, -9.0] for name in BYTES]}},
        ["가뷁쀍가", "x 가 y", "뷁", "<0x41>가<0x42><0x43>"]),
    "what Unigram does not know is its own text": (
        {"post_processor": BYTE_LEVEL, "model": {"type": "Unigram", "unk_id": 0, "vocab": [
            ["[UNK]", 0.0], ["가", -1.0]]}}, ["가 가", " 가  x", "\n"]),
    "what is put before a text covers what stands there": (
        {"pre_tokenizer": METASPACE, "decoder": METASPACE,
         "model": pairs(["▁", "가", "a", "▁a"], [("▁", "a")])}, ["가a", "a 가", " 가"]),
}


def results(parts, texts):
    file = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": [],
            "normalizer": None, "pre_tokenizer": None, "post_processor": None, "decoder": None}
    text = json.dumps(file | parts, ensure_ascii=False)
    tokenizer = Tokenizer.from_str(text)
    encodings = [tokenizer.encode(text, add_special_tokens=False) for text in texts]
    return {"file": text, "texts": texts, "ids": [encoding.ids for encoding in encodings],
            "offsets": [encoding.offsets for encoding in encodings],
            "decoded": [tokenizer.decode(encoding.ids, skip_special_tokens=False)
                        for encoding in encodings]}


def main():
    goldens = {
        "made_by": f"tokenizers {__version__}, Scripts/goldens/composed_tokenizers.py",
        "cases": [{"name": name} | results(*case) for name, case in CASES.items()]}
    data = json.dumps(goldens, ensure_ascii=False).encode("utf-8")
    with open("Tests/TokenizationTests/Goldens/composed-tokenizers.json.gz", "wb") as out:
        out.write(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main()
