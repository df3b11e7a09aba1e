"""Debian packages: finding, downloading and reading them, never installing."""

import fnmatch
import gzip
import os
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from .errors import CorpusError


@dataclass(frozen=True)
class Package:
    """One .deb file and the fields of its control file that the manifest records."""

    path: Path
    name: str
    version: str
    architecture: str


@dataclass(frozen=True)
class PackagedFile:
    """A regular file inside a package; `data` is decompressed when the name ended in .gz."""

    path: str
    data: bytes


def download(names, folder, keep_in=None):
    """Downloads the named packages into `folder`; with `keep_in`, copies them there too."""
    if shutil.which("apt-get") is None:
        raise CorpusError(
            "apt-get is not installed", "this machine",
            "run this on Debian, or pass --packages-from DIR with the .deb files")
    # `download` neither installs nor needs root; the C locale keeps apt's words stable.
    finished = subprocess.run(
        ["apt-get", "download", "--quiet", *names], cwd=folder, capture_output=True, text=True,
        errors="replace", env={**os.environ, "LC_ALL": "C"}, check=False)
    if finished.returncode != 0:
        complaints = [line[3:] for line in finished.stderr.splitlines() if line.startswith("E: ")]
        raise CorpusError(
            "apt-get download failed", next(iter(complaints), "no reason given"),
            "check the network, run 'apt-get update' as root first, or leave a package that this "
            "release does not have out by --without PACKAGE")
    if keep_in is not None:
        keep_in.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.deb")):
            shutil.copyfile(path, keep_in / path.name)


def find(names, folder):
    """Returns {name: Package} for the names, from the .deb files in `folder`."""
    if not folder.is_dir():
        raise CorpusError("no such folder", folder, "name the folder that holds the .deb files")
    found = {}
    wanted = set(names)
    for path in sorted(folder.glob("*.deb")):
        # apt names its files name_version_architecture.deb; this saves opening strangers.
        if path.name.partition("_")[0] not in wanted:
            continue
        package = _inspect(path)
        if package.name in found:
            raise CorpusError(
                f"two versions of {package.name}", folder,
                "keep the one that the corpus is to hold")
        found[package.name] = package
    missing = [name for name in names if name not in found]
    if missing:
        raise CorpusError(
            f"{len(missing)} packages are missing ({', '.join(missing[:3])}"
            f"{', …' if len(missing) > 3 else ''})", folder,
            "download them there with 'apt-get download', or leave them out by --without PACKAGE")
    return found


def _inspect(path):
    fields = _dpkg_deb(
        ["--show", "--showformat=${Package}\\n${Version}\\n${Architecture}\\n"], path)
    name, version, architecture = fields.decode("utf-8", "replace").split("\n")[:3]
    return Package(path, name, version, architecture)


def _dpkg_deb(arguments, path):
    finished = _run_dpkg_deb([*arguments, str(path)])
    if finished.returncode != 0:
        raise _broken(path)
    return finished.stdout


def _run_dpkg_deb(arguments):
    try:
        return subprocess.run(["dpkg-deb", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        raise CorpusError(
            "dpkg-deb is not installed", "this machine", "install the package dpkg") from None


def _broken(path):
    return CorpusError("not a whole .deb file", path, "delete it and download it again")


def read(package, patterns):
    """Returns the regular files that match any of the patterns, sorted by path.

    Patterns are those of `fnmatch`, where `*` crosses slashes, against the path without its
    leading `./`. The files are read from dpkg-deb's tar stream into memory: unlike `dpkg-deb -x`
    nothing lands on disk, so no name or link inside a package can point outside a folder, and
    pictures (nine tenths of some packages) are never written.
    """
    files = []
    process = subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(package.path)], stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL)
    try:
        with tarfile.open(fileobj=process.stdout, mode="r|", encoding="utf-8") as archive:
            for member in archive:
                path = member.name.removeprefix("./")
                if member.isreg() and any(fnmatch.fnmatchcase(path, p) for p in patterns):
                    files.append(_packaged_file(package, path, archive.extractfile(member).read()))
        # tar pads to whole blocks, and dpkg-deb has to be able to write them.
        while process.stdout.read(1 << 16):
            pass
    except (tarfile.TarError, EOFError):
        raise _broken(package.path) from None
    finally:
        process.stdout.close()
        status = process.wait()
    if status != 0:
        raise _broken(package.path)
    return sorted(files, key=lambda file: file.path.encode("utf-8", "surrogateescape"))


def _packaged_file(package, path, data):
    if path.endswith(".gz"):
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError):
            raise CorpusError("broken gzip data", f"{path} in {package.path}",
                              "download the package again") from None
        path = path.removesuffix(".gz")
    return PackagedFile(path, data)
