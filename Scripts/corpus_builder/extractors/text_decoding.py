"""Bytes into text, or an error that says where it went wrong."""

from ..errors import CorpusError


def decode(path, data, charset="utf-8"):
    """Decodes strictly: a wrong guess would put mojibake into the corpus unnoticed."""
    try:
        return data.decode(charset).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise CorpusError(f"not {charset} at byte {error.start}", path,
                          "leave the package out by --without PACKAGE") from None
    except LookupError:
        raise CorpusError(f"unknown character set {charset!r}", path,
                          "leave the package out by --without PACKAGE") from None
