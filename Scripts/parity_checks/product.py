"""The command `malmoi` as the checks call it."""

import subprocess

from .report import ProductFailure, Refused

# Far above what any call here takes: a hang becomes a failure of its check.
TIME_LIMIT = 1800


def last_line(data):
    """Returns the last line of a program's standard error, which says what went wrong."""
    lines = data.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "no message"


def run(arguments, **options):
    """Runs a program and returns its standard output; raises ProductFailure where it fails."""
    arguments = [str(argument) for argument in arguments]
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=TIME_LIMIT, **options)
    except subprocess.TimeoutExpired:
        raise ProductFailure(f"still running after {TIME_LIMIT} s: {' '.join(arguments)[:200]}")
    except OSError as error:
        raise ProductFailure(str(error))
    if done.returncode:
        shown = " ".join(arguments)[:200]
        raise ProductFailure(f"exit status {done.returncode}: {last_line(done.stderr)}: {shown}")
    return done.stdout


def rows_of_ids(printed):
    return [[int(word) for word in line.split()] for line in printed.split(b"\n")[:-1]]


class Malmoi:
    """One built `malmoi`."""

    def __init__(self, path):
        self.path = path

    def __call__(self, *arguments, **options):
        return run([self.path, *arguments], **options)

    def require(self, tokenizer, options=()):
        """Raises Refused, with the product's words, where it does not load `tokenizer`."""
        done = subprocess.run(
            [str(a) for a in (self.path, "encode", "--tokenizer", tokenizer, *options, "-")],
            input=b"", capture_output=True, timeout=TIME_LIMIT)
        # A status of 1 is the product's "bad data"; anything else is no refusal, but a defect
        # that the calls to follow will show.
        if done.returncode == 1:
            raise Refused(last_line(done.stderr))

    def encode(self, tokenizer, files, options=()):
        """Returns the ids of each file, encoded whole."""
        rows = rows_of_ids(
            self("encode", "--tokenizer", tokenizer, "--format", "ids", *options, *files))
        if len(rows) != len(files):
            raise ProductFailure(f"encode wrote {len(rows)} lines for {len(files)} files")
        return rows

    def encode_lines(self, tokenizer, path):
        """Returns the ids of each line of a file."""
        return rows_of_ids(self("encode", "--tokenizer", tokenizer, "--lines", path))

    def decode(self, tokenizer, rows, options=()):
        """Returns the bytes of all rows of ids, one after another."""
        text = "".join(" ".join(map(str, row)) + "\n" for row in rows)
        return self("decode", "--tokenizer", tokenizer, "--format", "ids", *options, "-",
                    input=text.encode("ascii"))

    def train(self, inputs, output, *options):
        """Trains byte-level BPE on the files."""
        arguments = [word for path in inputs for word in ("--input", path)]
        self("train", "bpe", *arguments, "--output", output, *options)
