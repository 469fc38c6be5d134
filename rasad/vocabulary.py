"""What the query language asks of the registers: which ids a typed name means, and what may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rasad.labels import Labels


class RegisterVocabulary:
    """Answers from the registers of one home; none is read before a query names an organisation or a topic."""

    def __init__(self, labels: Labels, sources: Mapping[str, object]) -> None:
        self._labels = labels
        self._sources = sources

    def organisations(self, text: str) -> tuple[str, ...]:
        """Give the ids of the organisations that the whole text names, in any language."""
        return self._labels.register.resolve(text)

    def topics(self, text: str) -> tuple[str, ...]:
        """Give the ids of the topics that the whole text names, in any language."""
        return self._labels.topics.resolve(text)

    def suggest(self, field: str, text: str) -> tuple[str, ...]:
        """Give known values of a field that resemble the text, best first; a known value comes first."""
        if field == "org":
            return self._labels.register.resolve(text) or self._labels.register.suggest(text)
        return _near(text, self._values(field))

    def _values(self, field: str) -> list[str]:
        if field == "topic":
            return [topic.id for topic in self._labels.topics]
        if field == "event":
            return list(self._labels.events.labels("en"))
        return list(self._sources) if field == "source" else []


def _near(text: str, values: list[str]) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 -- only a mistyped value needs it

    if text in values:
        return (text,)
    begun = [value for value in values if value.startswith(text)]
    return tuple(dict.fromkeys([*begun, *get_close_matches(text, values, n=5)]))[:5]
