"""Persian lemmas: verbs by table, broken plurals by list, the regular endings by rules that ask the word frequencies.

An ending is taken off only where what remains is the more usual word, since most endings also end words that are whole
(زمان, تنها, دختر); the words that look inflected all the same are listed in ``data/fa_whole.tsv``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipelines.text.fa_verbs import verb_forms
from pipelines.text.letters import ZWNJ, fold_letters
from pipelines.text.lexicon import frequencies, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable

# A word of at least this share of running text is in common use (2 in a million).
_USED = 2e-6
# A base this many times as frequent as the form with the ending is the word, and the form is inflected.
_CLEAR = 4.0
# An adjective in ی (ایرانی, علمی) is a word of its own from this ratio to its noun on; a noun with the article ی
# (شرکتی, کتابی) is rarer. Measured on the two hundred most frequent pairs of the frequency list.
_ADJECTIVE = 0.08
_SHORTEST = 2


@lru_cache(maxsize=16384)
def lemmatise(word: str) -> str:
    """Give the lemma of a folded Persian word without ZWNJ; a word that no rule knows stays as it is."""
    fixed = _irregular().get(word)
    if fixed is not None:
        return fixed
    verb = verb_forms().get(word)
    if verb is not None and word not in _whole("verb"):
        return verb
    for rule in _RULES.get(word[-1:], ()):
        base = rule(word)
        if base and base != word:
            return lemmatise(base)
    return word


def lemmatise_inflected(base: str, word: str) -> str:
    """Give the lemma of a word of which it is known where the inflection begins: خانه‌ای is خانه, not خان with های."""
    if base == word or not share(base) or word in verb_forms() or word in _irregular():
        return lemmatise(word)
    if word == base + "ای" and frequencies("fa").get(base + ZWNJ + "ای", 0.0) > _ADJECTIVE * share(base):
        return word
    return lemmatise(base)


def share(word: str) -> float:
    """Give the share of a word in running Persian text; 0 where it is unknown."""
    return _shares().get(word, 0.0)


def _plural(word: str) -> str:
    """شرکت‌ها, شرکت‌های, شرکت‌هایشان."""
    match = _plural_ending().fullmatch(word) if "ها" in word else None
    if not match or word in _whole("ها"):
        return ""
    full, singular = match[1] + "ها", match[1] + "ه"
    if full in _whole("ها"):
        return full
    if word != full + "ی" or not share(singular):
        return match[1]
    if _is_finite(match[1]) or share(singular) > 2 * share(match[1]):  # خانه‌ای, not خان‌های
        return "" if share(word) > _ADJECTIVE * share(singular) else singular
    return match[1]


def _is_finite(word: str) -> bool:
    """Tell whether a word is a verb form that is no noun as well: هست, کنند, but not نهاد, روند."""
    if word in _irregular():
        return True
    return verb_forms().get(word, word) != word and word not in _whole("verb")


def _possessive(word: str) -> str:
    """شرکتشان, کشورمان, اعضایشان."""
    base, ending = word[:-3], word[-3:]
    if ending not in {"شان", "مان", "تان"} or word in _whole("ان") or len(base) <= _SHORTEST:
        return ""
    if share(word[:-2]) > share(base):  # امام‌ان, دوست‌ان
        return ""
    if base[-1] == "ی" and base[-2] in "او" and len(base) > _SHORTEST + 1 and share(base[:-1]) > _USED:
        return base[:-1]
    return base if share(base) > max(_USED, 20 * share(word)) else ""


def _enclitic(word: str) -> str:
    """خانه‌اش, برنامه‌ام, برنامه‌اند."""
    if word in _whole("ها"):
        return ""
    for ending in ("اش", "ات", "ام", "اند", "اید", "ایم"):
        base = word.removesuffix(ending)
        if base != word and base[-1:] == "ه" and len(base) > _SHORTEST and share(base) > _USED:
            return base
    return ""


def _feminine_plural(word: str) -> str:
    """محصولات, مقالات, خدمات, تجربیات, سبزیجات."""
    if not word.endswith("ات") or word in _whole("ات"):
        return ""
    base = word[:-2]
    if base.endswith("ج"):
        return _most_used([base[:-1] + "ه", base[:-1]])
    if base.endswith("ی"):
        return _most_used([base + "ه", base + "ت", base[:-1] + "ه"]) or _most_used([base])
    return _most_used([base, base + "ه", base + "ت"])


def _animate_plural(word: str) -> str:
    """مدیران, دانشجویان, ایرانیان, نمایندگان."""
    if not word.endswith("ان") or word in _whole("ان"):
        return ""
    base = word[:-2]
    if base.endswith("گ") and share(base[:-1] + "ه") > 0:
        return base[:-1] + "ه"
    if base.endswith("ی") and base[-2:-1] in {"ا", "و"} and len(base) > _SHORTEST + 1 and share(base[:-1]) > _USED:
        return base[:-1]
    return base if len(base) > _SHORTEST and share(base) > max(_USED, share(word) / _CLEAR) else ""


def _arabic_plural(word: str) -> str:
    """متخصصین, محققین, انقلابیون; ordinals: پنجمین."""
    if word[-2:] not in {"ین", "ون"} or word in _whole("ین"):
        return ""
    base = word[:-2]
    return base if len(base) > _SHORTEST + 1 and share(base) > max(_USED, share(word)) else ""


def _degree(word: str) -> str:
    """بزرگ‌تر, بزرگ‌ترین."""
    match = _degree_ending().fullmatch(word) if "تر" in word else None
    if not match or word in _whole("تر"):
        return ""
    if match[1] + "تر" in _whole("تر"):
        return match[1] + "تر"
    return match[1] if len(match[1]) > _SHORTEST and share(match[1]) > _USED else ""


def _after_he(word: str) -> str:
    """برنامه‌ای, خانه‌ی; but هسته‌ای and منطقه‌ای are adjectives of their own."""
    if word in _whole("ی"):
        return ""
    for ending in ("ای", "ی"):
        base = word.removesuffix(ending)
        if base != word and base[-1:] == "ه" and len(base) > _SHORTEST and share(base) > _USED:
            return base if share(word) < _ADJECTIVE * share(base) else ""
    return ""


def _after_vowel(word: str) -> str:
    """دانشجوی, نیروی; دانشجویی, جایی."""
    if not word.endswith("ی") or word in _whole("ی"):
        return ""
    base = word[:-1]
    if base[-1:] == "ی" and base[-2:-1] in {"ا", "و"}:
        return base[:-1] if share(word) < _ADJECTIVE * share(base[:-1]) else ""
    return base if base[-1:] in {"ا", "و"} and len(base) > _SHORTEST and share(base) > share(word) / 5 else ""


def _article(word: str) -> str:
    """شرکتی, کتابی, مدیرانی; but ایرانی and علمی are adjectives of their own."""
    base = word[:-1]
    if not word.endswith("ی") or word in _whole("ی") or len(base) <= _SHORTEST or base[-1] in "اوی":
        return ""
    if _is_plural(base):
        return base
    return base if share(base) > _USED and share(word) < _ADJECTIVE * share(base) else ""


def _short_possessive(word: str) -> str:
    """کتابش, کشورم, همکارانش; but بارش and آموزش are nouns of verbs."""
    base = word[:-1]
    if word[-1] not in "شم" or len(base) <= _SHORTEST or word in _whole("ش"):
        return ""
    if _is_plural(base):
        return base
    return base if share(base) > _CLEAR * _USED and share(word) < share(base) / 10 else ""


def _is_plural(word: str) -> bool:
    return bool(_animate_plural(word) or _feminine_plural(word))


# By the last letter of the words that a rule may know, in the order in which rules are asked.
_RULES: dict[str, tuple[Callable[[str], str], ...]] = {
    "ا": (_plural,),
    "ت": (_plural, _enclitic, _feminine_plural),
    "د": (_plural, _enclitic),
    "ر": (_degree,),
    "ش": (_plural, _enclitic, _short_possessive),
    "م": (_plural, _enclitic, _short_possessive),
    "ن": (_plural, _possessive, _animate_plural, _arabic_plural, _degree),
    "ی": (_plural, _degree, _after_he, _after_vowel, _article),
}


def _most_used(bases: list[str]) -> str:
    best = max(bases, key=share)
    return best if share(best) > _USED and len(best) > _SHORTEST else ""


@cache
def _shares() -> dict[str, float]:
    """The frequencies without ZWNJ, for words and their inflected forms (compounds are found by their parts)."""
    found: dict[str, float] = {}
    for word, amount in frequencies("fa").items():
        parts = word.split(ZWNJ)
        if all(_affix().fullmatch(part) for part in parts[1:]):
            joined = "".join(parts)
            found[joined] = found.get(joined, 0.0) + amount
    return found


@cache
def _irregular() -> dict[str, str]:
    pairs = ((form, lemma) for lemma, forms in read_rows("fa_lemmas.tsv") for form in forms.split())
    return {fold_letters(form): fold_letters(lemma) for form, lemma in pairs}


@cache
def _whole(ending: str) -> frozenset[str]:
    words = (word for group, row in read_rows("fa_whole.tsv") if group == ending for word in row.split())
    return frozenset(fold_letters(word) for word in words)


@cache
def _plural_ending() -> re.Pattern[str]:
    return re.compile("(.{2,}?)ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان|ست|یند|یست|یم)?")


@cache
def _degree_ending() -> re.Pattern[str]:
    return re.compile("(.{2,})تر(?:ین)?ی?")


@cache
def _affix() -> re.Pattern[str]:
    return re.compile("ها.*|تر|ترین|تری|ای|ام|ات|اش|اند|ایم|اید|ی|یی|مان|تان|شان|م|ت|ش")
