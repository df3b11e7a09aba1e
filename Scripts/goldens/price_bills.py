"""Writes bills of litellm for models of our own price list.

Run by hand where litellm 1.109.1 is installed (Scripts/parity-prices makes such an environment), after
Scripts/update-prices, with litellm's file that the list was made from:

    LITELLM_LOCAL_MODEL_COST_MAP=True PYTHONPATH=Scripts python Scripts/goldens/price_bills.py LIST \\
      > Tests/TokenAnalysisTests/Goldens/litellm-bills.jsonl
"""

import json
import pathlib
import random
import sys

from price_checks import litellm_reference

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNT = 400


def main():
    names = (ROOT / "Scripts/priced-models.txt").read_text(encoding="utf-8").splitlines()
    names = {name for name in names if not name.startswith("#")}
    cases = [
        (record, answer)
        for record, _, answer in litellm_reference.cases(sys.argv[1])
        if record["model"] in names and not isinstance(answer, str)
    ]
    chosen = random.Random(7).sample(cases, COUNT)
    for record, answer in chosen:
        print(json.dumps({"call": record, "input_usd": answer[0], "output_usd": answer[1]}))


if __name__ == "__main__":
    main()
