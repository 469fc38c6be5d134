"""Turkish letters that a wrong charset turned into question marks: "TÜB?TAK", "Y?ld?r?m"."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from pipelines.text.lexicon import frequencies

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_]++(?:\?[^\W\d_]++)+")
_LOST = {False: "ışğ", True: "İŞĞ"}
"""The letters of Turkish that Western European charsets lack, small and capital."""

_VOWELS = frozenset("aeıioöuüâîûAEIİOÖUÜ")
_SOFT = "ğĞ"
_SHARP = "şŞ"
_SEVERAL = 5
"""With more marks than this a word is no damaged one."""

_REMEMBERED = 10_000


def mended(text: str, language: str) -> str:
    """Put lost letters back into the words of a Turkish text; its length, and so every offset, stays the same.

    Of the three letters that a mark may stand for, a word that is known decides, and the letters beside it where none
    is: a vowel between consonants, ğ between vowels, else ş. Marks at the end of a word are left alone, and so is one
    where only a blank is missing ("Neden?Bilinmiyor", "geldi mi?evet").
    """
    if language != "tr" or "?" not in text:
        return text
    return _WORD.sub(lambda found: _mended_word(found[0]), text)


@lru_cache(maxsize=_REMEMBERED)
def _mended_word(word: str) -> str:
    marks = [at for at, letter in enumerate(word) if letter == "?"]
    if len(marks) > _SEVERAL or any(word[at + 1].isupper() and not word[at - 1].isupper() for at in marks):
        return word
    choices = [_LOST[word[at - 1].isupper() and word[at + 1].isupper()] for at in marks]
    known = frequencies("tr")
    found = max(product(*choices), key=lambda letters: known.get(_lowered(_filled(word, marks, letters)), 0.0))
    filled = _filled(word, marks, found)
    if _lowered(filled) in known:
        return filled
    if all(len(part) > 1 and _lowered(part) in known for part in word.split("?")):
        return word
    return _filled(word, marks, tuple(_likely(word, at, choice) for at, choice in zip(marks, choices, strict=True)))


def _filled(word: str, marks: list[int], letters: tuple[str, ...]) -> str:
    chars = list(word)
    for at, letter in zip(marks, letters, strict=True):
        chars[at] = letter
    return "".join(chars)


def _likely(word: str, at: int, choice: str) -> str:
    before, after = word[at - 1] in _VOWELS, word[at + 1] in _VOWELS
    if not (before or after):
        return choice[0]
    return next(letter for letter in choice if letter in (_SOFT if before and after else _SHARP))


def _lowered(word: str) -> str:
    return word.replace("İ", "i").replace("I", "ı").lower()
