"""Where our ids and those of tokenizers differ because tokenizers' NFC is not the standard's."""

import bz2
from pathlib import Path

from .reference_texts import first_difference
from .references import tokenizers_ids, tokenizers_tokenizer
from .report import Mismatch, ProductFailure

# Of Debian's package unicode-data; its Unicode version is that of Debian's ICU.
NORMALIZATION_TEST = Path("/usr/share/unicode/NormalizationTest.txt.bz2")


def scalars(text):
    return " ".join(f"{ord(character):04X}" for character in text)


def first_deviation(composed, theirs):
    """Returns "NFC AC01, tokenizers AC00 11A8": where tokenizers' form leaves the standard's."""
    at = next((i for i, (a, b) in enumerate(zip(composed, theirs)) if a != b),
              min(len(composed), len(theirs)))
    return f"NFC {scalars(composed[at:at + 3])}, tokenizers {scalars(theirs[at:at + 3])}"


def explained_differences(path, texts, composed, ours, theirs):
    """Returns {text number: deviation} for the rows that differ by tokenizers' NFC alone.

    `composed` holds the texts in the standard's NFC. It is tokenizers' NFC that differs where
    tokenizers, given the composed text and no normalizer, has our ids, and where its own normalizer
    makes something else of the text. Raises Mismatch for any other difference.
    """
    tokenizer = tokenizers_tokenizer(path)
    normalizer, tokenizer.normalizer = tokenizer.normalizer, None
    deviations = {}
    for n, (text, standard) in enumerate(zip(texts, composed)):
        if ours[n] == theirs[n]:
            continue
        normalized = normalizer.normalize_str(text)
        if normalized == standard or tokenizers_ids(tokenizer, [standard]) != [ours[n]]:
            raise Mismatch(first_difference([text], [ours[n]], [theirs[n]])[1])
        deviations[n] = first_deviation(standard, normalized)
    return deviations


def normalization_test():
    """Returns {text: its NFC}: every sequence of the standard's own test of normalization."""
    if not NORMALIZATION_TEST.exists():
        raise ProductFailure(f"no {NORMALIZATION_TEST}: install unicode-data")
    texts = {}
    with bz2.open(NORMALIZATION_TEST, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line[0] in "#@\n":
                continue
            source, nfc, nfd, nfkc, nfkd = (
                "".join(chr(int(scalar, 16)) for scalar in column.split())
                for column in line.split(";")[:5])
            texts |= {source: nfc, nfc: nfc, nfd: nfc, nfkc: nfkc, nfkd: nfkc}
    return texts
