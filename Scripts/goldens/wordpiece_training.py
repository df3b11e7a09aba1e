#!/usr/bin/env python3
"""Compares `malmoi train wordpiece` with tokenizers' WordPieceTrainer on random corpora without ties.

    Scripts/goldens/wordpiece_training.py MALMOI [NUMBER]

A corpus is kept if the textbook's algorithm meets no step at which two pairs have the highest count:
short words over few letters, with counts up to 3,000. There tokenizers' trainer has no choice, and both
must make the same tokens in the same order. Exits with 1 if any differ."""

import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from tokenizers import Tokenizer, models, pre_tokenizers, trainers

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MERGES = 25


def textbook(counts):
    """Returns the merged tokens, or None where two pairs tie."""
    words = [([c if i == 0 else "##" + c for i, c in enumerate(w)], n) for w, n in counts.items()]
    tokens = []
    for _ in range(MERGES):
        pairs = collections.Counter()
        for symbols, count in words:
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += count
        best = pairs.most_common(2)
        if len(best) < 2 or best[0][1] == best[1][1]:
            return None
        (left, right), _ = best[0]
        tokens.append(left + right[2:])
        words = [(merged(symbols, left, right), count) for symbols, count in words]
    return tokens


def merged(symbols, left, right):
    result = []
    for symbol in symbols:
        if result and result[-1] == left and symbol == right:
            result[-1] = left + right[2:]
        else:
            result.append(symbol)
    return result


def last_tokens(vocabulary):
    return sorted(vocabulary, key=vocabulary.get)[-MERGES:]


def theirs(path, size):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.train([path], trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=SPECIAL, show_progress=False))
    return last_tokens(tokenizer.get_vocab())


def ours(malmoi, path, size, folder):
    output = f"{folder}/tokenizer.json"
    subprocess.run([malmoi, "train", "wordpiece", "--input", path, "--vocab-size", str(size),
                    "--output", output], check=True, capture_output=True)
    return last_tokens(json.loads(pathlib.Path(output).read_text("utf-8"))["model"]["vocab"])


def main():
    malmoi = sys.argv[1]
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 25
    found = alike = seed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/words.txt"
        while found < wanted:
            seed += 1
            source = random.Random(seed)
            counts = {"".join(source.choices("가나다abc", k=source.randint(2, 4))):
                      source.randint(1, 3000) for _ in range(150)}
            expected = textbook(counts)
            if not expected:
                continue
            found += 1
            first = {c for word in counts for c in word}
            later = {c for word in counts for c in word[1:]}
            size = len(SPECIAL) + len(first) + len(later) + MERGES
            pathlib.Path(path).write_text(
                "".join(f"{word} " * count + "\n" for word, count in counts.items()), "utf-8")
            alike += ours(malmoi, path, size, folder) == theirs(path, size) == expected
    print(f"{alike} of {found} corpora without ties give the same tokens in the same order")
    sys.exit(alike != found)


if __name__ == "__main__":
    main()
