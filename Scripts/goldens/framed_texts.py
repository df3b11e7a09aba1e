#!/usr/bin/env python3
"""Writes Tests/TokenizationTests/Goldens/framed-texts.json.gz: what tokenizers 0.23 makes of texts and
pairs of texts in frames, cut and filled up in every way, by vocab/malmoi-ko-en-wordpiece-16k and by
vocab/malmoi-ko-en-16k with the post-processors of other files. Run it from the top of the repository,
with tokenizers. Scripts/parity compares published tokenizers by the same cases."""

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, "Scripts")
from tokenizers import Tokenizer, __version__  # noqa: E402

from parity_checks.framing_cases import frames_of, make_cases, reference_result  # noqa: E402

SEED = 20261121
FILES = ["vocab/malmoi-ko-en-wordpiece-16k", "vocab/malmoi-ko-en-16k"]


def is_small(result):
    """Whether a result has few enough windows to be committed."""
    return sum(map(len, result or [])) <= 12


def main():
    goldens = []
    for number, path in enumerate(FILES):
        file = json.loads(Path(path, "tokenizer.json").read_text("utf-8"))
        whole = Tokenizer.from_str(json.dumps(file))
        for place, frame in enumerate(frames_of(file)):
            tokenizer = Tokenizer.from_str(json.dumps({**file, "post_processor": frame}))
            cases = make_cases(SEED + 100 * number + place, 40, whole.get_vocab())
            results = [{**case, "result": reference_result(tokenizer, case)} for case in cases]
            goldens.append({
                "vocabulary": path, "post_processor": frame,
                "cases": [case for case in results if is_small(case["result"])]})
    data = json.dumps(
        {"made_by": f"tokenizers {__version__}, Scripts/goldens/framed_texts.py", "files": goldens},
        ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    with open("Tests/TokenizationTests/Goldens/framed-texts.json.gz", "wb") as out:
        out.write(gzip.compress(data, 9, mtime=0))


if __name__ == "__main__":
    main()
