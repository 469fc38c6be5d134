"""The word lists by which a name is judged: cues, contexts, countries, past offices."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nlp.organisations.reading import read_yaml
from nlp.organisations.spelling import name_keys

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from nlp.organisations.scene import View

_HERE = Path(__file__).parent
Keys = tuple[str, ...]


class Phrases:
    """A set of phrases, each with a label, looked up beside a place in a text."""

    def __init__(self, labels: Mapping[Keys, str]) -> None:
        self.labels = labels
        self._single = frozenset(keys[0] for keys in labels if len(keys) == 1)
        self._first = frozenset(keys[0] for keys in labels if len(keys) > 1)
        self._lengths = range(max(map(len, labels), default=0), 0, -1)

    def before(self, view: View, place: int) -> tuple[str, int] | None:
        """Give label and first word of the longest phrase that ends before a word; its last word may be inflected."""
        for length in self._lengths:
            found = self._at(view, place - length, length)
            if found:
                return self.labels[found], place - length
        return None

    def after(self, view: View, place: int) -> tuple[str, int] | None:
        """Give label and end of the longest phrase that begins at a word."""
        found = self._longest(view, place)
        return (self.labels[found], place + len(found)) if found else None

    def anywhere(self, view: View, start: int, end: int) -> bool:
        """Tell whether a phrase begins between two words."""
        return any(self._longest(view, place) for place in range(max(start, 0), min(end, len(view.words))))

    def labels_in(self, keys: Keys) -> Iterator[str]:
        """Give the labels of the phrases in a name, the longest phrase at each word."""
        place = 0
        while place < len(keys):
            found = next(
                (keys[place : place + n] for n in self._lengths if keys[place : place + n] in self.labels), None
            )
            if found:
                yield self.labels[found]
            place += len(found) if found else 1

    def without(self, keys: Keys, label: str) -> Keys:
        """Give a name without the phrase of a label that it begins or ends with."""
        for length in self._lengths:
            if self.labels.get(keys[:length]) == label:
                return keys[length:]
            if length < len(keys) and self.labels.get(keys[-length:]) == label:
                return keys[:-length]
        return keys

    def used(self, view: View) -> Iterator[Keys]:
        """Give the phrases that a field uses."""
        for place in range(len(view.words)):
            found = self._longest(view, place)
            if found:
                yield found

    def _longest(self, view: View, place: int) -> Keys | None:
        if not 0 <= place < len(view.words):
            return None
        word = view.words[place]
        if word.key in self._first:
            for length in self._lengths:
                found = self._at(view, place, length)
                if found:
                    return found
        if word.key in self._single:
            return (word.key,)
        return next(((base,) for base in word.bases if base in self._single), None)

    def _at(self, view: View, start: int, length: int) -> Keys | None:
        if start < 0 or start + length > len(view.words):
            return None
        head = tuple(word.key for word in view.words[start : start + length - 1])
        for last in view.keys(start + length - 1):
            if (*head, last) in self.labels:
                return (*head, last)
        return None


@cache
def countries() -> Phrases:
    """Give the names and adjectives of countries, labelled by ISO code."""
    written = read_yaml(_HERE / "countries.yaml")
    return Phrases({keys: code for code, languages in written.items() for keys in _phrases(languages)})


@cache
def cues(side: str) -> Phrases:
    """Give the words that make a common word a name when they stand ``before`` or ``after`` it."""
    return Phrases(dict.fromkeys(_phrases(read_yaml(_HERE / "cues.yaml")[side]), "cue"))


@cache
def past(side: str) -> Phrases:
    """Give the words that say that an office is no longer held."""
    return Phrases(dict.fromkeys(_phrases(read_yaml(_HERE / "offices.yaml")[side]), "past"))


@cache
def portfolios() -> Phrases:
    """Give the words that go on a ministry's name."""
    return Phrases(dict.fromkeys(_phrases(read_yaml(_HERE / "portfolios.yaml")), "portfolio"))


@cache
def sponsored() -> Phrases:
    """Give the words that make a company's name that of a venue, a league or a cup."""
    return Phrases(dict.fromkeys(_phrases(read_yaml(_HERE / "sponsors.yaml")), "sponsored"))


@cache
def context(name: str) -> Phrases:
    """Give the words of a context in which some names mean something else."""
    written = read_yaml(_HERE / "contexts" / f"{name}.yaml")
    return Phrases(dict.fromkeys(_phrases(written), name))


@cache
def context_names() -> frozenset[str]:
    """Give the contexts that there are."""
    return frozenset(path.stem for path in (_HERE / "contexts").glob("*.yaml"))


def _phrases(languages: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    return [name_keys(phrase, language) for language, phrases in languages.items() for phrase in phrases]
