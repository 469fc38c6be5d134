"""Acronyms that a text itself explains: "Hidrojen Araştırma Kurumu (HAK)", and later only "HAK"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nlp.organisations.alias import aliases
from nlp.organisations.spelling import key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nlp.organisations.entry import Entry
    from nlp.organisations.scene import View
    from nlp.organisations.trie import Hit

_SHORTEST, _LONGEST = 2, 8
# Words before the bracket that are looked at for initials; function words have none.
_REACH = 10
_LITTLE = frozenset({"ve", "ile", "and", "of", "for", "the", "in", "de", "da"})


class Definition(NamedTuple):
    """An acronym in brackets, the entry named before them (``None``: another body), and the keys of the words there."""

    acronym: str
    entry: Entry | None
    words: frozenset[str]

    def speaks_of(self, entry: Entry) -> bool:
        """Tell whether the words before the brackets are an unusual name of an entry (Bilgi Teknolojileri Kurumu)."""
        names = (word for alias in aliases(entry) if len(alias.keys) > 1 for word in alias.keys)
        return len((self.words - _LITTLE).intersection(names)) > 1


def definitions(view: View, hits: Sequence[Hit]) -> Iterator[Definition]:
    """Give the acronyms that a field explains; ``hits`` are the names that it holds for sure."""
    ends = {hit.end: hit.alias.entry for hit in hits if len(hit.alias.keys) > 1}
    for place in range(1, len(view.words) - 1):
        if view.words[place - 1].key == "(" and view.words[place + 1].key == ")":
            written = view.written(place)
            if _SHORTEST <= len(written) <= _LONGEST and written.isupper():
                yield from _explained(view, place, written, ends)


def _explained(view: View, place: int, written: str, ends: Mapping[int, Entry]) -> Iterator[Definition]:
    bracket = place - 1
    before = bracket - 1 if view.words[bracket - 1].key.startswith("'") else bracket
    words = frozenset(word.key for word in view.words[max(0, before - len(written) - 1) : before])
    if before in ends:
        yield Definition(written, ends[before], words)
    elif _has_initials(view, before, written):
        yield Definition(written, None, words)


def _has_initials(view: View, end: int, written: str) -> bool:
    """Tell whether the capitals of the words before the brackets spell the acronym."""
    words = [view.written(place) for place in range(max(0, end - _REACH), end)]
    initials = "".join(key(word[:1].lower()) for word in words if word.lower() not in _LITTLE and word[:1].isupper())
    return initials.endswith(key(written.lower()))


def uses(view: View, known: Mapping[str, Entry], taken: frozenset[int]) -> Iterator[tuple[int, Entry]]:
    """Give the words that are an explained acronym in capitals and belong to no other name."""
    for place in range(len(view.words)):
        if place not in taken:
            entry = known.get(view.written(place))
            if entry is not None:
                yield place, entry
