"""What a verb form says: whether it happened, happens, will or may happen, and whether it is negated.

Lemmas lose tense and negation, so these rules read the folded form. Turkish carries both in its suffixes, Persian in
a light verb (شد، خواهد شد، نمی‌شود), English in endings and the words before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Tense(StrEnum):
    """What a form says of time; ``NOMINAL`` forms (signing, imzalanması, امضای) leave it to another verb."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    POSSIBLE = "possible"
    NOMINAL = "nominal"
    CONVERB = "converb"


@dataclass(frozen=True, slots=True)
class Form:
    """A verb form: its tense and whether it is negated."""

    tense: Tense
    negated: bool = False


_TR_NEGATED = re.compile(
    r"m[ae](?:d[ıi]|m[ıi]ş|y?aca[kğ]|y?ece[kğ]|yan|yen|z(?:lar|ler)?$|d[ıi]ğ|y[ıi]p|den$|dan$|y[ae]rak)"
    r"|m[ıiuü]yor"
)
_TR_ACCUSATIVE = frozenset({"ı", "i", "u", "ü"})
_TR_TENSES = (
    (Tense.POSSIBLE, re.compile(r"[ae]bilece[kğ]")),
    (Tense.FUTURE, re.compile(r"[ae]ca[kğ]|[ae]ce[kğ]")),
    (Tense.POSSIBLE, re.compile(r"[ae]bil|m[ae]l[ıi](?:d[ıi]r|y[ıi]z|lar|ler)?$|[aeıiuü]rs[ae]|(?<=[dl])s[ae]$")),
    (Tense.PRESENT, re.compile(r"[ıiuü]yor|m[ae]kta")),
    (Tense.CONVERB, re.compile(r"(?:[ıiuü]p|[ae]r[ae]k|[ıiuü]nc[ae])$")),
    (Tense.PAST, re.compile(r"m[ıiuü]ş(?:t[ıiuü]r?|lar|ler|t[ıiuü]r)?$|[dt][ıiuü](?:k|m|n|lar|ler|r)?$|[dt][ıiuü]ğ")),
    (Tense.PAST, re.compile(r"(?:[ıiuü]l|[ıiuü]n|[aeıiuü]n|[lraet]|[ae]y|[ıi]y)[ae]n(?:lar|ler)?$")),
    (Tense.POSSIBLE, re.compile(r"(?:[ıiuü]l|[ae]n|[ıi]n|l[ae]|t)[ıiuüae]r(?:lar|ler)?$")),
    (Tense.NOMINAL, re.compile(r"m[ae](?:k|s[ıi]\w*|y[ıi]|y[ae]|n[ıi]n|lar\w*|ler\w*)?$")),
)

_FA_PAST = (
    "شد|کرد|نمود|گردید|رسید|یافت|گرفت|داد|داشت|زد|گذاشت|آمد|رفت|بست|پرداخت|ساخت|پیوست|خورد|آورد|برد|کشید|نشست|افتاد|"
    "پذیرفت|گشود|گشت|بود|ماند|انداخت|فروخت|خرید"
)
_FA_PRESENT = (
    "شو|کن|نما|نمای|گرد|رس|یاب|گیر|ده|دار|زن|گذار|آی|رو|بند|پرداز|ساز|پیوند|خور|آور|بر|کش|نشین|افت|مان|باش|"
    "پذیر|گشا|انداز"
)
_FA_FORMS = (
    (Tense.FUTURE, re.compile(r"(ن?)خواه(?:د|ند|یم|م|ید|ی)")),
    (Tense.PAST, re.compile(rf"(ن?)(?:می)?(?:{_FA_PAST})(?:م|ی|یم|ید|ند|ه|هاند|هاست|هاست|هایم|ها)?")),
    (Tense.PRESENT, re.compile(rf"(ن?)می(?:{_FA_PRESENT})(?:د|ند|م|یم|ی|ید)")),
    (Tense.POSSIBLE, re.compile(rf"(ن?)ب?(?:{_FA_PRESENT})(?:د|ند|م|یم|ید)")),
)

_EN_NEGATIONS = frozenset(
    {"not", "never", "n't", "didn't", "hasn't", "haven't", "without", "no", "won't", "wasn't", "cannot"}
)
_EN_FUTURE = frozenset({"will", "shall", "'ll"})
_EN_BETWEEN = frozenset({"be", "have", "been"})
"""Words between "to" and the verb of an infinitive, beside adverbs: "to be signed", "to jointly build"."""
_EN_POSSIBLE = frozenset({"may", "might", "could", "should", "would", "can", "must", "if"})
_EN_PERFECT = frozenset({"have", "has", "had", "having", "was", "were", "been", "is", "are"})
_EN_IRREGULAR = frozenset(
    [
        "won",
        "held",
        "met",
        "set",
        "built",
        "struck",
        "paid",
        "sold",
        "bought",
        "got",
        "given",
        "took",
        "taken",
        "went",
        "made",
        "said",
        "began",
        "begun",
        "chosen",
        "put",
        "cut",
        "let",
        "hosted",
        "awarded",
        "shown",
        "sent",
        "led",
        "drawn",
        "drew",
        "grew",
        "became",
    ]
)
_EN_REACH = 3


def turkish(form: str, lemma: str) -> Form | None:
    """Read the suffixes of a Turkish form; ``None`` where it is no verb form, as a noun in the accusative."""
    if form[: len(lemma)] == lemma and form[len(lemma) :] in _TR_ACCUSATIVE:
        return None
    for tense, pattern in _TR_TENSES:
        if pattern.search(form):
            negated = tense is not Tense.NOMINAL and bool(_TR_NEGATED.search(form))
            return Form(tense, negated)
    return Form(Tense.POSSIBLE, negated=True) if _TR_NEGATED.search(form) else None


def persian(form: str) -> Form | None:
    """Read a Persian verb form; ``None`` where it is none."""
    for tense, pattern in _FA_FORMS:
        found = pattern.fullmatch(form)
        if found:
            return Form(tense, bool(found[1]))
    return None


def english(form: str, before: Sequence[str]) -> Form:
    """Read an English form by its ending and the words before it, the nearest last."""
    near = list(before)[-_EN_REACH:]
    negated = not _EN_NEGATIONS.isdisjoint(near) or any(word.endswith("n't") for word in near)
    if not _EN_POSSIBLE.isdisjoint(near):
        return Form(Tense.POSSIBLE, negated)
    is_future = not _EN_FUTURE.isdisjoint(near) or _is_infinitive(form, near)
    if is_future and not (near and near[-1] in _EN_PERFECT - {"is", "are"} and "be" not in near):
        return Form(Tense.FUTURE, negated)
    if form.endswith("ing"):
        return Form(Tense.PRESENT if near and near[-1] in {"is", "are"} else Tense.NOMINAL, negated)
    if form.endswith("ed") or form in _EN_IRREGULAR:
        return Form(Tense.PAST, negated)
    return Form(Tense.PRESENT, negated)


def _is_infinitive(form: str, near: Sequence[str]) -> bool:
    """Say whether "to" belongs to the verb and is no preposition before: "parts to operators, signed"."""
    if "to" not in near:
        return False
    between = near[len(near) - 1 - near[::-1].index("to") + 1 :]
    is_base = not (form.endswith("ed") or form in _EN_IRREGULAR)
    return (bool(between) or is_base) and all(word in _EN_BETWEEN or word.endswith("ly") for word in between)
