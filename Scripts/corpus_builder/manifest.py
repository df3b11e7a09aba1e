"""MANIFEST.json: what the corpus holds, from what, under which terms."""

import json
from pathlib import Path

FORMAT = "malmoi-corpus/1"
NAME = "MANIFEST.json"


def debian_release(path=Path("/etc/os-release")):
    """Returns for example "12 (bookworm)", or None on a machine that is no Debian."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    fields = dict(line.split("=", 1) for line in lines if "=" in line)
    if fields.get("ID", "").strip('"') != "debian":
        return None
    return fields.get("VERSION", fields.get("VERSION_CODENAME", "")).strip('"') or None


def compose(files, release, left_out):
    """Returns the manifest's bytes.

    It holds no time, no host and no path of the machine: the command line names its target DEST,
    and where the packages lay does not matter, for their versions are recorded.
    """
    command = ["Scripts/build-corpus", "DEST"]
    for name in sorted(left_out):
        command += ["--without", name]
    totals = {}
    for file in files:
        total = totals.setdefault(file["language"], {"bytes": 0, "files": 0, "lines": 0})
        total["files"] += 1
        total["bytes"] += file["bytes"]
        total["lines"] += file["lines"]
    value = {
        "format": FORMAT,
        "command": " ".join(command),
        "debian_release": release,
        "totals": totals,
        "files": sorted(files, key=lambda file: file["path"]),
    }
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def is_ours(path):
    """Says whether the file at `path` is a manifest that this tool wrote."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(value, dict) and value.get("format") == FORMAT
