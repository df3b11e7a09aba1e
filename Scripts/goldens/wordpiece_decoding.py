#!/usr/bin/env python3
"""Writes Tests/TokenizationTests/Goldens/wordpiece-decoding.json.gz: the text that tokenizers 0.23 makes
of ids of vocab/malmoi-ko-en-wordpiece-16k, with and without clean-up, with and without special tokens.
Half of the ids are those of generated texts, half are random. Run it from the top of the repository,
with tokenizers."""

import gzip
import json
import random
import sys

sys.path.insert(0, "Scripts")
from tokenizers import Tokenizer, __version__, decoders  # noqa: E402

from parity_checks.framing_cases import make_text  # noqa: E402

SEED = 20261121
CLEANED_UP = "Hello , you ! Don ' t . We ' ve do not I ' m he ' s who ' re ? a . b do n't ' s 1 , 000 ."


def rows(tokenizer):
    numbers = random.Random(SEED)
    vocabulary = tokenizer.get_vocab()
    yield from (tokenizer.encode(text).ids for text in ("", CLEANED_UP))
    for _ in range(150):
        yield tokenizer.encode(make_text(numbers, vocabulary)).ids
        yield [numbers.choice([numbers.randrange(200), numbers.randrange(len(vocabulary))])
               for _ in range(numbers.randrange(12))]


def main():
    tokenizer = Tokenizer.from_file("vocab/malmoi-ko-en-wordpiece-16k/tokenizer.json")
    cases = [{"ids": row} for row in rows(tokenizer)]
    for cleanup in (True, False):
        tokenizer.decoder = decoders.WordPiece(prefix="##", cleanup=cleanup)
        for case in cases:
            case["cleaned" if cleanup else "plain"] = [
                tokenizer.decode(case["ids"], skip_special_tokens=skips) for skips in (False, True)]
    data = json.dumps(
        {"made_by": f"tokenizers {__version__}, Scripts/goldens/wordpiece_decoding.py",
         "cases": cases}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with open("Tests/TokenizationTests/Goldens/wordpiece-decoding.json.gz", "wb") as out:
        out.write(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main()
