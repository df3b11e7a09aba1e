"""Runs the command itself on every mutation."""

import random
import resource
import signal
import subprocess
import tempfile
from pathlib import Path

from mutation import Result

TEXT = "안녕하세요, 말모이! Hello, world's 12345.\n\t가각 é <s> <|endoftext|>\n"


def mutated(data, seed, number):
    """Returns the mutation of that number: nine in ten change a byte, one cuts the file short."""
    generator = random.Random(f"{seed}/{number}")
    place = generator.randrange(len(data))
    if generator.randrange(10) == 0:
        return data[:place]
    # Half of the bytes are such as the format is made of.
    byte = generator.choice(data) if generator.randrange(2) else generator.randrange(256)
    return data[:place] + bytes([byte]) + data[place + 1:]


def complaint(arguments, path, text):
    """Returns what is wrong with how the command takes a file, or None; whether it loaded; its time."""
    options = ["--pretokenizer", "gpt2"] if path.suffix == ".tiktoken" else []
    limit = int(arguments.seconds)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        # The limit is one of processor time, since the machine may be at work on something else.
        done = subprocess.run(
            [arguments.processes, "encode", "--tokenizer", path, "--allow-special", "all",
             "--format", "ids", *options, text], capture_output=True, timeout=300,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit)))
    except subprocess.TimeoutExpired:
        return "still waiting after 300 s", False, 300
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    errors = [line for line in done.stderr.decode("utf-8", "replace").splitlines()
              if line and not line.startswith("note:")]
    said = f"{len(errors)} lines: {' / '.join(errors)[-300:]}"
    problem = None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        problem = f"more than {limit} s of processor time"
    elif done.returncode not in (0, 1):
        problem = f"status {done.returncode} with {said}"
    elif done.returncode == 1 and (len(errors) != 1 or done.stdout):
        problem = f"status 1 with {said}, and {len(done.stdout)} bytes of output"
    elif done.returncode == 0 and (errors or not done.stdout.endswith(b"\n")):
        problem = f"status 0 with {said}"
    return problem, done.returncode == 0, seconds


def run(folder, numbers, arguments):
    result = Result()
    with tempfile.TemporaryDirectory() as scratch:
        text = Path(scratch, "text")
        text.write_text(TEXT, encoding="utf-8")
        originals = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]
        place = Path(scratch, "vocabulary")
        place.mkdir()
        main = place / originals[-1][0]
        for number in numbers:
            for name, data in originals:
                (place / name).write_bytes(data)
            name, data = originals[number % len(originals)]
            (place / name).write_bytes(mutated(data, arguments.seed, number))
            problem, is_loaded, seconds = complaint(arguments, main, text)
            result.loaded += is_loaded and problem is None
            result.slowest = max(result.slowest, seconds)
            if problem:
                result.failures.append(f"mutation {number}: {problem}")
    return result
