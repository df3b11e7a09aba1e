"""A Spark cluster on this machine: a master and two workers, each a process of its own."""

import os
import queue
import re
import subprocess
import sys
import threading
from pathlib import Path

from .product import TIME_LIMIT
from .report import ProductFailure

# Everything stays on this machine, and every Python is the one that runs the checks.
ENVIRONMENT = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
               "PYSPARK_DRIVER_PYTHON": sys.executable, "PYTHONDONTWRITEBYTECODE": "1"}


class Cluster:
    """A context: the processes end with it."""

    def __init__(self, home, work):
        self.home = Path(home)
        self.work = work
        self.processes = []

    def __enter__(self):
        try:
            self.address = self.start(
                r"Starting Spark master at (spark://\S+)", "master.Master", "--port", "0")
            for number in range(2):
                self.start(
                    "Successfully registered with master", "worker.Worker", "--cores", "1",
                    "--memory", "512m", "--work-dir", self.work / f"worker{number}", self.address)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            process.wait()
            process.stderr.close()

    def start(self, sign, name, *words):
        """Starts a process of the cluster and returns what `sign` finds in what it logs."""
        command = [self.home / "bin/spark-class", f"org.apache.spark.deploy.{name}",
                   "--host", "127.0.0.1", "--webui-port", "0", *words]
        process = subprocess.Popen(
            [str(word) for word in command], env={**os.environ, **ENVIRONMENT}, cwd=self.work,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.processes.append(process)
        found = queue.Queue()

        def watch():
            # To the end, so that the pipe never fills up.
            for line in process.stderr:
                if match := re.search(sign, line):
                    found.put(match.group(match.re.groups))
            found.put(None)

        threading.Thread(target=watch, daemon=True).start()
        try:
            word = found.get(timeout=TIME_LIMIT)
        except queue.Empty:
            word = None
        if word is None:
            raise ProductFailure(f"Spark's {name} did not start")
        return word

    def submit(self, program, *words, modules):
        """Runs a Python program on the cluster; returns what it says."""
        settings = {"spark.executor.memory": "512m", "spark.driver.host": "127.0.0.1",
                    "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
        command = [self.home / "bin/spark-submit", "--master", self.address]
        for setting in settings.items():
            command += ["--conf", "=".join(setting)]
        command += ["--py-files", ",".join(map(str, modules)), program, *words]
        done = subprocess.run(
            [str(word) for word in command], env={**os.environ, **ENVIRONMENT}, cwd=self.work,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=TIME_LIMIT)
        if done.returncode:
            raise ProductFailure(
                f"spark-submit: exit status {done.returncode}: {done.stderr[-600:]}")
        return done.stderr

    @property
    def workers_that_worked(self):
        """How many workers ran an executor."""
        return len({path.parts[-3] for path in self.work.glob("worker*/app-*/*")})
