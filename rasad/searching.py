"""A search as an analyst asks it on the command line, and its answer as JSON or as lines for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from pipelines.errors import UsageError
from rasad.reasons import told
from rasad.texts import texts
from search.schema import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from rasad.finding import Answer, Finder
    from search.index import Hit

# Facets whose values are names, of which a wrong one finds nothing.
NAMED = ("topic", "org", "event", "source")
# Characters of the longest bar of a histogram.
WIDTH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked beside the hits: facets to count by, a period (empty: none), and why each hit was found."""

    query: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    period: str = ""
    why: bool = False


def filters_of(finder: Finder, chosen: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Read selections such as ``topic=startups`` or ``org=توبیتاک``; names are understood in all three languages.

    Raises:
        UsageError: there is no such facet or value.
    """
    found: dict[str, tuple[str, ...]] = {}
    for one in chosen:
        facet, equals, value = one.partition("=")
        if not equals or not value:
            raise UsageError(f"{one!r} selects nothing; write a facet and its value, like topic=startups.")
        if facet not in FACETS:
            raise UsageError(f"There is no facet {facet!r}; the facets are {', '.join(FACETS)}.")
        found[facet] = (*found.get(facet, ()), *_values(finder, facet, value.strip()))
    return found


def _values(finder: Finder, facet: str, value: str) -> tuple[str, ...]:
    known = finder.vocabulary
    ids = {"topic": known.topics, "org": known.organisations}.get(facet, lambda _: ())(value)
    if ids or facet not in NAMED:
        return ids or (value,)
    alike = known.suggest(facet, value)
    if value not in alike:
        meant = f" (did you mean {', '.join(alike)}?)" if alike else ""
        raise UsageError(f"There is no {facet} {value!r}{meant}; --facet {facet} counts those that articles have.")
    return (value,)


def answer_json(finder: Finder, answer: Answer, wish: Wish, language: str) -> dict[str, Any]:
    """Give an answer as the documented object; what was asked beside the hits is added to it."""
    found = finder.to_json(answer, language)
    if wish.why:
        for row, hit in zip(found["hits"], answer.result.hits, strict=True):
            row["why"] = asdict(finder.reasons(wish.query, hit))
    if wish.period:
        found["histogram"] = [
            {"value": value, "label": finder.labels.facet(wish.period, value, language), "count": count}
            for value, count in finder.periods(wish.query, wish.filters, wish.period).items()
        ]
    if not answer.result.total and (meant := finder.meant(wish.query)):
        found["did_you_mean"] = meant
    return found


def notes(finder: Finder, answer: Answer, wish: Wish) -> Iterator[str]:
    """Say what of the query was ignored, how many articles were found, and what may have been meant where none was."""
    words = texts("en")
    for one in answer.ignored:
        meant = f" {words('did_you_mean', text=one.suggestion)}" if one.suggestion else ""
        yield words(f"ignored_{one.problem.value}", text=one.text) + meant
    yield f"{answer.result.total:,} found"
    corrected = None if answer.result.total else finder.meant(wish.query)
    if corrected:
        yield f"did you mean: {corrected}"


def answer_text(finder: Finder, answer: Answer, wish: Wish) -> Iterator[str]:
    """Give an answer as lines: the hits, then the counts that were asked for."""
    for hit in answer.result.hits:
        yield from finder.lines(hit)
        if wish.why:
            yield from (f"  why: {reason}" for reason in _reasons(finder, wish, hit))
        yield ""
    for name in wish.facets:
        yield f"{name}:"
        for one in answer.result.facets[name]:
            label = finder.labels.facet(name, one.value, "en")
            yield f"  {one.count:>7,}  {label}" + (f"  [{one.value}]" if label != one.value else "")
        yield ""
    if wish.period:
        yield from _histogram(finder.periods(wish.query, wish.filters, wish.period))


def _reasons(finder: Finder, wish: Wish, hit: Hit) -> Iterator[str]:
    return told(finder.reasons(wish.query, hit), texts("en"))


def _histogram(counts: Mapping[str, int]) -> Iterator[str]:
    most = max(counts.values(), default=1)
    for name, count in counts.items():
        yield f"{name:10} {count:>7,} {'#' * -(-WIDTH * count // most)}".rstrip()
