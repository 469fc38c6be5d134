"""Facets of a search: values to choose from, what is chosen, and the addresses that change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rasad.web.reader import Reader
from search.schema import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.index import FacetCount

SORTS = ("relevance", "-date", "date")
# A longer query is no query; the parser caps what it reads as well.
LONGEST = 1000
# Values chosen in one facet, and how long one may be: an address typed by a program must not grow without end.
MOST_VALUES = 50
LONGEST_VALUE = 200
# Values of a facet that are seen at once.
SEEN = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asked for, and the addresses that change one thing of it."""

    reader: Reader
    text: str = ""
    sort: str = ""
    stories: bool = True
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Reader, parameters: Iterable[tuple[str, str]]) -> Asked:
        """Read an address's parameters; whatever is none of ours, or too long, is left out."""
        single: dict[str, str] = {}
        chosen: dict[str, dict[str, None]] = {}
        for name, value in parameters:
            if name in FACETS and value and len(value) <= LONGEST_VALUE:
                chosen.setdefault(name, {})[value] = None
            else:
                single[name] = value
        sort = single.get("sort", "")
        return cls(
            reader,
            " ".join(single.get("q", "")[:LONGEST].split()),
            sort if sort in SORTS else "",
            not single.get("all"),
            {name: tuple(values)[:MOST_VALUES] for name, values in chosen.items()},
        )

    @property
    def order(self) -> str:
        """How hits are ordered; without words there is no relevance, and the newest come first."""
        return self.sort or (SORTS[0] if self.text else SORTS[1])

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What a new query keeps: order and filters as names and values."""
        chosen = [(name, value) for name, values in self.filters.items() for value in values]
        kept = [("sort", self.sort), ("all", "" if self.stories else "1")]
        return (*((name, value) for name, value in kept if value), *chosen)

    def address(self, **changes: object) -> str:
        """Give the address of this search with some things changed; an empty value takes a thing away."""
        values = {"q": self.text, "sort": self.sort, "all": "" if self.stories else "1"}
        return self.reader.link("", **{**values, **self.filters, **changes})

    def toggle(self, facet: str, value: str) -> str:
        """Give the address that chooses a value, or lets it go."""
        chosen = self.filters.get(facet, ())
        left = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        return self.address(**{facet: left})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: its name, how many articles have it, and the address that chooses it or lets it go."""

    label: str
    count: str
    selected: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with the values that are seen at once and the rest."""

    name: str
    label: str
    seen: tuple[Choice, ...]
    rest: tuple[Choice, ...]


def facet(asked: Asked, name: str, counts: Iterable[FacetCount]) -> Facet:
    """Show a facet: chosen values first, then the most frequent ones; months by time."""
    reader = asked.reader
    ordered = sorted(counts, key=lambda one: one.value, reverse=True) if name == "month" else counts
    choices = [
        Choice(
            reader.desk.labels.facet(name, count.value, reader.language),
            reader.number(count.count),
            count.selected,
            asked.toggle(name, count.value),
        )
        for count in sorted(ordered, key=lambda one: not one.selected)
        if count.value
    ]
    return Facet(name, reader.words(f"facet_{name}"), tuple(choices[:SEEN]), tuple(choices[SEEN:]))


def chips(asked: Asked) -> tuple[Choice, ...]:
    """Give what is chosen, each with the address that lets it go."""
    labels = asked.reader.desk.labels
    return tuple(
        Choice(labels.facet(name, value, asked.reader.language), name, selected=True, address=asked.toggle(name, value))
        for name, values in asked.filters.items()
        for value in values
    )
