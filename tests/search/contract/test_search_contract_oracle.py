"""Random queries over invented articles, answered by brute force: each engine finds what the oracle finds."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from benchmarks.material.zipf import KINDS, documents, queries, vocabulary
from search.clauses import (
    Anything,
    Beginning,
    Between,
    Clause,
    Close,
    Every,
    Flat,
    Gapped,
    Nothing,
    OneOf,
    Sequence,
    Some,
    Term,
)
from search.index import Index, Request, Sort
from search.lowering import lower
from search.query import parse
from search.schema import Row, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ARTICLES = 400
QUERIES = 120
VOCABULARY = 1500
FACETS = ("topic", "org", "source", "country", "lang", "event", "is", "month", "jalali_month", "place")
TODAY = date(2026, 11, 24)


class Oracle:
    """Answers clauses by looking at every article."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.tokens = [{field: _positions(pieces) for field, pieces in one.texts.items()} for one in rows]

    def answer(self, clause: Clause) -> set[str]:
        """Give the ids of the articles that hold the clause."""
        return {one.id for number, one in enumerate(self.rows) if self._holds(clause, number)}

    def _holds(self, clause: Clause, number: int) -> bool:  # noqa: PLR0911 - one case for each kind of clause
        match clause:
            case Anything() | Nothing():
                return isinstance(clause, Anything)
            case Every():
                wanted = all(self._holds(part, number) for part in (*clause.scored, *clause.filters))
                return wanted and not any(self._holds(part, number) for part in clause.without)
            case Some():
                return any(self._holds(part, number) for part in clause.clauses)
            case Flat():
                return self._holds(clause.clause, number)
            case OneOf():
                return bool(set(clause.values) & set(self.rows[number].keywords[clause.field]))
            case Between():
                day = self.rows[number].day
                return (clause.low or 0) <= day and (clause.high is None or day <= clause.high)
            case _:
                return self._written(clause, self.tokens[number][clause.field])

    def _written(self, clause: Clause, places: dict[str, list[int]]) -> bool:
        match clause:
            case Term():
                return clause.token in places
            case Beginning():
                return any(token.startswith(clause.prefix) for token in places)
            case Sequence():
                return _spread(places, clause.tokens) == 0
            case Gapped():
                spread = _spread(places, clause.tokens)
                return spread is not None and spread <= clause.slop
            case Close():
                gaps = (
                    abs(one - two) - 1
                    for one in places.get(clause.left, ())
                    for two in places.get(clause.right, ())
                    if one != two
                )
                return min(gaps, default=10**9) <= clause.distance
        raise AssertionError(clause)


def _positions(pieces: tuple[str, ...]) -> dict[str, list[int]]:
    """Give the places of each token; between two pieces one place stays free."""
    found: dict[str, list[int]] = {}
    place = 0
    for piece in pieces:
        for token in piece.split():
            found.setdefault(token, []).append(place)
            place += 1
        place += 1
    return found


def _spread(places: dict[str, list[int]], tokens: tuple[str, ...]) -> int | None:
    """Give the least number of other tokens between tokens in order."""
    ends = dict.fromkeys(places.get(tokens[0], ()), 0)
    for token in tokens[1:]:
        following: dict[int, int] = {}
        for place in places.get(token, ()):
            gaps = [gap + place - end - 1 for end, gap in ends.items() if end < place]
            if gaps:
                following[place] = min(gaps)
        ends = following
    return min(ends.values(), default=None)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The invented articles as the engines get them."""
    return [row(document, KINDS) for document in documents(ARTICLES, size=VOCABULARY)]


@pytest.fixture(scope="module")
def crowded(open_index: Callable[[str], Index]) -> Index:
    """The engine with the invented articles, in several batches, some of them written twice."""
    index = open_index("crowded")
    made = list(documents(ARTICLES, size=VOCABULARY))
    for batch in _batches(made, 110):
        index.apply(batch, batch[-1].seq)
    index.apply(made[100:200], ARTICLES)
    return index


def _batches(made: list, size: int) -> Iterator[list]:  # type: ignore[type-arg] # of whatever is batched
    rest = iter(made)
    while batch := list(islice(rest, size)):
        yield batch


def test_random_queries_find_what_brute_force_finds(crowded: Index, rows: list[Row]) -> None:
    """Totals, sets and facet counts of random queries equal those of an oracle that looks at every article."""
    oracle = Oracle(rows)
    by_id = {one.id: one for one in rows}
    answered = 0
    for text in queries(QUERIES, size=VOCABULARY):
        query = parse(text, today=TODAY).query
        expected = oracle.answer(lower(query))
        result = crowded.search(
            Request(query=query, size=100, facets=FACETS, facet_size=10_000, highlight=False, sort=Sort.NEWEST)
        )
        found = {hit.id for hit in result.hits}
        assert result.total == len(expected), text
        assert found <= expected, text
        assert len(found) == min(len(expected), 100), text
        for name in FACETS:
            counted = Counter(value for one in expected for value in by_id[one].keywords[name])
            assert {one.value: one.count for one in result.facets[name]} == counted, (text, name)
        answered += bool(expected)
    assert answered > QUERIES / 2


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_the_order_by_date_is_that_of_the_rows(crowded: Index, rows: list[Row], sort: Sort) -> None:
    """Hundreds of hits over several segments come in the order of date and sequence."""
    found = [hit.id for hit in crowded.search(Request(size=1000, sort=sort, highlight=False)).hits]
    key = (lambda one: -one.newest) if sort is Sort.NEWEST else (lambda one: one.oldest)
    assert found == [one.id for one in sorted(rows, key=key)][:1000]


def test_pages_by_relevance_cover_all_hits_in_falling_score(crowded: Index) -> None:
    """Deep paging by relevance gives each hit once, with scores that never rise."""
    query = parse("published:2021.. lang:tr", today=TODAY).query
    scores: list[float] = []
    seen: list[str] = []
    cursor: str | None = None
    while True:
        result = crowded.search(Request(query=query, size=60, cursor=cursor, highlight=False))
        scores += [hit.score for hit in result.hits]
        seen += [hit.id for hit in result.hits]
        cursor = result.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == result.total
    assert scores == sorted(scores, reverse=True)


def test_stories_are_counted_as_their_articles(crowded: Index, rows: list[Row]) -> None:
    """One hit per story over many pages; the hits and their others add up to the total."""
    total, shown, cursor = 0, 0, None
    while True:
        result = crowded.search(Request(size=70, stories=True, cursor=cursor, highlight=False))
        total += sum(hit.others + 1 for hit in result.hits)
        shown += len(result.hits)
        cursor = result.next
        if cursor is None:
            break
    assert shown == len({one.group for one in rows})
    assert total == result.total == ARTICLES


@pytest.mark.parametrize(
    "form", ["{0}", "{0} {1}", '"{0} {1}"~3', 'near:"{0} {1}"~9', "{0}*", "title:{0}", "{0} OR {1}"]
)
def test_every_hit_shows_what_was_asked_for(crowded: Index, form: str) -> None:
    """An article that is found by words, in whatever way, is shown with at least one of them marked."""
    shown = 0
    for known in vocabulary(size=VOCABULARY).values():
        for place in range(12):
            text = form.format(known.words[place], known.words[place + 3])
            for hit in crowded.search(Request(query=parse(text, today=TODAY).query, size=10)).hits:
                assert hit.title or hit.snippet.spans, (text, hit.id)
                shown += 1
    assert shown
