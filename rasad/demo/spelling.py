"""What keyboards and content systems make of Turkish and Persian letters in the wild."""

from __future__ import annotations

import unicodedata

ZWNJ = "\u200c"
# U+064A and U+0643 are what Arabic keyboards and windows-1256 give for the Persian U+06CC and U+06A9.
ARABIC_LETTERS = str.maketrans({"ی": "ي", "ک": "ك"})
PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
ZWNJ_FORMS = {"kept": ZWNJ, "spaced": " ", "glued": "", "not-sign": "¬", "entity": ZWNJ}


def rewrite(text: str, zwnj: str, letters: str) -> str:
    """Write a Persian text with another form of the ZWNJ and, for ``arabic``, with Arabic ي and ك.

    Args:
        text: as its author wrote it, in correct spelling.
        zwnj: a key of ``ZWNJ_FORMS``; ``entity`` is left to the page, which writes ``&zwnj;``.
        letters: ``persian`` or ``arabic``.
    """
    text = text.replace(ZWNJ, ZWNJ_FORMS[zwnj])
    return text.translate(ARABIC_LETTERS) if letters == "arabic" else text


def dot_again(text: str) -> str:
    """Lower-case Turkish words in capitals as careless software does: ``İ`` becomes ``i`` and U+0307."""
    return " ".join(word.lower() if "İ" in word and word.isupper() else word for word in text.split(" "))


def persian_digits(text: str) -> str:
    """Write ASCII digits as Persian ones."""
    return text.translate(PERSIAN_DIGITS)


def path_words(title: str) -> str:
    """Join the words of a title by hyphens, as Persian content systems do in addresses."""
    plain = unicodedata.normalize("NFC", title).replace(ZWNJ, "-")
    words = "".join(letter if letter.isalnum() or letter == "-" else " " for letter in plain).split()
    return "-".join(words)
