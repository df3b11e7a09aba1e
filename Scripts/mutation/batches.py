"""Runs the test that does many mutations in one process."""

import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from mutation import Result

ROOT = Path(__file__).parents[2]
BATCH = 10_000
# A mutation that takes so long, in seconds of the clock, is taken to hang.
PATIENCE = 120


def command(arguments):
    options = ["swift", "test", "--configuration", "release", "-Xswiftc", "-enable-testing",
               "--scratch-path", arguments.scratch_path or str(ROOT / ".build/mutation")]
    return options + (["--sanitize", "address"] if arguments.sanitize else [])


def build(arguments):
    """Builds the test; what fails is the caller's to see."""
    build = command(arguments)
    build[1:2] = ["build", "--build-tests"]
    subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def said(progress):
    return progress.read_text(encoding="utf-8").split() if progress.exists() else []


def run_batch(folder, numbers, arguments, progress):
    """Runs a batch until it ends or stays where it is; returns its exit status and what it printed."""
    environment = dict(
        os.environ, MALMOI_MUTATED=str(folder), MALMOI_PROGRESS=str(progress),
        MALMOI_FIRST=str(numbers[0]), MALMOI_END=str(numbers[-1] + 1),
        MALMOI_SEED=str(arguments.seed),
        # What the test runner never frees, the same few bytes in each run, is no mutation's.
        ASAN_OPTIONS="detect_leaks=0")
    progress.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(
            command(arguments) + ["--skip-build", "--filter", "VocabularyStoreTests.MutationTests"],
            env=environment, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)
        last, since = None, time.monotonic()
        while child.poll() is None:
            time.sleep(0.1)
            if said(progress) != last:
                last, since = said(progress), time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                os.killpg(child.pid, 9)
        output.seek(0)
        return child.wait(), output.read().decode("utf-8", "replace")


def run(folder, numbers, arguments):
    result = Result()
    with tempfile.TemporaryDirectory() as scratch:
        progress = Path(scratch, "progress")
        while numbers:
            batch, behind = numbers[:BATCH], numbers[BATCH:]
            status, output = run_batch(folder, batch, arguments, progress)
            words = said(progress)
            # A comment, which begins with the mutation's number, stands in a line of its own.
            complaints = ([line for line in output.splitlines() if re.match(r"↳ -?\d+: ", line)]
                          or [line for line in output.splitlines() if "recorded an issue" in line])
            if len(words) == 3:
                result.loaded += int(words[0])
                if float(words[1]) > result.slowest:
                    result.slowest = float(words[1])
                if float(words[1]) > arguments.seconds:
                    result.failures.append(f"mutation {words[2]} took {words[1]} s")
                result.failures += complaints
                if status and not complaints:
                    result.failures.append(f"in {batch}: {output[-500:]}")
                numbers = behind
            elif len(words) == 1:
                ends = "\n".join(line for line in output.splitlines() if "rror" in line)[-500:]
                result.failures.append(f"mutation {words[0]} ends the process: {ends}")
                numbers = range(int(words[0]) + 1, numbers[-1] + 1)
            else:
                result.failures.append(f"nothing runs: {output[-500:]}")
                break
    return result
