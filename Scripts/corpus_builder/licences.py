"""Short licence names from a package's copyright file."""

import hashlib
import re
from dataclasses import dataclass

from .errors import CorpusError
from .packages import read

_LICENCE_FIELD = re.compile(r"^License:[ \t]*(\S[^\n]*)$", re.MULTILINE | re.IGNORECASE)
_FORMAT_FIELD = re.compile(r"^Format(?:-Specification)?:", re.MULTILINE)

# Copyright files in free form name their licence in a sentence. First the wordings, from the
# particular to the general; a match takes its text out, so that "Lesser General Public License"
# is not read as the GPL as well.
_WORDINGS = [
    (r"GNU\s+Free\s+Documentation\s+Licen[cs]e,?\s+Version\s+(\d\.\d)", "GFDL-{}"),
    (r"common-licenses/([A-Za-z]+-[\d.]*\d)", "{}"),
    (r"common-licenses/([A-Za-z]+)\b", "{}"),
    (r"GNU\s+(?:Lesser|Library)\s+General\s+Public\s+Licen[cs]e", "LGPL"),
    (r"GNU\s+(?:GPL|General\s+Public\s+Licen[cs]e),?\s+version\s+(\d)", "GPL-{}"),
    (r"Mozilla\s+Public\s+Licen[cs]e,?\s+(?:Version|v\.?)\s*(\d\.\d)", "MPL-{}"),
    (r"Creative\s+Commons\s+Attribution[- ]Share[- ]?Alike\s+(\d\.\d)", "CC-BY-SA-{}"),
    (r"Permission\s+is\s+granted\s+to\s+(?:make|copy)\s+and\s+distribute\s+verbatim\s+copies",
     "verbatim-copying"),
]


@dataclass(frozen=True)
class Licence:
    """What a package's copyright file says, and which file said it."""

    names: tuple
    path: str
    sha256: str


def licence_of(package):
    """Reads the copyright file of a package.

    Every package on Debian has one, or links its folder to that of a package that does; the
    recipe names that package then.
    """
    pattern = f"usr/share/doc/{package.name}/copyright*"
    files = [f for f in read(package, [pattern]) if f.path.endswith("/copyright")]
    if not files:
        raise CorpusError("no copyright file", f"{package.path} (usr/share/doc/{package.name})",
                          "name the package that holds it in the recipe's copyright_package")
    data = files[0].data
    names = short_names(data.decode("utf-8", "replace"))
    return Licence(tuple(names), files[0].path, hashlib.sha256(data).hexdigest())


def short_names(text):
    """Returns the short names in a copyright file, sorted; "unnamed" when none can be read.

    A machine-readable file (DEP 5) names them in its `License:` fields. They cover the whole
    source package, code and artwork too, so the list is an upper bound for the text taken.
    """
    names = set()
    if _FORMAT_FIELD.search(text):
        for value in _LICENCE_FIELD.findall(text):
            for name in re.split(r",?\s+(?:and|or|and/or)\s+|\s*[,|]\s*", value.strip()):
                name = re.sub(r"\s+with\s+.*|\s*\(.*", "", name)
                # A field that holds prose instead of a name is no short name.
                if re.fullmatch(r"[A-Za-z][\w.+~-]*", name):
                    names.add(name)
    if not names:
        for wording, name in _WORDINGS:
            for match in re.finditer(wording, text, re.IGNORECASE):
                names.add(name.format(*match.groups()))
            text = re.sub(wording, " ", text, flags=re.IGNORECASE)
    return sorted(names) or ["unnamed"]
