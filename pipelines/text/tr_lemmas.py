"""Turkish lemmas: simplemma's dictionary, with derived words kept apart from what they are derived from.

The dictionary takes many derived words back to their root (girişimci to girişim, geliştirdi to geliş, hızlandırma to
hız) and others not; here only inflection is taken off, and a passive verb is the verb.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipelines.text.chains import Chains
from pipelines.text.lexicon import frequencies, lemmas, read_rows
from pipelines.text.tr_endings import BACK, VOWELS, bases, last_vowel, takes, verb_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

_HIGH = "[ıiuü]"
# Endings that make a noun of a noun: -ci, -lik, -siz; and of a verb: -me, -iş, -ici.
_NOUN_OF_NOUN = rf"(?:[cç]{_HIGH}(?:l{_HIGH}k)?|l{_HIGH}k|s{_HIGH}z(?:l{_HIGH}k)?)"
_NOUN_OF_VERB = rf"(?:m[ae]|y?{_HIGH}ş|y?{_HIGH}c{_HIGH}(?:l{_HIGH}k)?)"
_SHORTEST_BASE = 3
_SHORTEST_NAME = 4
_SHORTEST_HEAD = 2
# How an unknown word may be cut into a head and a known inflected word.
_SHORTEST_TAIL, _LONGEST_HEAD = 5, 20


@lru_cache(maxsize=32768)
def lemmatise(word: str) -> str:
    """Give the lemma of a folded Turkish word; a word that nothing is known of stays as it is."""
    fixed = _exceptions().get(word)
    if fixed is not None:
        return fixed
    root = lemmas("tr").get(word)
    return _of_unknown(word) if root is None else _of_known(word, root)


def _of_known(word: str, root: str) -> str:
    if word[0] == "i" and root[0] == "ı":  # ibm is filed under ıbm
        root = "i" + root[1:]
    if len(root) < _SHORTEST_BASE - 1 or word == root:
        return _singular(root)
    found = [word, *bases(word)]
    verbs = [_active(stem) for stem in verb_stems(word) if stem[:2] == root[:2] and _is_plain_verb(stem)]
    noun = _derived_noun(word, found, root, verbs)
    if noun:
        return noun
    longest = max(verbs, key=len, default="")
    if longest in _own_verbs() or (len(longest) > len(root) and _told().fullmatch(word, len(longest))):
        return longest
    if root in found or root in verbs or (is_verb(root) and _inflects(root, word)):
        return lemmatise(root) if _is_verbal_noun(root) else root
    return longest if len(longest) > len(root) else root


def _singular(word: str) -> str:
    """Take off the plural that the dictionary left on: kurbağalar, adalar."""
    base = word[:-3]
    if len(base) < _SHORTEST_NAME:
        return word
    return base if word[-3:] in {"lar", "ler"} and plural(base) == word and lemmas("tr").get(base) == base else word


def _is_verbal_noun(noun: str) -> bool:
    """Tell whether the dictionary takes a noun back to a verb: çalışan to çalış, büyüme to büyü."""
    verb = lemmas("tr").get(noun) or noun
    return verb != noun and noun.startswith(verb) and is_verb(verb) and not _is_plain_verb(noun)


def _inflects(root: str, word: str) -> bool:
    return takes(word[: len(root)], word[len(root) :])


def _derived_noun(word: str, found: Sequence[str], root: str, verbs: Sequence[str]) -> str:
    """Find the longest base that is the root, or a verb made of it, and an ending that makes another word."""
    longer = [base for base in found if len(base) > len(root)]
    longer.sort(key=len, reverse=True)
    heads = [*verbs, root] if longer and is_verb(root) else verbs
    for base in longer:
        if _is_derived(base, root, heads) and not _is_negated(word, base):
            return base
    return ""


def _is_negated(word: str, base: str) -> bool:
    """Tell whether a noun in -me is the negated verb here: araştırmadı, olmamış."""
    return base[-2:] in {"ma", "me"} and _told().fullmatch(word, len(base)) is not None


def _is_derived(base: str, root: str, heads: Sequence[str]) -> bool:
    if base.startswith(root) and _noun_of_noun().fullmatch(base, len(root)):
        return base in frequencies("tr") or plural(base) in lemmas("tr")
    for verb in heads:
        if base.startswith(verb) and _noun_of_verb().fullmatch(base, len(verb)):
            return base[-2] in "cç" or plural(base) in frequencies("tr")
    return False


def _of_unknown(word: str) -> str:
    known, common = lemmas("tr"), frequencies("tr")
    found = [base for base in bases(word) if len(base) >= _SHORTEST_BASE]
    nouns = [base for base in found if base in known]
    if nouns and word in common:
        nouns = [base for base in nouns if len(word) - len(base) > 1 and common.get(base, 0.0) > common[word]]
    if nouns:
        return lemmatise(max(nouns, key=len))
    verbs = [stem for stem in verb_stems(word) if _is_plain_verb(stem)]
    if verbs:
        return _active(max(verbs, key=len))
    compound = _compound(word, found)
    if compound:
        return compound
    if word in common:
        return word
    rare = [base for base in found if base in common and len(base) >= _SHORTEST_NAME]
    return min(rare, key=len) if rare else _of_name(word)


def _compound(word: str, found: Sequence[str]) -> str:
    """Find the shortest compound with the possessive in its dictionary form: milletvekilleri is milletvekili."""
    common = frequencies("tr")
    for base in sorted(found, key=len) if len(found) > 1 else found:
        stems = (base, base[:-1] + "ğ") if base[-1] == "k" else (base,)
        if _possessed().isdisjoint(stems):
            continue
        for vowel in "ıiuü":
            for stem in stems:
                if stem + vowel in common and stem + vowel != word:
                    return stem + vowel
    return ""


@cache
def _possessed() -> frozenset[str]:
    """Common words that end in what may be a possessive, without it."""
    return frozenset(word[:-1] for word in frequencies("tr") if word[-1] in "ıiuü")


def _of_name(word: str) -> str:
    """Strip an unknown name: where it ends in a known inflected word (teknokentte), or in what hardly ends a name."""
    known = lemmas("tr")
    for at in range(_SHORTEST_BASE, min(len(word) - _SHORTEST_TAIL, _LONGEST_HEAD) + 1):
        tail = word[at:]
        root = known.get(tail)
        if root is not None and root != tail and len(lemma := lemmatise(tail)) >= _SHORTEST_NAME:
            return word[:at] + lemma
    return word[: _plain(word)]


def _plain(name: str) -> int:
    """Give the length of a name without endings that hardly end a name."""
    plural, possessive = _plain_endings()
    length = len(name)
    for at in plural.starts(name):
        length = at if at >= _SHORTEST_HEAD else length
    for at in possessive.starts(name):
        # The vowel before the ending is the name's.
        length = min(length, at + 1) if at + 1 >= _SHORTEST_HEAD else length
    return length


def is_verb(stem: str) -> bool:
    """Tell whether the dictionary has the infinitive of a stem."""
    return _infinitive(stem) in lemmas("tr")


def plural(noun: str) -> str:
    """Add the plural ending."""
    return noun + ("lar" if last_vowel(noun) in BACK else "ler")


def _infinitive(stem: str) -> str:
    return stem + ("mak" if last_vowel(stem) in BACK else "mek")


@lru_cache(maxsize=16384)
def _is_plain_verb(stem: str) -> bool:
    """Tell whether a stem is a verb without the endings of negation and ability, which dictionaries list, too."""
    if not is_verb(stem):
        return False
    return not (
        (stem[-2:] in {"ma", "me"} and is_verb(stem[:-2])) or (stem.endswith("bil") and is_verb(stem[:-4] or stem[:-3]))
    )


def _active(verb: str) -> str:
    """Take a passive verb back to its active: geliştiril- to geliştir-, imzalan- to imzala-."""
    if verb in _own_verbs() or len(verb) < _SHORTEST_NAME:
        return verb
    short = verb[:-2]
    if re.fullmatch(f"{_HIGH}l", verb[-2:]) or (re.fullmatch(f"{_HIGH}n", verb[-2:]) and short[-1] == "l"):
        hard = short[:-1] + "t" if short[-1] == "d" else short
        return next((_active(stem) for stem in (short, hard) if is_verb(stem)), verb)
    if verb[-1] == "n" and verb[-2] in VOWELS and is_verb(verb[:-1]):
        return verb[:-1]
    return verb


@cache
def _exceptions() -> dict[str, str]:
    return {form: lemma for lemma, forms in read_rows("tr_lemmas.tsv") for form in forms.split()}


@cache
def _own_verbs() -> frozenset[str]:
    """Verbs that look like passives but mean something of their own."""
    return frozenset(verb for row in read_rows("tr_verbs.tsv") for verb in row)


@cache
def _told() -> re.Pattern[str]:
    """The past endings of a finite verb."""
    return re.compile(f"(?:[dt]{_HIGH}|m{_HIGH}ş)(?:m|n|k|l[ae]r|n{_HIGH}z|{_HIGH}z|t{_HIGH}r)?")


@cache
def _noun_of_noun() -> re.Pattern[str]:
    return re.compile(_NOUN_OF_NOUN)


@cache
def _noun_of_verb() -> re.Pattern[str]:
    return re.compile(_NOUN_OF_VERB)


@cache
def _plain_endings() -> tuple[Chains, Chains]:
    """The plural with what may follow, and a genitive or possessive with the vowel before it."""
    low, high = "[ae]", "[ıiuü]"
    case = f"(?:n?{high}n|n{high}|{high}|n?{low}|n?d{low}n?|y?l{low})?"
    return (
        Chains(f"l{low}r{high}?(?:m{high}z|n{high}z)?{case}"),
        Chains(f"[{VOWELS}](?:n{high}n|s{high}n(?:{high}n?|{low}|d{low}n?))"),
    )
