"""Tests of Scripts/vendor-corrections."""

import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parent.parent / "vendor-corrections"


def record(uncorrected, estimate, vendor, model="claude-opus-5"):
    return json.dumps({
        "day": "2026-11-21", "model": model, "kind": "text", "tokenizer": "cl100k_base",
        "bytes": 9, "uncorrected": uncorrected, "estimate": estimate, "vendor": vendor,
    }) + "\n"


class VendorCorrections(unittest.TestCase):
    def run_on(self, text):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "counts.jsonl"
            log.write_text(text, encoding="utf-8")
            return subprocess.run(
                [sys.executable, SCRIPT, log], capture_output=True, text=True, check=False)

    def test_factors_are_of_all_tokens_and_their_spread_of_single_documents(self):
        run = self.run_on(record(100, 120, 110) + record(300, 360, 390) + record(0, 0, 8))
        self.assertEqual(
            run.stdout.splitlines()[1].split(),
            ["claude-opus-5", "text", "cl100k_base", "2", "1.250", "1.100", "1.300", "-4.0", "%"])

    def test_models_stand_apart(self):
        run = self.run_on(record(1, 1, 1, "b") + record(1, 1, 2, "a"))
        self.assertEqual([line.split()[0] for line in run.stdout.splitlines()], ["model", "a", "b"])

    def test_a_broken_line_is_named(self):
        run = self.run_on(record(1, 1, 1) + "{}\n")
        self.assertEqual(run.returncode, 1)
        self.assertIn("counts.jsonl:2: ", run.stderr)


if __name__ == "__main__":
    unittest.main()
