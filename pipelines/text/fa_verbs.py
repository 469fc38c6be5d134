"""Persian verbs: every simple form of the verbs in ``data/fa_verbs.tsv``, by the rules of written Persian.

The prefixes and endings follow Lazard, *A Grammar of Contemporary Persian*, and Mahootian, *Persian*; the lemma of a
form is its verb's past stem, so that the noun of the same shape (خرید, ساخت, برداشت) is found with it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pipelines.text.lexicon import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAST = ("", "م", "ی", "یم", "ید", "ند")
_PRESENT = ("م", "ی", "د", "یم", "ید", "ند")
_PERFECT = ("", "ام", "ای", "ایم", "اید", "اند")
_CONTINUOUS = ("می", "نمی")
# Verbs that build others; their bare present (کنیم, خواهیم) is frequent, that of others looks like nouns.
_AUXILIARY = frozenset({"کرد", "شد", "داد", "داشت", "بود", "خواست", "گفت", "گرفت"})
# Stems in و whose و is a consonant; after the others a ی is written before endings (گو, گوید).
_CONSONANT_WAW = frozenset({"شو", "رو", "شنو", "دو"})


@cache
def verb_forms() -> dict[str, str]:
    """Give the lemma (past stem) of each verb form, without blanks and ZWNJ; built once, 30,000 forms."""
    found: dict[str, str] = {}
    for past, presents in read_rows("fa_verbs.tsv"):
        for form in _forms(past, presents.split()):
            found.setdefault(form, past)
    return found


def _forms(past: str, presents: list[str]) -> Iterator[str]:
    yield from _past_forms(past)
    if past in _AUXILIARY:
        yield from (present + ending for present in presents for ending in ("م", "یم"))
    for present in presents:
        yield from _present_forms(present)


def _past_forms(past: str) -> Iterator[str]:
    negated = _negate(past)
    for ending in _PAST:
        yield past + ending
        yield negated + ending
        yield from (prefix + past + ending for prefix in _CONTINUOUS)
    for ending in _PERFECT:
        yield past + "ه" + ending
        yield negated + "ه" + ending
        yield from (prefix + past + "ه" + ending for prefix in _CONTINUOUS)
    yield past + "ن"
    yield negated + "ن"
    yield past + "نی"
    yield past + "نش"


def _present_forms(present: str) -> Iterator[str]:
    negated, wished = _negate(present), _wish(present)
    for ending in _present_endings(present):
        yield from (prefix + present + ending for prefix in _CONTINUOUS)
        yield negated + ending
        yield wished + ending
        if ending[-1:] == "د":
            yield present + ending
    yield wished


def _present_endings(present: str) -> tuple[str, ...]:
    if present[-1] == "ا" or (present[-1] == "و" and present not in _CONSONANT_WAW):
        return ("یم", "یی", "ید", "ییم", "یید", "یند", "د", "ند")
    return _PRESENT


def _negate(stem: str) -> str:
    """Put ن before a stem: نکرد, نیامد, نیفتاد."""
    return "ن" + _glide(stem)


def _wish(stem: str) -> str:
    """Put ب before a stem: بکن, بیا, بیفت."""
    return "ب" + _glide(stem)


def _glide(stem: str) -> str:
    if stem[0] == "آ":
        return "یا" + stem[1:]
    if stem[0] == "ا" and stem[1] != "ی":
        return "ی" + stem[1:]
    return stem
