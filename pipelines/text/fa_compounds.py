"""Persian compounds written in one: where they are cut, by a lexicon of compounds and by how frequent the parts are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from pipelines.text.fa_lemmas import lemmatise, share
from pipelines.text.fa_verbs import verb_forms
from pipelines.text.letters import fold_letters
from pipelines.text.lexicon import read_rows

_SHORTEST, _LONGEST = 4, 40
# A part of at least this share of running text may stand in a compound that the lexicon lacks.
_PART = 2e-5
# A part of three letters, or the host of a glued و, must be as frequent as this: شور, کیت and بال are parts of names.
_HOST = 5e-5
# A second part that ends so many compounds of the lexicon (سازی, گذاری, شناس) makes new ones with rarer first parts.
_PRODUCTIVE = 4
_FIRST_PART = 1e-6
# Words that are written together with what follows or precedes where a ZWNJ was lost.
_PROCLITICS = ("به", "بی", "هم", "غیر", "پیش", "پس", "نیم", "باز", "فرا", "درون", "برون", "میان", "چند")
_ENCLITICS = ("و", "را", "که", "است", "بود", "شده", "شد")
_SHORTEST_HOST = 3
# Possessives of one letter; a frequent word that ends so (واکنش) is whole.
_ONE_LETTER = ("م", "ت", "ش")


@dataclass(frozen=True, slots=True)
class Compound:
    """Where a word is cut into parts, and where its own inflection begins (at its end as far as nothing is known)."""

    seams: tuple[int, ...]
    end: int


def analyse(word: str) -> Compound:
    """Cut a folded word without ZWNJ; most words are one part."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return Compound((), len(word))
    listed = _listed(word) or _perfect(word)
    if listed or _is_known(word):
        return listed or Compound((), len(word))
    at = _guess(word)
    if not at:
        return Compound((), len(word))
    first, second = analyse(word[:at]), analyse(word[at:])
    return Compound((*first.seams, at, *(at + seam for seam in second.seams)), at + second.end)


def is_listed(word: str) -> bool:
    """Tell whether a word is a compound of the lexicon, so that it is one in two parts however it is written."""
    return word in _lexicon()


def _listed(word: str) -> Compound | None:
    """Find the compound that a word is, or is with an ending of the noun."""
    lexicon = _lexicon()
    for end in range(len(word), _SHORTEST - 1, -1):
        found = lexicon.get(word[:end])
        if found and _ending().fullmatch(word, end) and not (word[end:] in _ONE_LETTER and share(word)):
            return Compound(found, end)
    return None


def _perfect(word: str) -> Compound | None:
    """Cut the copula from a participle: شده|است."""
    verb = word.removesuffix("است")
    return Compound((len(verb),), len(word)) if verb != word and verb[-1:] == "ه" and verb in verb_forms() else None


def _is_known(word: str) -> bool:
    if share(word) or word in verb_forms():
        return True
    lemma = lemmatise(word)
    return lemma != word and share(lemma) > 0


def _guess(word: str) -> int:
    """Find the cut with the most frequent parts in a word that no list knows."""
    best, found = 0.0, 0
    for at in range(1, len(word)):
        head = share(word[:at])
        weight = _weight(word[:at], word[at:], head) if head else 0.0
        if weight > best:
            best, found = weight, at
    return found


def _weight(first: str, second: str, head: float) -> float:
    """Give the share of the rarer part if the two may make a compound, else 0; ``head`` is that of the first."""
    if second in _ENCLITICS:
        return head if len(first) >= _SHORTEST_HOST and head > _HOST else 0.0
    proclitic = first in _PROCLITICS
    rare = head <= _FIRST_PART or len(first) < _SHORTEST_HOST
    if (rare and not proclitic) or len(second) < _SHORTEST_HOST or _ending().fullmatch(second):
        return 0.0
    if proclitic:
        tail = _tail(second)
        return min(head, tail) if tail > _PART / 2 else 0.0
    floor = _HOST if len(first) == _SHORTEST_HOST or len(second) == _SHORTEST_HOST else _PART
    if head > (floor if len(first) == _SHORTEST_HOST else _FIRST_PART) and _second_part(second):
        return max(head, _PART)
    return min(head, tail) if head > floor and (tail := _tail(second)) > floor else 0.0


def _tail(word: str) -> float:
    """Give the share of a second part, or of its base if that is a noun."""
    return share(word) if word in verb_forms() else max(share(word), share(lemmatise(word)))


def _second_part(word: str) -> bool:
    productive = _productive()
    return any(
        word[:end] in productive and _ending().fullmatch(word, end) is not None
        for end in range(len(word), _SHORTEST_HOST - 1, -1)
    )


@cache
def _lexicon() -> dict[str, tuple[int, ...]]:
    """The offsets of the seams in each compound of the lexicon, by the compound in one word."""
    compounds = (fold_letters(row[0]).split(" ") for row in read_rows("fa_compounds.tsv"))
    return {"".join(parts): tuple(accumulate(map(len, parts[:-1]))) for parts in compounds}


@cache
def _productive() -> frozenset[str]:
    last = Counter(word[places[-1] :] for word, places in _lexicon().items())
    return frozenset(part for part, count in last.items() if count >= _PRODUCTIVE and len(part) >= _SHORTEST_HOST)


@cache
def _ending() -> re.Pattern[str]:
    own = "م|ت|ش|مان|تان|شان"
    return re.compile(f"(?:ی|یی|ی?ان|ات|گان|گی|تر|ترین|ه)?(?:ها(?:ی(?:{own}|ی)?)?)?(?:ی|ای|اند|{own})?")
