"""Mozilla's language packs: a zip archive (.xpi) of .ftl and .properties files."""

import io
import zipfile

from ..errors import CorpusError
from . import fluent_messages, property_files
from .text_decoding import decode

# An archive from outside may claim any size; these texts are below 100 kB each.
_MAXIMUM_BYTES = 16 << 20


def paragraphs(path, data):
    """Yields the paragraphs of all texts in the archive, in the order of their names."""
    broken = CorpusError("not a whole .xpi archive", path, "download the package again")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {
                entry.filename: archive.read(entry) for entry in archive.infolist()
                if entry.filename.endswith((".ftl", ".properties"))
                and entry.file_size <= _MAXIMUM_BYTES
            }
    except (zipfile.BadZipFile, EOFError, OSError):
        raise broken from None
    names = sorted(entries, key=str.encode)
    terms = {}
    # Brand names stand in a file of their own, and everything else refers to them. Where several
    # packs define one, the application's own (branding/brand.ftl, the first) counts.
    for name in names:
        if name.endswith(".ftl"):
            terms = {**fluent_messages.terms_of(decode(f"{path}:{name}", entries[name])), **terms}
    for name in names:
        if name.endswith(".ftl"):
            yield from fluent_messages.paragraphs(f"{path}:{name}", entries[name], terms)
        else:
            yield from property_files.paragraphs(f"{path}:{name}", entries[name])
