"""Words of a query as the keys that the index holds, in each language that they may belong to."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from pipelines.text import LANGUAGES, keys, tokens
from pipelines.text.letters import ascii_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Keys: TypeAlias = tuple[str, ...]

# Joining words: in a run of words that must all occur they ask for nothing.
CONJUNCTIONS = frozenset({"ve", "and", "و", "&"})
_ARABIC = (("\u0600", "\u06ff"), ("\u0750", "\u077f"), ("\u08a0", "\u08ff"), ("\ufb50", "\ufdff"), ("\ufe70", "\ufefc"))


# Longer runs of letters are no words, and from 255 on Elasticsearch would cut them in pieces.
LONGEST = 200


def clip(tokens: list[str]) -> list[str]:
    """Cut what is too long to be a word, alike in texts and queries."""
    if max(map(len, tokens), default=0) <= LONGEST:
        return tokens
    return [token[:LONGEST] for token in tokens]


def is_arabic(text: str) -> bool:
    """Tell whether a word is in Arabic script: it holds such a letter."""
    return any(low <= letter <= high for letter in text for low, high in _ARABIC if letter.isalpha())


def languages_of(text: str) -> tuple[str, ...]:
    """Give the languages whose rules a text is read by: Persian for Arabic script, else all, since Latin is in all."""
    return ("fa",) if is_arabic(text) else LANGUAGES


@lru_cache(maxsize=4096)
def stem_forms(text: str) -> tuple[Keys, ...]:
    """Give the different sequences of recall keys that a text has in its languages; empty where it has no word."""
    return _distinct(keys(text, language)[1] for language in languages_of(text))


@lru_cache(maxsize=4096)
def exact_forms(text: str) -> tuple[Keys, ...]:
    """Give the different sequences of folded words that a text has in its languages; empty where it has no word."""
    return _distinct(keys(text, language)[0] for language in languages_of(text))


def _distinct(sequences: Iterable[list[str]]) -> tuple[Keys, ...]:
    return tuple(dict.fromkeys(tuple(clip(sequence)) for sequence in sequences if sequence))


@lru_cache(maxsize=4096)
def name_key(text: str) -> str:
    """Give the form in which names of people, places and unregistered organisations are compared: folded, ASCII."""
    return ascii_key(" ".join(keys(text, "en")[0]))


def searchable(text: str) -> bool:
    """Tell whether a text holds anything that is indexed."""
    return bool(exact_forms(text))


@lru_cache(maxsize=4096)
def absorbs(word: str, following: str) -> bool:
    """Tell whether two words written apart are one, such as a Persian noun and its plural suffix."""
    if not (is_arabic(word) and is_arabic(following)):
        return False
    edge = len(word)
    return any(token.start < edge < token.end for token in tokens(f"{word} {following}", "fa"))


def word_forms(words: Sequence[str]) -> list[tuple[Keys, ...]]:
    """Give for each word of a run the recall keys by which it is found; a Persian suffix belongs to the word before.

    A compound in one piece has several keys that must follow each other; conjunctions ask for nothing unless they
    are all there is.
    """
    wanted = [word for word in words if word.lower() not in CONJUNCTIONS] or list(words)
    found: list[tuple[Keys, ...]] = []
    run: list[str] = []
    for word in wanted:
        if is_arabic(word):
            run.append(word)
            continue
        found.extend(_persian(run))
        run = []
        found.append(stem_forms(word))
    found.extend(_persian(run))
    return [forms for forms in found if forms]


def _persian(words: Sequence[str]) -> list[tuple[Keys, ...]]:
    """Give the keys of neighbouring words in Arabic script, each word with the tokens that begin in it."""
    edges = [0]
    for word in words:
        edges.append(edges[-1] + len(word) + 1)
    found: list[list[str]] = [[] for _ in words]
    place = 0
    for token in tokens(" ".join(words), "fa"):
        while token.start >= edges[place + 1]:
            place += 1
        if token.stem:
            found[place].append(token.stem[:LONGEST])
    return [(tuple(stems),) for stems in found if stems]
