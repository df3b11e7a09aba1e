"""Runs the comparison. See Scripts/parity-prices."""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
from fractions import Fraction

from . import explanations, genai_reference, litellm_reference

# Binary fractions on the way of litellm's sums; genai-prices calculates in decimals.
TOLERANCE = Fraction(1, 10**9)


def bills(malmoi, prices, records):
    """Our input and output price of every record, exact or None."""
    text = "".join(json.dumps(record) + "\n" for record in records)
    command = [malmoi, "cost", "--usage-log", "--prices", prices]
    run = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return [(line["input_usd"], line["output_usd"]) for line in map(json.loads, run.stdout.splitlines())]


def equal(ours, theirs):
    if ours is None:
        return False
    difference = abs(Fraction(ours) - Fraction(theirs))
    return difference <= TOLERANCE * abs(Fraction(theirs))


def compare(name, malmoi, prices, cases, known):
    """The rows of the report: equal, differing and why, unexplained."""
    cases = [case for case in cases if case[0]["model"] in known]
    same, explained, open_cases = 0, collections.Counter(), []
    for (record, provider, answer), ours in zip(
        cases, bills(malmoi, prices, [record for record, _, _ in cases]), strict=True
    ):
        if not isinstance(answer, str) and all(map(equal, ours, answer)):
            same += 1
            continue
        reason = explanations.explain(name, record, provider, answer, ours)
        if reason:
            explained[reason] += 1
        else:
            open_cases.append((record, answer, ours))
    return len(cases), same, explained, open_cases


def names_in(malmoi, prices):
    run = subprocess.run(
        [malmoi, "prices", "show", "--json", "--prices", prices],
        capture_output=True, text=True, check=True,
    )
    return {model["model"] for model in json.loads(run.stdout)["models"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--malmoi", required=True)
    parser.add_argument("--list", required=True)
    parser.add_argument("--report", required=True)
    options = parser.parse_args()
    lines = [
        "# Prices beside litellm and genai-prices", "",
        "Made by `Scripts/parity-prices` with litellm 1.109.1 (`cost_per_token`) and genai-prices",
        "0.2.3 (`calc_price`). Seeded usages: plain, cached, written for 5 minutes and an hour, with",
        "reasoning, on both sides of every border, empty, and of 10^9 tokens, at every service level",
        "that the list has a price for. Equal means within 10^-9 of litellm's binary fractions.", "",
        "| reference | cases | equal | explained | open |", "|---|---:|---:|---:|---:|",
    ]
    reasons, failed = [], []
    with tempfile.TemporaryDirectory() as folder:
        genai = pathlib.Path(folder) / "genai.json"
        genai.write_text(json.dumps(genai_reference.as_json()), encoding="utf-8")
        for name, prices, cases in (
            ("litellm", options.list, litellm_reference.cases(options.list)),
            ("genai-prices", str(genai), genai_reference.cases()),
        ):
            known = names_in(options.malmoi, prices)
            count, same, explained, still_open = compare(name, options.malmoi, prices, cases, known)
            lines.append(
                f"| {name} | {count:,} | {same:,} | {sum(explained.values()):,} | {len(still_open):,} |"
            )
            reasons += [f"| {name} | {n:,} | {reason} |" for reason, n in explained.most_common()]
            failed += still_open
    lines += ["", "| reference | cases | why they differ |", "|---|---:|---|", *reasons, ""]
    report = pathlib.Path(options.report)
    report.parent.mkdir(parents=True, exist_ok=True)
    report.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))
    for record, answer, ours in failed[:20]:
        print(json.dumps(record), answer, ours, file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
