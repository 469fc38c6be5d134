"""Turkish endings: what a word may be without them, checked against the sound laws but against no lexicon.

Slots and order follow the standard grammars (Lewis, *Turkish Grammar*, chapters 2 and 8; Göksel and Kerslake,
*Turkish: A Comprehensive Grammar*, chapters 6 and 8).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product

from pipelines.text.lexicon import read_rows

BACK, FRONT = "aıou", "eiöü"
VOWELS = BACK + FRONT
# The consonants after which d and c of an ending become t and ç.
HARD = "fstkçşhp"
_CLASSES = {"I": "ıiuü", "A": "ae", "D": "dt", "C": "cç"}
_NOUN_ENDINGS = {
    "plural": "lAr",
    "possessive": "Im m In n sI I ImIz mIz InIz nIz lArI",
    "case": "yI nI I yA nA A DA nDA DAn nDAn In nIn ylA lA CA nCA",
    "ki": "ki kü",
    "copula": "DIr DIrlAr yDI DI ymIş mIş ysA sA yken ken",
}
# Which slots may stand before a slot (to its left in the word).
_BEFORE = {
    "": ("copula", "case", "ki", "possessive", "plural"),
    "copula": ("case", "ki", "possessive", "plural"),
    "case": ("possessive", "plural", "ki"),
    "ki": ("case",),
    "possessive": ("plural",),
    "plural": ("ki",),
}
_LONGEST_ENDING = 6
# Endings that do not take part in vowel harmony.
_UNCHANGING = frozenset({"ki", "ken", "yken"})
_VOICELESS = {"b": "p", "c": "ç", "d": "t", "ğ": "k", "g": "k"}


def bases(word: str) -> set[str]:
    """Give every base that a noun's plural, possessive, case, -ki and copula endings may have been added to.

    The word itself is not among them.
    """
    found: set[tuple[str, str]] = set()
    todo = [(word, "")]
    while todo:
        form, slot = todo.pop()
        for before in _BEFORE[slot]:
            new = {(base, before) for base in _without(form, before)} - found
            found |= new
            todo += new
    return {base for base, _ in found}


def _without(form: str, slot: str) -> list[str]:
    endings = _endings(slot)
    found: list[str] = []
    for size in range(1, min(_LONGEST_ENDING, len(form) - 2) + 1):
        stem, ending = form[:-size], form[-size:]
        if ending in endings and _joins(stem, ending, slot):
            found += [base for base in _undo(stem, ending) if ending in _UNCHANGING or _harmonic(base, ending)]
    return found


@cache
def _nouns(group: str) -> frozenset[str]:
    """Nouns that lose their last vowel (``shrinking``) or double their last consonant before an ending with a vowel."""
    return frozenset(noun for name, nouns in read_rows("tr_nouns.tsv") if name == group for noun in nouns.split())


@cache
def _endings(slot: str) -> frozenset[str]:
    return frozenset(
        "".join(letters)
        for template in _NOUN_ENDINGS[slot].split()
        for letters in product(*(_CLASSES.get(sign, sign) for sign in template))
    )


def _joins(stem: str, ending: str, slot: str) -> bool:
    """Check the sound at the seam: a buffer consonant follows a vowel, hard consonants make d hard."""
    open_stem, first = stem[-1] in VOWELS, ending[0]
    if first in VOWELS or first == "y":
        return open_stem == (first == "y")
    if (first == "n" and slot == "case") or (slot == "possessive" and first in "smn"):
        return open_stem
    if first in "dt" and slot in {"case", "copula"}:
        return (first == "t") == (stem[-1] in HARD)
    return True


def _harmonic(stem: str, ending: str) -> bool:
    """Check vowel harmony; loanwords such as saat, alkol, petrol take front endings."""
    last = last_vowel(stem)
    first = _first_vowel(ending)
    if not last or not first:
        return bool(last)
    if (last in BACK) != (first in BACK):
        return last in "aou" and stem[-1] in "ltkpf" and first in FRONT
    return first in "ae" or (last in "ouöü") == (first in "uü")


def last_vowel(word: str) -> str:
    """Give the last vowel of a word, or nothing."""
    for letter in reversed(word):
        if letter in VOWELS:
            return letter
    return ""


@lru_cache(maxsize=4096)
def _first_vowel(ending: str) -> str:
    return next((letter for letter in ending if letter in VOWELS), "")


def _undo(stem: str, ending: str) -> list[str]:
    """Give the stems that look like this one before an ending: kitab-ı is kitap, şehr-i şehir, hakk-ı hak."""
    found = [stem]
    if ending[0] not in VOWELS:
        return found
    if stem[-1] in _VOICELESS:
        found.append(stem[:-1] + _VOICELESS[stem[-1]])
    if stem[-1] == stem[-2] and stem[:-1] in _nouns("doubling"):
        found.append(stem[:-1])
    if stem[-2] not in VOWELS:
        found += [full for vowel in "ıiuü" for full in (stem[:-1] + vowel + stem[-1],) if full in _nouns("shrinking")]
        if stem[-1] == "d":
            found += [full for vowel in "ıi" for full in (stem[:-1] + vowel + "t",) if full in _nouns("shrinking")]
        if stem[-1] == "b":
            found += [full for vowel in "ıiu" for full in (stem[:-1] + vowel + "p",) if full in _nouns("shrinking")]
    return found


def verb_stems(word: str) -> list[str]:
    """Give every stem that tense, person, participle and converb endings may have been added to; longest first.

    Voice is not stripped: it makes another verb (geliştir- is not geliş-).
    """
    found: list[str] = []
    for size in range(len(word) - 1, 1, -1):
        stem, rest = word[:size], word[size:]
        if takes(stem, rest):
            found += _verb_variants(stem, rest)
    return found


def takes(stem: str, rest: str) -> bool:
    """Tell whether a rest is a chain of verb endings that may follow a stem."""
    last = last_vowel(stem)
    first = _first_vowel(rest)
    if last and first and (last in BACK) != (first in BACK):
        return False
    if rest and (stem[-1] in VOWELS) and rest[0] in VOWELS:
        return False
    return bool(last) and _is_verb_rest(rest)


@lru_cache(maxsize=16384)
def _is_verb_rest(rest: str) -> bool:
    return _verb_rest().fullmatch(rest) is not None


def _verb_variants(stem: str, rest: str) -> list[str]:
    found = [stem]
    if stem[-1] == "d" and rest[0] in VOWELS:
        found.append(stem[:-1] + "t")
    if rest[1:4] == "yor" and rest[0] in "ıiuü":
        found += [stem + vowel for vowel in VOWELS]
    if stem[-1] in "yi" and rest[0] in "eiy":
        found.append(stem[:-1] + "e")
    return found


@cache
def _verb_rest() -> re.Pattern[str]:
    high, low, told = "[ıiuü]", "[ae]", "[dt][ıiuü]"
    tense = f"{told}|m{high}ş|y?{low}c{low}[kğ]|{low}r|{high}r|r|z|m{low}l{high}|s{low}|y?{low}|s{high}n|m{low}kt{low}"
    copula = f"{told}r|y?{told}|y?m{high}ş|y?s{low}|ken"
    person = f"(?:{high}?m|n|k|{high}?z|s{high}n|s{high}n{high}z|n{high}z|l{low}r|{copula})*"
    noun = (
        f"(?:l{low}r)?(?:{high}?m|{high}?n|s?{high}|{high}?m{high}z|{high}?n{high}z|l{low}r{high})?"
        f"(?:[yn]?{high}|[yn]?{low}|n?[dt]{low}n?|n?{high}n|y?l{low}|n?[cç]{low})?"
        f"(?:ki(?:l{low}r)?(?:n{high}n?|n{low}|nd{low}n?)?)?(?:{copula})?"
    )
    participle = f"{told}[kğ]|y?{low}n|y?{low}c{low}[kğ]|m{high}ş|m{low}k|m{low}|y?{high}ş"
    converb = (
        f"y?{high}p|y?{high}nc{low}|y?{low}r{low}k(?:t{low}n)?|m{low}d{low}n|y?{low}l{high}|{told}kç{low}"
        f"|{low}?rc{low}s{high}n{low}|m{low}ks{high}z{high}n"
    )
    negation, ability = f"(?:y?{low}m{low}|m{low})?", f"(?:y?{low}bil(?:m{low})?|y?{high}ver)?"
    progressive = f"{negation}{ability}(?:y?{low}m|m)?{high}?yor{person}"
    imperative = f"y?{high}n(?:{high}z)?|(?:y?{low})?m{low}(?:m|y{high}z)"
    return re.compile(
        f"(?:{negation}{ability}(?:(?:{tense}){person}|(?:{participle}){noun}|{converb}|{imperative})|{progressive})"
    )
