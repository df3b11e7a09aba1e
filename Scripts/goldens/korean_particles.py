"""Writes Tests/PreTokenizationTests/Goldens/korean-particles.json.

How Hugging Face's tokenizers (Split, Oniguruma) cuts lines of `corpora/korean` and some others by the
pattern of `--korean-split josa`, which `malmoi` itself says.

    python3 Scripts/goldens/korean_particles.py MALMOI     (needs tokenizers 0.23)
"""

import json
import pathlib
import subprocess
import sys

import tokenizers
from tokenizers import Regex, pre_tokenizers

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/PreTokenizationTests/Goldens/korean-particles.json"
TEXTS = ["나는abc에서는DEF 너와'은 ㅋㅋ는", "은는이가 으로 으로는 에서부터는 (에서) (집에서)", "漢字는 カナ를 GPU는 3월에",
         "한글\u0301은 각\u11a8은 \u1102\u1161는", "을을을 을를을 만만만이\r\n과는와는", "마저도조차도 밖에는밖에 대로의",
         "  띄어쓰기는  \t이렇게도\n\n합니다만"]


def main():
    recipe = subprocess.run(
        [sys.argv[1], "count-words", "--korean-split", "josa", "--recipe"],
        check=True, capture_output=True).stdout
    pattern = json.loads(recipe)["pattern"]
    texts = list(TEXTS)
    for path in sorted((ROOT / "corpora/korean").glob("*.txt")):
        texts += [line for line in path.read_text(encoding="utf-8").splitlines() if line][:18]
    splitter = pre_tokenizers.Split(Regex(pattern), "isolated")
    golden = {
        "provenance": "Scripts/goldens/korean_particles.py with tokenizers "
                      + tokenizers.__version__ + ", lines of corpora/korean",
        "pattern": pattern,
        "pieces": [[piece for piece, _ in splitter.pre_tokenize_str(text)] for text in texts],
    }
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
