"""Runs checks one after another and prints what came of each."""

import time


class Mismatch(Exception):
    """The product says something else than its reference. Holds the first difference."""


class Skipped(Exception):
    """A check that could not be run here. Holds the reason."""


class Refused(Skipped):
    """The product does not support what the check needs and said so. Holds its message."""


class ProductFailure(Exception):
    """A command of the product, or of a peer, that should have worked did not."""


class Report:
    """Counts outcomes. A refusal counts as skipped: nothing was said, right or wrong."""

    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def run(self, name, check):
        """Calls `check`, which returns its figures or raises, and prints one line about it."""
        start = time.monotonic()
        try:
            outcome, detail = "ok", check()
            self.passed += 1
        except Skipped as reason:
            outcome = "refused" if isinstance(reason, Refused) else "skipped"
            detail = str(reason)
            self.skipped += 1
        except Exception as failure:  # A check that breaks down must not end the others.
            expected = isinstance(failure, (Mismatch, ProductFailure))
            outcome, detail = "FAILED", str(failure) if expected else repr(failure)
            self.failed += 1
        print(f"{outcome:8}{name}: {detail} ({time.monotonic() - start:.1f} s)", flush=True)

    def closing_line(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"
