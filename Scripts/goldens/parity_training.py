"""Writes Tests/TokenizerTrainingTests/Goldens/parity-merges.json.

The merges that Hugging Face's ParityBpeTrainer (variant `base`, GPT-2's pattern) makes of lines of
`corpora/parallel`, Korean and English, balanced on lines of another register. Each line with its line
end is a document.

    python3 Scripts/goldens/parity_training.py     (needs tokenizers 0.23)
"""

import json
import pathlib

import tokenizers
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "Tests/TokenizerTrainingTests/Goldens/parity-merges.json"
CASES = ({"numMerges": 500, "globalMerges": 0, "minFrequency": 0},
         {"numMerges": 300, "globalMerges": 100, "minFrequency": 0},
         {"numMerges": 600, "globalMerges": 0, "minFrequency": 4},
         {"numMerges": 40, "globalMerges": 40, "minFrequency": 2})


def lines(name, count):
    text = (ROOT / f"corpora/parallel/{name}.txt").read_text(encoding="utf-8")
    return text.splitlines(keepends=True)[:count]


def merges(languages, development, case):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    trainer = trainers.ParityBpeTrainer(
        num_merges=case["numMerges"], global_merges=case["globalMerges"],
        min_frequency=case["minFrequency"], show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    trainer.train_from_iterator(
        tokenizer, [iter(language) for language in languages],
        dev_iterators=[iter(language) for language in development])
    return [" ".join(merge) for merge in json.loads(tokenizer.to_str())["model"]["merges"]]


def main():
    # More English than Korean, which plain training would favour.
    languages = [lines("conversation.ko", 30), lines("conversation.en", 80)]
    development = [lines("news.ko", 20), lines("news.en", 20)]
    golden = {
        "provenance": "Scripts/goldens/parity_training.py with tokenizers "
                      + tokenizers.__version__ + ", lines of corpora/parallel",
        "languages": languages, "development": development,
        "cases": [case | {"merges": merges(languages, development, case)} for case in CASES],
    }
    GOLDEN.write_text(json.dumps(golden, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
