"""A folder that appears whole or not at all."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import manifest
from .errors import CorpusError, UsageError
from .languages import ENGLISH, KOREAN

_OUR_ENTRIES = {manifest.NAME, KOREAN, ENGLISH}


def check_destination(destination, is_forced):
    """Refuses a destination whose content is not ours to replace."""
    if not os.path.lexists(destination):
        return
    if not destination.is_dir():
        raise UsageError("not a folder", destination, "name a folder that does not exist yet")
    entries = {entry.name for entry in destination.iterdir()}
    if not entries:
        return
    if not manifest.is_ours(destination / manifest.NAME):
        raise UsageError("the folder is not empty and holds no corpus of this tool", destination,
                         "name another folder")
    if not is_forced:
        raise UsageError("the folder holds a corpus already", destination,
                         "pass --force to replace it")
    strangers = sorted(entries - _OUR_ENTRIES)
    if strangers:
        raise UsageError(f"beside the corpus there is {strangers[0]!r}", destination,
                         "move it elsewhere, --force replaces the whole folder")


@contextmanager
def whole_folder(destination, is_forced):
    """Yields a new folder beside `destination` that takes its place when the block succeeds."""
    # A link is followed, so that the folder behind it is replaced and not the link.
    destination = Path(os.path.realpath(destination))
    check_destination(destination, is_forced)
    try:
        destination.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(
            prefix=f".{destination.name}.building-", dir=destination.parent))
    except OSError as error:
        raise CorpusError(f"cannot write ({error.strerror})", destination.parent,
                          "choose a folder that you may write to") from None
    try:
        # mkdtemp hides what it makes; the corpus is an ordinary folder.
        building.chmod(0o755)
        yield building
        _replace(destination, building, is_forced)
    except OSError as error:
        raise CorpusError(f"cannot write ({error.strerror})", destination,
                          "check the free space and the permissions") from None
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _replace(destination, building, is_forced):
    # The build takes a minute, and somebody may have put something there meanwhile.
    check_destination(destination, is_forced)
    if not destination.exists() or not any(destination.iterdir()):
        os.rename(building, destination)
    else:
        # A rename cannot replace a folder that is not empty, so the old one steps aside first.
        aside = Path(tempfile.mkdtemp(
            prefix=f".{destination.name}.replaced-", dir=destination.parent))
        os.rename(destination, aside / "corpus")
        try:
            os.rename(building, destination)
        except OSError:
            # Should this fail too, the old corpus stays in `aside` and is not lost.
            os.rename(aside / "corpus", destination)
            aside.rmdir()
            raise
        shutil.rmtree(aside, ignore_errors=True)
    _sync(destination.parent)


def write_file(path, data):
    """Writes and syncs, for a rename must not overtake the bytes it publishes."""
    path.parent.mkdir(exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
