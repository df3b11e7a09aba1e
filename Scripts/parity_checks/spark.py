"""Word counts by Apache Spark: they train the vocabulary that one process trains, or none."""

import importlib.util
import json
import shutil
import sys
from functools import cached_property
from pathlib import Path

from .product import run
from .report import Mismatch, ProductFailure, Skipped
from .spark_cluster import Cluster

VOCABULARY_SIZE = 8_000
# Stands in for a filter that gets killed behind its first row: the first one that has input.
KILLED = """#!{python}
import os, shutil, signal, subprocess, sys
words = ["{malmoi}", *sys.argv[1:]]
if "--recipe" in words:
    os.execv(words[0], words)
first = sys.stdin.buffer.read(1)
try:
    victim = bool(first) and not os.mkdir("{claim}")
except FileExistsError:
    victim = False
child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE if victim else None)
child.stdin.write(first)
child.stdin.flush()
if victim:
    sys.stdout.buffer.write(child.stdout.readline())
    sys.stdout.buffer.flush()
    child.kill()
    child.wait()
    os.kill(os.getpid(), signal.SIGKILL)
shutil.copyfileobj(sys.stdin.buffer, child.stdin)
child.stdin.close()
sys.exit(child.wait())
"""


class SparkCounts:
    """What a standalone cluster of a master and two workers makes of training text."""

    def __init__(self, context):
        self.malmoi = context.malmoi
        self.context = context
        self.work = context.work / "spark"

    @cached_property
    def text(self):
        """About 5 MB, half of it Korean."""
        return [self.context.training_text("ko-docs", every=9),
                self.context.training_text("en-docs", every=22)]

    def prepare(self):
        """Writes what the jobs need, and returns their plan."""
        self.work.mkdir()
        lines = self.work / "lines.jsonl"
        with open(lines, "w", encoding="utf-8") as out:
            for path in self.text:
                for line in path.read_text(encoding="utf-8").split("\n"):
                    print(json.dumps({"text": f"{line}\n", "more": 1}), file=out)
        broken = self.work / "broken.txt"
        broken.write_bytes("말모이\n".encode("utf-8") + b"\xed\x9e\n")
        plan = {"work": str(self.work), "malmoi": str(self.malmoi.path),
                "text": [str(path) for path in self.text], "lines": [str(lines)],
                "broken": str(broken)}
        for name in ("killed once", "killed unseen"):
            program = self.work / name.replace(" ", "-")
            program.write_text(KILLED.format(
                python=sys.executable, malmoi=self.malmoi.path, claim=f"{program}.claim"))
            program.chmod(0o755)
            plan[name] = str(program)
        return plan

    @cached_property
    def outcome(self):
        """Runs all jobs once, on one cluster. Returns their outcome, or what kept them."""
        if not shutil.which("java"):
            return Skipped("there is no Java")
        if not (pyspark := importlib.util.find_spec("pyspark")):
            return Skipped(f"there is no pyspark in {sys.prefix}")
        plan = self.prepare()
        (self.work / "plan.json").write_text(json.dumps(plan))
        scripts = Path(__file__).resolve().parent.parent
        try:
            with Cluster(Path(pyspark.origin).parent, self.work) as cluster:
                cluster.submit(
                    scripts / "parity_checks/spark_jobs.py", self.work / "plan.json",
                    modules=[scripts / "spark/count_words.py"])
                workers = cluster.workers_that_worked
        except ProductFailure as failure:
            return failure
        return {**json.loads((self.work / "outcome.json").read_text()), "workers": workers}

    def require_outcome(self):
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def train(self, *inputs):
        """Trains on the inputs and returns the tokenizer.json."""
        path = self.work / "trained.json"
        self.malmoi("train", "bpe", *inputs, "--vocab-size", VOCABULARY_SIZE, "--output", path)
        return path.read_bytes()

    def shards(self, name):
        return sorted((self.work / name).glob("part-*"))

    def same(self, name, inputs, documents=()):
        """The shards of a job train the tokenizer.json of one process, byte for byte."""
        self.require_outcome()
        whole = self.train("--input", *inputs)
        counted = self.train("--from-counts", *self.shards(name), *documents)
        if counted != whole:
            raise Mismatch(f"{len(counted)} bytes for {len(whole)}, or other ones")
        return f"{len(self.shards(name))} shards, the same {len(whole)} bytes"

    def scattered(self):
        outcome = self.require_outcome()
        sizes, workers = outcome["sizes"], outcome["workers"]
        if workers != 2 or sorted(map(bool, sizes)) != [False] + 6 * [True]:
            raise ProductFailure(f"{workers} workers had partitions of {sizes} documents")
        figures = self.same("scattered", self.text, ["--expect-docs", sum(sizes)])
        return f"{figures}, of {workers} workers with {sizes} documents"

    def refused(self, shards, reason):
        """Training refuses the shards, and says why."""
        try:
            self.train("--from-counts", *shards)
        except ProductFailure as failure:
            if reason not in str(failure):
                raise
            return str(failure).split(": ", 2)[-1].partition("; ")[0]
        raise Mismatch(f"trained on {len(shards)} shards of which {reason!r} should be said")

    def killed_unseen(self):
        self.require_outcome()
        return self.refused(self.shards("unseen"), "shards were begun and")

    def lost(self):
        self.require_outcome()
        found = [self.refused([path for path in self.shards("text") if path != lost], "were begun")
                 for lost in self.shards("text")]
        return f"{len(found)} of {len(found)} refused"

    def not_utf8(self):
        said = self.require_outcome()["not UTF-8"]
        if "not UTF-8: file:" not in said:
            raise Mismatch(f"the job should have failed, and said {said[:300]!r}")
        return "the job fails, with the name of the file"


def checks(context):
    """Yields (name, check)."""
    spark = SparkCounts(context)
    yield "spark scattered", spark.scattered
    yield "spark text", lambda: spark.same("text", spark.text)
    for name in ("jsonl", "parquet"):
        yield f"spark {name}", lambda name=name: spark.same(name, [spark.work / "lines.jsonl"])
    yield "spark, a filter killed and run again", lambda: spark.same("again", spark.text)
    yield "spark, a filter killed unseen", spark.killed_unseen
    yield "spark, a shard lost", spark.lost
    yield "spark, text that is not UTF-8", spark.not_utf8
