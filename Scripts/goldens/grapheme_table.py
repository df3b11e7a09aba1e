#!/usr/bin/env python3
"""Writes the table of what extends a grapheme, by asking tokenizers 0.23 about every scalar: its
`Precompiled` replaces a short grapheme whole. Run it from the top of the repository, with
tokenizers, sentencepiece and regex."""

import io

import regex
import sentencepiece
from tokenizers import normalizers

TARGET = "Sources/TextNormalization/GraphemeTable+Generated.swift"
SCALARS = [n for n in range(1, 0x110000) if not 0xD800 <= n < 0xE000]


def fields(message):
    """Yields (number, value) for the fields of a protobuf message."""
    place = 0

    def varint():
        nonlocal place
        value = shift = 0
        while True:
            byte = message[place]
            place += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while place < len(message):
        key = varint()
        if key & 7 == 0:
            yield key >> 3, varint()
        else:
            size = {1: 8, 5: 4}.get(key & 7) or varint()
            yield key >> 3, message[place:place + size]
            place += size


def normalizer(old, new):
    """Returns tokenizers' normalizer that replaces one character, by a table of sentencepiece's."""
    with open("/tmp/rules.tsv", "w", encoding="utf-8") as rules:
        rules.write(f"{ord(old):04X}\t{ord(new):04X}\n")
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["hello world abc def"] * 50), model_writer=model, vocab_size=20,
        hard_vocab_limit=False, normalization_rule_tsv="/tmp/rules.tsv", minloglevel=2)
    spec = dict(fields(model.getvalue()))[3]
    return normalizers.Precompiled(bytes(dict(fields(spec))[2]))


def ranges(scalars):
    """Joins scalars that follow each other."""
    found = []
    for scalar in scalars:
        if found and found[-1][1] == scalar - 1:
            found[-1][1] = scalar
        else:
            found.append([scalar, scalar])
    return found


def table(name, document, scalars):
    """Returns the Swift source of a list of ranges."""
    lines = [f"  /// {document}", f"  static let {name}: [ClosedRange<UInt32>] = ["]
    line = "   "
    for first, last in ranges(scalars):
        item = f" 0x{first:X}...0x{last:X},"
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += item
    return "\n".join([*lines, line, "  ]\n"])


def main():
    """Asks, and writes the table."""
    asked = normalizer("a", "X")
    extending = [n for n in SCALARS if asked.normalize_str("a" + chr(n)) == "X"]
    prepending = regex.compile(r"\p{GCB=Prepend}")
    controls = regex.compile(r"\p{GCB=Control}")
    with open(TARGET, "w", encoding="utf-8") as target:
        target.write(
            "// Made by Scripts/goldens/grapheme_table.py from what tokenizers 0.23 joins (Unicode 16.0)."
            "\n\nextension GraphemeTable {\n")
        target.write(table(
            "extending",
            "Scalars that never begin a grapheme after a letter: Extend, SpacingMark and ZWJ.",
            extending))
        target.write(table(
            "prepending", "Prepend.", [n for n in SCALARS if prepending.match(chr(n))]))
        target.write(table(
            "controls", "Control without CR and LF.",
            [0] + [n for n in SCALARS if controls.match(chr(n))]))
        target.write("}\n")


if __name__ == "__main__":
    main()
