"""The word lists by which a name is judged: cues, contexts, countries, past offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from nlp.organisations.spelling import name_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlp.organisations.scene import View

_HERE = Path(__file__).parent
_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases, each with a label, looked up beside a place in a text."""

    labels: Mapping[tuple[str, ...], str]

    def before(self, view: View, place: int) -> tuple[str, int] | None:
        """Give label and first word of the longest phrase that ends before a word; its last word may be inflected."""
        for length in range(_LONGEST, 0, -1):
            label = self._at(view, place - length, length)
            if label:
                return label, place - length
        return None

    def after(self, view: View, place: int) -> tuple[str, int] | None:
        """Give label and end of the longest phrase that begins at a word."""
        for length in range(_LONGEST, 0, -1):
            label = self._at(view, place, length)
            if label:
                return label, place + length
        return None

    def anywhere(self, view: View, start: int, end: int) -> str | None:
        """Give the label of the first phrase that begins between two words."""
        for place in range(max(start, 0), min(end, len(view.words))):
            found = self.after(view, place)
            if found:
                return found[0]
        return None

    def _at(self, view: View, start: int, length: int) -> str | None:
        if start < 0 or start + length > len(view.words):
            return None
        head = tuple(view.words[place].key for place in range(start, start + length - 1))
        for last in view.keys(start + length - 1):
            label = self.labels.get((*head, last))
            if label:
                return label
        return None


@cache
def countries() -> Phrases:
    """Give the names and adjectives of countries, labelled by ISO code."""
    written = _read(_HERE / "countries.yaml")
    return Phrases({keys: code for code, languages in written.items() for keys in _phrases(languages)})


@cache
def cues(side: str) -> Phrases:
    """Give the words that make a common word a name when they stand ``before`` or ``after`` it."""
    return Phrases(dict.fromkeys(_phrases(_read(_HERE / "cues.yaml")[side]), "cue"))


@cache
def past(side: str) -> Phrases:
    """Give the words that say that an office is no longer held."""
    return Phrases(dict.fromkeys(_phrases(_read(_HERE / "offices.yaml")[side]), "past"))


@cache
def context(name: str) -> Phrases:
    """Give the words of a context in which some names mean something else."""
    written = _load(_HERE / "contexts" / f"{name}.yaml")
    return Phrases(dict.fromkeys(_phrases(written), name))


@cache
def context_names() -> frozenset[str]:
    """Give the contexts that there are."""
    return frozenset(path.stem for path in (_HERE / "contexts").glob("*.yaml"))


def _phrases(languages: Mapping[str, Sequence[str]]) -> list[tuple[str, ...]]:
    return [name_keys(phrase, language) for language, phrases in languages.items() for phrase in phrases]


def _read(path: Path) -> dict[str, dict[str, list[str]]]:
    read: dict[str, dict[str, list[str]]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read


def _load(path: Path) -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
