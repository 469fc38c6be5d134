"""What may be meant while one is still typing: organisations, topics and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.text import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rasad.finding import Finder

LONGEST = 80
SHORTEST = 2
TITLES = 5
NAMED = 4
# Organisations that begin as typed, of which those that articles name come first.
LOOKED_AT = 100
_QUOTES = re.compile(r'["“”„‟«»]')


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that may be meant: its kind (``org``, ``topic``, ``title``), its id or text, its name, its query."""

    kind: str
    value: str
    label: str
    query: str


def suggest(finder: Finder, text: str, language: str) -> Iterator[Suggestion]:
    """Give what begins as typed: organisations that articles name first, topics, then the newest titles.

    Args:
        finder: the index and the names of things.
        text: what was typed so far; a query with a field is finished already.
        language: of the names.

    Raises:
        RasadError: there is no index yet, it is damaged, or the cluster does not answer.
    """
    # A blank at the end says that the last word is whole.
    typed = " ".join(text[:LONGEST].split()) + " " * text[:LONGEST][-1:].isspace()
    if len(typed) < SHORTEST or ":" in typed:
        return
    labels = finder.labels
    counts = {one.value: one.count for one in finder.spread("", {}, ("org",))["org"]}
    begun = sorted(labels.beginning(typed.strip(), language, LOOKED_AT), key=lambda id_: -counts.get(id_, 0))
    for id_ in begun[:NAMED]:
        yield Suggestion("org", id_, labels.organisation(id_, language), f"org:{id_}")
    folded = _folded(typed, language)
    topics = ((id_, name) for id_, name in labels.topics.labels(language).items() if folded in _folded(name, language))
    for id_, name in list(topics)[:NAMED]:
        yield Suggestion("topic", id_, name, f"topic:{id_}")
    for title in finder.index.complete(typed, TITLES):
        yield Suggestion("title", title, title, f'title:"{_QUOTES.sub(" ", title)}"')


def _folded(text: str, language: str) -> str:
    return " ".join(keys(text, language)[0])
