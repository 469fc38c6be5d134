"""Turkish endings: what a word may be without them, checked against the sound laws but against no lexicon.

Slots and order follow the standard grammars (Lewis, *Turkish Grammar*, chapters 2 and 8; Göksel and Kerslake,
*Turkish: A Comprehensive Grammar*, chapters 6 and 8).
"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from pipelines.text.chains import Chains
from pipelines.text.lexicon import read_rows

if TYPE_CHECKING:
    from collections.abc import KeysView

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
# Endings that do not take part in vowel harmony.
_UNCHANGING = frozenset({"ki", "ken", "yken"})
_VOICELESS = {"b": "p", "c": "ç", "d": "t", "ğ": "k", "g": "k"}


class _Ending(NamedTuple):
    """An ending of a slot, and what may stand before it.

    The stem must end in one of the letters of ``before`` if that is ``wanted``, and in none of them otherwise;
    ``vowels`` are the last vowels that it may have by harmony, or nothing where the ending takes no part in it.
    """

    slot: str
    letters: str
    before: str
    wanted: bool
    vowels: str


def bases(word: str) -> KeysView[str]:
    """Give every base that a noun's plural, possessive, case, -ki and copula endings may have been added to.

    The word itself is not among them; a base with fewer endings taken off comes first.
    """
    todo = _without(word, _tails(""))
    found = dict.fromkeys(todo)
    for form, slot in todo:
        for pair in _without(form, _tails(slot)):
            if pair not in found:
                found[pair] = None
                todo.append(pair)
    return dict.fromkeys([base for base, _ in found]).keys()


def _without(form: str, tails: dict[str, tuple[_Ending, ...]]) -> list[tuple[str, str]]:
    """Give the form without each ending that it may have, with the ending's slot."""
    found: list[tuple[str, str]] = []
    for size in range(1, len(form) - 1):
        endings = tails.get(form[-size:])
        if endings is None:
            break
        stem = form[:-size]
        for slot, ending, before, wanted, vowels in endings:
            if (stem[-1] in before) == wanted:
                stems = _undo(stem) if ending[0] in VOWELS else (stem,)
                found += [(base, slot) for base in stems if not vowels or _harmonic(base, vowels)]
    return found


@cache
def _tails(slot: str) -> dict[str, tuple[_Ending, ...]]:
    """Give the endings that may stand before a slot by themselves, and nothing by the tails that lead to them."""
    found: dict[str, tuple[_Ending, ...]] = {}
    for before in _BEFORE[slot]:
        for ending in sorted(_endings(before)):
            for at in range(1, len(ending)):
                found.setdefault(ending[at:], ())
            found[ending] = (*found.get(ending, ()), _ending(ending, before))
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


def _ending(ending: str, slot: str) -> _Ending:
    """Give an ending with the sound at its seam: a buffer consonant follows a vowel, hard consonants make d hard."""
    first = ending[0]
    vowel = "" if ending in _UNCHANGING else _first_vowel(ending)
    vowels = "".join(last for last in VOWELS if _agree(last, vowel)) if vowel else ""
    if first in VOWELS:
        return _Ending(slot, ending, VOWELS, wanted=False, vowels=vowels)
    if first == "y" or (first == "n" and slot == "case") or (slot == "possessive" and first in "smn"):
        return _Ending(slot, ending, VOWELS, wanted=True, vowels=vowels)
    if first in "dt" and slot in {"case", "copula"}:
        return _Ending(slot, ending, HARD, wanted=first == "t", vowels=vowels)
    return _Ending(slot, ending, "", wanted=False, vowels=vowels)


def _agree(last: str, vowel: str) -> bool:
    """Tell whether a vowel of an ending may follow the last one of a stem."""
    return (last in BACK) == (vowel in BACK) and (vowel in "ae" or (last in "ouöü") == (vowel in "uü"))


def _harmonic(stem: str, vowels: str) -> bool:
    """Check vowel harmony; loanwords such as saat, alkol, petrol take front endings."""
    last = last_vowel(stem)
    if not last or last in vowels:
        return bool(last)
    return stem[-1] in "ltkpf" and last in "aou" and vowels[0] in FRONT


def last_vowel(word: str) -> str:
    """Give the last vowel of a word, or nothing."""
    for letter in reversed(word):
        if letter in VOWELS:
            return letter
    return ""


def _first_vowel(ending: str) -> str:
    return next((letter for letter in ending if letter in VOWELS), "")


def _undo(stem: str) -> list[str]:
    """Give what looks like this stem before an ending with a vowel: kitab-ı is kitap, şehr-i şehir, hakk-ı hak."""
    found = [stem]
    if stem[-1] in _VOICELESS:
        found.append(stem[:-1] + _VOICELESS[stem[-1]])
    if stem[-1] == stem[-2] and stem[:-1] in _nouns("doubling"):
        found.append(stem[:-1])
    if stem[-2] not in VOWELS:
        found += _shrunk().get(stem, ())
    return found


@cache
def _shrunk() -> dict[str, tuple[str, ...]]:
    """Nouns that lose their last vowel before an ending, by what is left: şehr is şehir, kayb is kayıp, vakt vakit."""
    found: dict[str, tuple[str, ...]] = {}
    for noun in sorted(_nouns("shrinking")):
        vowel, last = noun[-2], noun[-1]
        softened = {"t": "d" if vowel in "ıi" else "", "p": "b" if vowel in "ıiu" else ""}.get(last, "")
        for letter in last + softened:
            short = noun[:-2] + letter
            found[short] = (*found.get(short, ()), noun)
    return found


def verb_stems(word: str) -> list[str]:
    """Give every stem that tense, person, participle and converb endings may have been added to; longest first.

    Voice is not stripped: it makes another verb (geliştir- is not geliş-).
    """
    found: list[str] = []
    for at in _verb_endings().starts(word):
        if at > 1 and _goes_with(word[:at], word[at:]):
            found += _verb_variants(word[:at], word[at:])
    return found


def takes(stem: str, rest: str) -> bool:
    """Tell whether a rest is a chain of verb endings that may follow a stem."""
    return _verb_endings().matches(rest) and _goes_with(stem, rest)


def _goes_with(stem: str, rest: str) -> bool:
    """Check vowel harmony, and that no two vowels meet."""
    last = last_vowel(stem)
    if not last or (stem[-1] in VOWELS and rest[0] in VOWELS):
        return False
    first = _first_vowel(rest)
    return not first or (last in BACK) == (first in BACK)


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
def _verb_endings() -> Chains:
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
    return Chains(
        f"(?:{negation}{ability}(?:(?:{tense}){person}|(?:{participle}){noun}|{converb}|{imperative})|{progressive})"
    )
