"""Tests of Scripts/parity: that its checks pass on what is right, and fail on what is not.

No product and no peers: a small program stands in for malmoi, with one id a byte.
"""

import contextlib
import gzip
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from parity_checks import vectors  # noqa: E402  (the path has to be set first)
from parity_checks.composition import first_deviation  # noqa: E402
from parity_checks.context import Context  # noqa: E402
from parity_checks.product import Malmoi  # noqa: E402
from parity_checks.reference_texts import first_difference, require_same_bytes  # noqa: E402
from parity_checks.report import Mismatch, ProductFailure, Refused, Report, Skipped  # noqa: E402

TEXTS = ["말모이\n", "", "a b"]
STAND_IN = """#!{python}
import sys
words, files = sys.argv[1:], [word for word in sys.argv[1:] if word.endswith(".txt")]
if any("spm" in word for word in words):
    sys.exit("Error: not supported")
if words[0] == "decode":
    sys.stdout.buffer.write(bytes(map(int, sys.stdin.read().split())){lost})
for path in files:
    print(*open(path, "rb").read(){wrong})
"""


class CheckTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="with space ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        (self.folder / "vectors").mkdir()
        self.write_vectors("r50k_base")

    def write_vectors(self, name):
        rows = [{"text": text, "ids": list(text.encode())} for text in TEXTS]
        with gzip.open(self.folder / f"vectors/{name}.jsonl.gz", "wt") as out:
            for row in [{"tokenizer": name}, *rows]:
                print(json.dumps(row), file=out)

    def check(self, name="r50k_base", wrong="", lost=""):
        program = self.folder / "malmoi"
        program.write_text(STAND_IN.format(python=sys.executable, wrong=wrong, lost=lost))
        program.chmod(0o755)
        context = Context(Malmoi(program), self.folder, self.folder, full=False)
        return dict(vectors.checks(context))[f"vectors {name}"]()

    def test_what_is_right_passes(self):
        self.assertEqual(self.check(), "3 of 3 ids identical, 13 bytes decode back")

    def test_a_wrong_id_is_found(self):
        words = r"^1 of 3 ids identical; text 0 .* differs at id 0: ours \[167"
        with self.assertRaisesRegex(Mismatch, words):
            self.check(wrong="[1:]")

    def test_a_lost_byte_is_found(self):
        with self.assertRaisesRegex(Mismatch, "12 bytes for 13, the first difference at byte 12"):
            self.check(lost="[:-1]")

    def test_a_break_down_is_no_refusal(self):
        with self.assertRaisesRegex(ProductFailure, "exit status 1: NameError"):
            self.check(wrong=" + undefined")

    def test_a_vocabulary_may_be_refused_unless_it_is_required(self):
        self.write_vectors("spm-any")
        with self.assertRaisesRegex(Refused, "Error: not supported"):
            self.check("spm-any")


class ReportTests(unittest.TestCase):
    def test_every_outcome_is_counted(self):
        def raising(error):
            def check():
                raise error
            return check

        report = Report()
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            report.run("a", lambda: "figures")
            report.run("b", raising(Mismatch("differs")))
            report.run("c", raising(Refused("not supported")))
            report.run("d", raising(KeyError("broken")))
            report.run("e", raising(Skipped("no Java")))
        self.assertEqual(report.closing_line(), "1 passed, 2 failed, 2 skipped")
        self.assertRegex(printed.getvalue(), r"(?s)ok +a: figures .*FAILED +b: differs .*"
                                             r"refused +c: not supported .*FAILED +d: KeyError"
                                             r".*skipped +e: no Java")


class DifferenceTests(unittest.TestCase):
    def test_rows(self):
        self.assertEqual(first_difference(["a", "b"], [[1], [2]], [[1], [2]]), (2, None))
        alike, words = first_difference(["a", "b"], [[1], [2, 3]], [[1], [2]])
        self.assertEqual((alike, words), (1, "text 1 'b' differs at id 1: ours [3], theirs []"))

    def test_bytes(self):
        self.assertEqual(require_same_bytes(b"ab", b"ab"), 2)
        with self.assertRaisesRegex(Mismatch, "2 bytes for 3, the first difference at byte 1"):
            require_same_bytes(b"ax", b"abc")

    def test_compositions(self):
        self.assertEqual(
            first_deviation("\uac01", "\uac00\u11a8"), "NFC AC01, tokenizers AC00 11A8")


if __name__ == "__main__":
    unittest.main()
