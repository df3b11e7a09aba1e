"""Decides whether a line is Korean, English or neither.

The script decides, not the file it came from: half of a translated manual may still stand in
English, and a Korean catalogue carries its English originals.
"""

import unicodedata

KOREAN = "korean"
ENGLISH = "english"

# Technical Korean is full of Latin product names ("LibreOffice Writer 문서"), so well under
# half of the letters may be Hangul. Below this, the line is an English one with a Korean label.
MINIMUM_HANGUL_SHARE = 0.3
MINIMUM_HANGUL = 4
# A quotation or a name may be in a third script, a sentence may not.
MAXIMUM_FOREIGN_SHARE = 0.1
# English borrows few accents; more of them mean another Latin-script language.
MAXIMUM_ACCENTED_SHARE = 0.02


def is_hangul(character):
    return "가" <= character <= "힣" or "ㄱ" <= character <= "ㆎ" or "ᄀ" <= character <= "ᇿ"


def language_of(line):
    """Returns `KOREAN`, `ENGLISH` or None."""
    if line.isascii():
        return ENGLISH if any(map(str.isalpha, line)) else None
    hangul = ascii_letters = accented = foreign = 0
    for character in line:
        if is_hangul(character):
            hangul += 1
        elif character.isascii():
            ascii_letters += character.isalpha()
        elif character.isalpha():
            if unicodedata.name(character, "").startswith("LATIN"):
                accented += 1
            else:
                foreign += 1
    letters = hangul + ascii_letters + accented + foreign
    if hangul:
        korean = (
            hangul >= MINIMUM_HANGUL
            and hangul >= MINIMUM_HANGUL_SHARE * letters
            and foreign <= MAXIMUM_FOREIGN_SHARE * letters
        )
        return KOREAN if korean else None
    if not ascii_letters or foreign or accented > MAXIMUM_ACCENTED_SHARE * letters:
        return None
    return ENGLISH
