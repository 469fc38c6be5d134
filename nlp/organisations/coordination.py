"""Several names with one plural head: "Gazi ve Hacettepe üniversiteleri", "دانشگاه‌های تهران و تبریز"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.organisations.reading import read_yaml
from nlp.organisations.spelling import COMMA, name_keys
from nlp.organisations.trie import Hit, Trie, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.organisations.trie import Node
    from nlp.organisations.words import Word

_AND = frozenset({COMMA, "و", "ve", "ile", "and"})
# Words that may stand between the head and a name or before each name.
_PASSED = frozenset({"استان", "استانهای", "شهر", "the"})
# The longest conjunct in words, and the most conjuncts of one head.
_LONGEST = 6
_MOST = 30
# The longest unknown member of a list in words.
_UNKNOWN = 3

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Heads:
    """Plural heads by their keys, each with the keys of its singular, and the words to look for."""

    singular: Mapping[Keys, Keys]
    words: frozenset[str]


def may_head(word: Word) -> bool:
    """Tell whether a word may be a plural head, the first word of one before names or the last of one behind them."""
    after = _heads("after").words
    return word.key in _heads("before").words or word.key in after or not after.isdisjoint(word.bases)


def coordinated(trie: Trie, words: Sequence[Word]) -> Iterator[Hit]:
    """Give the names that share a plural head; a name's hit holds the head only where it stands beside it."""
    for place, word in enumerate(words):
        if word.heads:
            yield from _following(trie, words, place, _heads("before"))
            yield from _preceding(trie, words, place, _heads("after"))


def _following(trie: Trie, words: Sequence[Word], place: int, heads: _Heads) -> Iterator[Hit]:
    for length in range(_LONGEST, 0, -1):
        singular = heads.singular.get(tuple(word.key for word in words[place : place + length]))
        node = trie.node(singular) if singular else None
        if node:
            yield from _conjuncts(node, words, place, place + length)
            return


def _conjuncts(node: Node, words: Sequence[Word], head: int, place: int) -> Iterator[Hit]:
    """Give the hits of a list behind a plural head; a single name is no list (دانشگاه‌های تهران: those of a city).

    An unknown member may stand between known ones, but the list ends before a second one.
    """
    found: list[Hit] = []
    start = head
    shared: Keys = ()
    known = False
    for count in range(1, _MOST):
        place = _pass(words, place)
        hits = _conjunct(node, shared, words, place)
        end = hits[0].end if hits else (_skip(words, place) if known else place)
        known = bool(hits)
        found.extend(hit._replace(start=start) for hit in hits)
        shared = tuple(word.key for word in words[place : end - 1]) if hits else ()
        if end >= len(words) or words[end].key not in _AND or (not hits and end == place):
            if count > 1:
                yield from found
            return
        start = place = end + 1


def _pass(words: Sequence[Word], place: int) -> int:
    while place < len(words) and words[place].key in _PASSED:
        place += 1
    return place


def _skip(words: Sequence[Word], place: int) -> int:
    """Give the end of an unknown member of a list: the next comma or conjunction, where it is near."""
    for end in range(place + 1, min(place + _UNKNOWN, len(words) - 1) + 1):
        if words[end].key in _AND:
            return end
    return place


def _conjunct(node: Node, shared: Keys, words: Sequence[Word], place: int) -> list[Hit]:
    hits = [hit for hit in walk(node, words, place, place) if hit.end > place] or _shared(node, shared, words, place)
    longest = max((hit.end for hit in hits), default=place)
    return [hit for hit in hits if hit.end == longest]


def _shared(node: Node, shared: Keys, words: Sequence[Word], place: int) -> list[Hit]:
    """Try a conjunct that leaves out the first words of the one before it (آذربایجان شرقی و غربی)."""
    for word in shared:
        inner = node.following.get(word)
        if inner is None:
            return []
        node = inner
    return [hit for hit in walk(node, words, place, place) if hit.end > place] if shared else []


def _preceding(trie: Trie, words: Sequence[Word], place: int, heads: _Heads) -> Iterator[Hit]:
    """Give the hits of a list before a plural head; the last one holds the head."""
    head = _head_before(words, place, heads)
    if head is None:
        return
    (end, singular), after = head, place + 1
    found: list[Hit] = []
    for count in range(1, _MOST):
        hits = _ending(trie, words, end, singular)
        found.extend(hit._replace(end=after) for hit in hits)
        start = hits[0].start if hits else 0
        if start == 0 or words[start - 1].key not in _AND:
            if count > 1:
                yield from found
            return
        end = after = start - 1


def _head_before(words: Sequence[Word], place: int, heads: _Heads) -> tuple[int, Keys] | None:
    for length in range(min(_LONGEST, place + 1), 0, -1):
        first = place + 1 - length
        prefix = tuple(word.key for word in words[first:place])
        for last in (words[place].key, *words[place].bases):
            singular = heads.singular.get((*prefix, last))
            if singular:
                return first, singular
    return None


def _ending(trie: Trie, words: Sequence[Word], end: int, singular: Keys) -> list[Hit]:
    """Give the hits of the longest conjunct that ends before a word, as if the singular head followed it."""
    for start in range(max(0, end - _LONGEST), end):
        node = trie.node((*(word.key for word in words[start:end]), *singular))
        if node and node.ending:
            return [Hit(start, end, alias, bare=False) for alias in node.ending]
    return []


@cache
def _heads(side: str) -> _Heads:
    written: dict[str, dict[str, str]] = read_yaml(Path(__file__).parent / "coordination.yaml")[side]
    singular = {
        name_keys(plural, language): name_keys(one, language)
        for language, heads in written.items()
        for plural, one in heads.items()
    }
    return _Heads(singular, frozenset(keys[0 if side == "before" else -1] for keys in singular))
