"""Where our ids and those of tokenizers differ because tokenizers' NFC is not the standard's."""

from .reference_texts import first_difference
from .references import nfc, tokenizers_ids, tokenizers_tokenizer
from .report import Mismatch


def scalars(text):
    return " ".join(f"{ord(character):04X}" for character in text)


def first_deviation(text, theirs):
    """Returns "NFC AC01, tokenizers AC00 11A8": where tokenizers' form leaves the standard's."""
    standard = nfc(text)
    at = next((i for i, (a, b) in enumerate(zip(standard, theirs)) if a != b),
              min(len(standard), len(theirs)))
    return f"NFC {scalars(standard[at:at + 3])}, tokenizers {scalars(theirs[at:at + 3])}"


def explained_differences(path, texts, ours, theirs):
    """Returns {text number: deviation} for the rows that differ by tokenizers' NFC alone.

    That is so where tokenizers, given the composed text and no normalizer, has our ids, and where
    its own normalizer makes something else of the text. Raises Mismatch for any other difference.
    """
    tokenizer = tokenizers_tokenizer(path)
    normalizer, tokenizer.normalizer = tokenizer.normalizer, None
    deviations = {}
    for n, text in enumerate(texts):
        if ours[n] == theirs[n]:
            continue
        normalized = normalizer.normalize_str(text)
        if normalized == nfc(text) or tokenizers_ids(tokenizer, [nfc(text)]) != [ours[n]]:
            raise Mismatch(first_difference([text], [ours[n]], [theirs[n]])[1])
        deviations[n] = first_deviation(text, normalized)
    return deviations
