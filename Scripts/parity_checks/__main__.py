"""The command line of Scripts/parity."""

import argparse
import sys
import tempfile
from pathlib import Path

from . import (
    compiled, compositions, conversions, decoding, framing, gguf_files, races, sentencepiece_models,
    spark, training, vectors, whole_files)
from .context import Context
from .product import Malmoi
from .report import Report

MODULES = (
    vectors, decoding, framing, compositions, sentencepiece_models, gguf_files, compiled, conversions,
    whole_files, training, spark, races)


def arguments():
    parser = argparse.ArgumentParser(
        prog="Scripts/parity", allow_abbrev=False,
        description="Builds malmoi and checks it against tiktoken, tokenizers and gigatoken on the "
        "text in ../shared (or MALMOI_SHARED). Prints a line a check, and how many passed, "
        "failed, and were skipped because the product refuses what they need or something is "
        "missing here.")
    parser.add_argument("--full", action="store_true",
                        help="train and encode all training text beside the peers, not a part")
    parser.add_argument("--only", metavar="WORDS", default="",
                        help="run only the checks whose name contains this")
    parser.add_argument("--compositions", metavar="N", type=int, default=60,
                        help="how many tokenizer.json files to compose at random; 60 if not given")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="the seed of those files")
    parser.add_argument("--malmoi", type=Path, help="the built command")
    parser.add_argument("--shared", type=Path, help="the folder with vectors/, vocab/ and corpora/")
    return parser.parse_args()


def main():
    options = arguments()
    report = Report()
    with tempfile.TemporaryDirectory(prefix="malmoi-parity-") as work:
        context = Context(Malmoi(options.malmoi), options.shared, Path(work), options.full,
                          options.compositions, options.seed)
        for module in MODULES:
            for name, check in module.checks(context):
                if options.only in name:
                    report.run(name, check)
    print(report.closing_line())
    return 0 if report.passed and not report.failed else 1


if __name__ == "__main__":
    sys.exit(main())
