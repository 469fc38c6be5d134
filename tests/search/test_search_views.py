"""What is shown of a result: its JSON, a corrected query, and what is refused as no part of a query."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from search.clauses import Every, Nothing, OneOf, Some, Term, narrow, some
from search.discovery import correct
from search.elastic_query import say
from search.embedded_files import schema
from search.embedded_query import Translator
from search.index import Index, Request, open_embedded
from search.jsonview import to_json
from search.lowering import MAX_GAPS, lower
from search.query import Phrase, parse, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipelines.records import Document

TODAY = date(2026, 11, 24)


@pytest.fixture
def index(tmp_path: Path, documents: dict[str, Document]) -> Iterator[Index]:
    """The library in the embedded engine."""
    opened = open_embedded(tmp_path, writable=True)
    opened.apply(list(documents.values()), 16)
    yield opened
    opened.close()


def test_a_result_is_written_as_json(index: Index) -> None:
    """The object has the keys that scripts rely on, labels where they are known, and only JSON values."""
    parsed = parse("yatırım titel:x", today=TODAY)
    result = index.search(Request(query=parse("yatırım", today=TODAY).query, size=1, facets=("lang", "topic")))
    shown = json.loads(json.dumps(to_json(result, lambda facet, value: f"{facet}={value}", parsed.ignored)))
    assert list(shown) == ["total", "hits", "facets", "ignored", "next"]
    assert shown["total"] == 2
    hit = shown["hits"][0]
    assert list(hit) == ["id", "url", "title", "source", "language", "published", "score", "snippet"]
    assert hit["url"] == f"https://{hit['source']}.example/{hit['id']}"
    assert hit["published"].endswith("+03:00")
    assert shown["facets"]["lang"] == [{"value": "tr", "label": "lang=tr", "count": 2, "selected": False}]
    assert shown["ignored"] == [{"text": "titel:", "problem": "unknown-field", "suggestion": "title"}]
    assert isinstance(shown["next"], str)


def test_without_labels_values_stand_for_themselves(index: Index) -> None:
    """A value that nobody has a name for is its own label; an undated article has no date."""
    shown = to_json(index.search(Request(query=parse("is:undated", today=TODAY).query, facets=("source",))))
    assert shown["facets"]["source"][0]["label"] == "haberci"
    assert shown["hits"][0]["published"] is None
    assert (shown["next"], shown["ignored"]) == (None, [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("roboteik yatırm", "robotik yatırım"),
        ("roboteik OR startup", "robotik OR startup"),
        ('"yatırm aldı" lang:tr', '"yatırım aldı" lang:tr'),
        ("(delegatoin OR startup) agreement", "(delegation OR startup) agreement"),
        ("دانشکاه", "دانشگاه"),
        ("startup", None),
        ("lang:xx", None),
        ("qqqqqqqq", None),
        ("NOT roboteik", None),
    ],
)
def test_misspelt_words_are_corrected_and_the_rest_is_kept(index: Index, typed: str, meant: str | None) -> None:
    """A query with words that no article holds comes back with those of the index; a good one gives nothing."""
    corrected = correct(index, parse(typed, today=TODAY).query)
    assert (to_text(corrected) if corrected is not None else None) == meant


def test_clauses_are_joined_without_doubles() -> None:
    """Alternatives count once, none of them finds nothing, and filters do not change what is scored."""
    term = Term("stem", "a")
    assert some([]) == Nothing()
    assert some([term, term]) == term
    assert some([term, Nothing()]) == Some((term, Nothing()))
    assert narrow(term, []) == term
    assert narrow(term, [OneOf("lang", ("tr",))]) == Every(scored=(term,), filters=(OneOf("lang", ("tr",)),))


def test_long_phrases_with_gaps_are_spelt_out_within_bounds() -> None:
    """A slop that would spell out too many gaps is reduced, the same for both engines."""
    clause = lower(Phrase("bir iki üç dört beş altı", 10))
    slops = [getattr(one, "slop", 0) for one in getattr(clause, "clauses", (clause,))]
    assert 0 < max(slops) < 10
    assert MAX_GAPS > 66


@pytest.mark.parametrize("ask", [lower, say, Translator(schema()).say])
def test_what_is_no_query_is_refused_by_type(ask: object) -> None:
    """Each step refuses what it does not know instead of searching for something else."""
    with pytest.raises(TypeError, match=r"no part of a query|no clause"):
        ask("x")  # type: ignore[operator] # each of them is a function


def test_nothing_is_said_in_both_engines() -> None:
    """The clause that finds nothing has its words in each engine."""
    assert say(Nothing()) == {"match_none": {}}
    assert Translator(schema()).say(Nothing()) is not None
