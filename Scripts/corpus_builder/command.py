"""The command line: arguments, progress, exit codes."""

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from . import manifest, packages
from .assembly import encoded, lines_by_language
from .duplicates import SeenLines
from .errors import CorpusError, UsageError
from .languages import ENGLISH, KOREAN
from .licences import licence_of
from .output import check_destination, whole_folder, write_file
from .recipes import RECIPES

_DESCRIPTION = """\
Builds a Korean-English training corpus from Debian packages into the folder DEST:
korean/<package>.txt and english/<package>.txt, one paragraph a line (UTF-8, LF), and
MANIFEST.json with version, licences, size and SHA-256 of each file.

Packages are downloaded with `apt-get download` and never installed. That needs no root, but on
a fresh machine `apt-get update` has to have run once. The same package versions give the same
bytes, whatever the locale or the file system.
"""
_EPILOGUE = """\
Expect about 500 MB of downloads (deleted afterwards, unless --keep-packages) and two minutes.
The texts keep their licences; MANIFEST.json names them, package by package.
Exit status: 0; 1 for bad data or a failing download; 64 for bad usage.
"""


# Fewer lines are strays in the other language, not a text.
_MINIMUM_LINES = 10


class _ArgumentParser(argparse.ArgumentParser):
    """argparse exits 2 for bad usage; this project exits 64 everywhere."""

    def error(self, message):
        self.exit(64, f"{self.prog}: {message}; see --help\n")


def _parse(arguments):
    parser = _ArgumentParser(
        prog="build-corpus", description=_DESCRIPTION, epilog=_EPILOGUE,
        formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("destination", metavar="DEST", type=Path, nargs="?",
                        help="the folder to write; it must not exist, or be empty")
    parser.add_argument("--packages-from", metavar="DIR", type=Path,
                        help="use the .deb files in DIR instead of downloading any")
    parser.add_argument("--keep-packages", metavar="DIR", type=Path,
                        help="copy the downloaded .deb files to DIR")
    parser.add_argument("--without", metavar="PACKAGE", action="append", default=[],
                        help="leave a package out (repeatable)")
    parser.add_argument("--force", action="store_true",
                        help="replace DEST if it holds a corpus that this tool made")
    parser.add_argument("--list", action="store_true",
                        help="print the packages and what is taken from each, and exit")
    options = parser.parse_args(arguments)
    if options.destination is None and not options.list:
        parser.error("DEST is missing")
    if options.packages_from and options.keep_packages:
        parser.error("--packages-from downloads nothing that --keep-packages could keep")
    unknown = sorted(set(options.without) - {recipe.package for recipe in RECIPES})
    if unknown:
        parser.error(f"--without {unknown[0]}: not a package of the corpus (--list prints them)")
    return options


def main(arguments):
    """Runs the command and returns its exit status."""
    options = _parse(arguments)
    recipes = [recipe for recipe in RECIPES if recipe.package not in options.without]
    try:
        if options.list:
            _print_list(recipes)
        else:
            _build(options, recipes)
    except CorpusError as error:
        print(f"build-corpus: {error}", file=sys.stderr)
        return error.exit_status
    except BrokenPipeError:
        # `--list | head` has seen enough. The pipe must not fail again when Python flushes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"build-corpus: {error.strerror}: {error.filename}; check the free space and the "
              "permissions", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("build-corpus: interrupted; nothing was written", file=sys.stderr)
        return 130
    return 0


def _print_list(recipes):
    for recipe in recipes:
        print(recipe.package)
        for take in recipe.takes:
            print(f"  {take.register} ({take.format}): {' '.join(take.patterns)}")
    sys.stdout.flush()


def _build(options, recipes):
    if not recipes:
        raise UsageError("no package is left", "--without", "leave fewer packages out")
    # Before the download, which takes longest, and again when the folder is put in place.
    check_destination(options.destination, options.force)
    names = list(dict.fromkeys(
        name for recipe in recipes for name in (recipe.package, recipe.copyright_package) if name))
    with tempfile.TemporaryDirectory(prefix="build-corpus-") as downloads:
        folder = options.packages_from
        if folder is None:
            _say(f"downloading {len(names)} packages")
            folder = Path(downloads)
            packages.download(names, folder, options.keep_packages)
        found = packages.find(names, folder)
        with whole_folder(options.destination, options.force) as building:
            files = _write_texts(recipes, found, building)
            release = manifest.debian_release()
            write_file(building / manifest.NAME, manifest.compose(files, release, options.without))
    for language in (KOREAN, ENGLISH):
        size = sum(file["bytes"] for file in files if file["language"] == language)
        _say(f"{language}: {size:,} bytes")


def _write_texts(recipes, found, building):
    """Writes the text files and returns their manifest entries."""
    seen = SeenLines()
    entries = []
    for number, recipe in enumerate(recipes, 1):
        package = found[recipe.package]
        _say(f"[{number}/{len(recipes)}] {package.name} {package.version}")
        licence = licence_of(found[recipe.copyright_package or recipe.package])
        kept_by_language = lines_by_language(recipe, package, seen)
        if all(len(kept) < _MINIMUM_LINES for kept in kept_by_language.values()):
            # Its files have moved: better to hear of it than to train on less than was asked.
            raise CorpusError("no text found", f"{package.name} {package.version}",
                              f"leave it out by --without {package.name}, or mend its recipe")
        for language, kept in kept_by_language.items():
            if len(kept) < _MINIMUM_LINES:
                continue
            data = encoded(kept)
            path = f"{language}/{package.name}.txt"
            write_file(building / path, data)
            entries.append({
                "path": path,
                "language": language,
                "registers": sorted({take.register for take in recipe.takes}),
                "package": package.name,
                "version": package.version,
                "architecture": package.architecture,
                "licences": list(licence.names),
                "copyright_path": licence.path,
                "copyright_sha256": licence.sha256,
                "bytes": len(data),
                "lines": len(kept),
                "sha256": hashlib.sha256(data).hexdigest(),
            })
    return entries


def _say(message):
    """Progress is talk: on standard error, and only where somebody reads it."""
    if sys.stderr.isatty():
        print(message, file=sys.stderr)
