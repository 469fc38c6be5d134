"""Turkish: the locale's lower case, endings behind an apostrophe, words typed without Turkish letters."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from pipelines.text import en
from pipelines.text.latin import Tongue
from pipelines.text.letters import lower
from pipelines.text.lexicon import frequencies, lemmas
from pipelines.text.tr_endings import BACK, VOWELS
from pipelines.text.tr_lemmas import lemmatise

_V, _A = "[ıiuüIİUÜ]", "[aeAE]"
# What may stand behind an apostrophe; it cut 14,619 endings of Turkish news and left 314 names such as O'Brien whole.
ENDING = (
    rf"(?:[Ll]{_A}[Rr]|[Ll]{_V}[kKğĞ]?|[Ss]{_V}[Zz]|[cçCÇ]{_V}|[nsyNSY]?{_V}|{_V}?[Mm]{_V}[Zz]|[Nn]?{_V}[Nn]"
    rf"|[Nn]?[dtDT]{_A}[Nn]?|[ynYN]?{_A}|[yY]?[Ll]{_A}|[nNcçCÇ]{_A}|[Kk][İi]|[dtDT]{_V}[Rr]?|[yY]?[Mm]{_V}[şŞ]"
    rf"|[yY]?[sS]{_A})+|[sS]"
)
# Turkish words that begin with ı are few: heat, light, race, river, Iraq, grill ... and their families.
_INITIAL_I = "ı(?:s[ılrms]|sp[aı]|stak|stıra|stamp|sk[aoı]|ş[ıkl]|hla|l[ıg]|r[kmazg]|zg|zdı|vır|tır|tri|ğ[dı]|kı)"
_TWINS = {"c": "cç", "g": "gğ", "i": "iı", "o": "oö", "s": "sş", "u": "uü"}
# A longer run of letters is no word.
_LONGEST_WORD = 40
# Letters with a twin in a word; more would take more than 0.5 ms to try.
_MOST_TWINS = 10
# So many spellings are asked for as they are; of more, beginnings are looked up first.
_MOST_UNASKED = 4
# A short word finds its Turkish twin only among frequent ones: Musk is not müşk.
_SHORT = 5
# How much more frequent the Turkish spelling must be where the plain one is in use, too (on is not ön).
_CLEAR = 20.0


def tongue() -> Tongue:
    """Give the way Turkish reads Latin words."""
    return Tongue(read=read, is_ending=is_ending, decimal=",")


def is_ending(tail: str) -> bool:
    """Tell whether a tail behind an apostrophe is an ending (TÜBİTAK'ın) and not a part of the name (O'Brien)."""
    return _ending().fullmatch(tail) is not None


def read(word: str) -> tuple[str, str]:
    """Give the exact form and the lemma of a word.

    The exact form has one spelling for every case: a capital I is ı where that makes a Turkish word (KASIM) and i in
    foreign ones (INVEST, AI). The lemma of a word typed without Turkish letters is that of its Turkish spelling.
    """
    exact = lower_case(word)
    if not exact.isalpha() or len(exact) > _LONGEST_WORD:
        return exact, exact
    spelled = restore(exact)
    if spelled.isascii() and spelled not in lemmas("tr") and spelled not in frequencies("tr"):
        lemma = lemmatise(spelled)
        return exact, en.lemmatise(spelled) if lemma == spelled else lemma
    return exact, lemmatise(spelled)


def lower_case(word: str) -> str:
    """Lower a composed word as Turkish, unless its capital I is an English one."""
    if "I" not in word:
        return lower(word)
    dotless, dotted = lower(word.replace("I", "ı")), lower(word)
    if word[0] == "I" and not _initial_i().match(dotless):
        dotless = "i" + dotless[1:]
    if "ı" not in dotless or dotless == dotted:
        return dotted
    if "İ" in word or "ı" in word or dotless in lemmas("tr"):
        return dotless
    if dotted in lemmas("tr") or dotted in frequencies("tr") or dotted in frequencies("en"):
        return dotted
    return _harmonise(dotted, dotless) if restore(dotted) == dotted else dotted


def _harmonise(dotted: str, dotless: str) -> str:
    """Choose each unknown I by the vowel before it; the first one is ı, since Turkish capitals have İ for i."""
    found: list[str] = []
    last = "a"
    for plain, bare in zip(dotted, dotless, strict=True):
        letter = bare if bare == plain or last in BACK else plain
        found.append(letter)
        last = letter if letter in VOWELS else last
    return "".join(found)


def restore(word: str) -> str:
    """Give a word typed without Turkish letters its letters back, where the lexicon has one such word."""
    if not word.isascii() or word in lemmas("tr"):
        return word
    if not 0 < sum(map(word.count, _TWINS)) <= _MOST_TWINS:
        return word
    common = frequencies("tr")
    floor = _CLEAR * common.get(word, 0.0)
    found = _variants(word)
    if len(word) <= _SHORT or floor:
        found = [variant for variant in found if common.get(variant, 0.0) > floor]
    known = lemmas("tr")
    found = [variant for variant in found if variant in known and variant != word]
    return max(found, key=lambda variant: (common.get(variant, 0.0), _harmony(variant), variant), default=word)


def _variants(word: str) -> list[str]:
    """Give the spellings of a word with Turkish letters, without such as no word begins with."""
    known = lemmas("tr")
    found = [""]
    for letter in word:
        twins = _TWINS.get(letter, letter)
        if len(twins) * len(found) > _MOST_UNASKED:
            found = [beginning for beginning in found if known.continues(beginning)]
        found = [beginning + twin for beginning in found for twin in twins]
    return found


def _harmony(word: str) -> int:
    vowels = [letter in BACK for letter in word if letter in VOWELS]
    return sum(left == right for left, right in pairwise(vowels))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(ENDING)


@cache
def _initial_i() -> re.Pattern[str]:
    return re.compile(_INITIAL_I)
