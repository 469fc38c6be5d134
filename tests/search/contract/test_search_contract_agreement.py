"""The two engines side by side: an analyst cannot tell which one answers."""

from __future__ import annotations

import os
import uuid
from datetime import date
from math import isclose
from typing import TYPE_CHECKING

import pytest

from benchmarks.material.zipf import KINDS, documents, queries
from search.index import Access, Index, Request, Result, Sort, open_elastic, open_embedded
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.elasticsearch

# The full comparison (20,000 articles, 1,000 queries) takes minutes: RASAD_TEST_AGREEMENT=20000,1000.
ARTICLES, QUERIES = map(int, os.environ.get("RASAD_TEST_AGREEMENT", "400,150").split(","))
VOCABULARY = 1500
FACETS = ("topic", "org", "source", "lang", "event", "month", "jalali_month", "is")
TODAY = date(2026, 11, 24)
# Both engines reckon with 32-bit floats, in another order of additions.
TOLERANCE = 1e-5


@pytest.fixture(scope="module")
def engines(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, Index]]:
    """Both engines, built from the same articles."""
    embedded = open_embedded(tmp_path_factory.mktemp("agreement"), writable=True, kinds=KINDS)
    access = Access(hosts=(elasticsearch_url,))
    elastic = open_elastic(access, index=f"test-{uuid.uuid4().hex[:8]}", kinds=KINDS, replicas="0")
    shelf = list(documents(ARTICLES, size=VOCABULARY))
    for index in (embedded, elastic):
        index.rebuild([(shelf, ARTICLES)])
    yield embedded, elastic
    elastic.drop()
    elastic.close()
    embedded.close()


def _same_order(one: Result, two: Result) -> bool:
    """Tell whether two pages have the same scores at each place, and each article the same score in both.

    Articles of equal score may change places; then one page may end with another of them than the other page.
    """
    mine, theirs = ({hit.id: hit.score for hit in page.hits} for page in (one, two))
    places = zip(mine.values(), theirs.values(), strict=True)
    last = min(mine.values(), default=0.0)
    scores = [(mine.get(name, last), theirs.get(name, last)) for name in mine | theirs]
    return all(isclose(first, second, rel_tol=TOLERANCE) for first, second in (*places, *scores))


@pytest.mark.timeout(3000)
def test_random_queries_have_the_same_answer_in_both_engines(engines: tuple[Index, Index]) -> None:
    """Totals and facets are equal, and hits come in the same order up to equal scores."""
    answered = 0
    for text in queries(QUERIES, seed=5, size=VOCABULARY):
        query = parse(text, today=TODAY).query
        request = Request(query=query, size=50, facets=FACETS, facet_size=1000, highlight=False)
        one, two = (index.search(request) for index in engines)
        assert one.total == two.total, text
        assert one.facets == two.facets, text
        assert _same_order(one, two), text
        newest = Request(query=query, size=30, sort=Sort.NEWEST, stories=True, highlight=False)
        first, second = (index.search(newest) for index in engines)
        assert [(hit.id, hit.others) for hit in first.hits] == [(hit.id, hit.others) for hit in second.hits], text
        answered += bool(one.total)
    assert answered > QUERIES / 2


def test_similar_articles_and_titles_are_the_same(engines: tuple[Index, Index]) -> None:
    """Neighbours and completions agree, since both are asked of the same words."""
    embedded, elastic = engines
    for number in (3, 50, 111):
        name = f"{number:016x}"
        assert [hit.id for hit in embedded.similar(name, 5)] == [hit.id for hit in elastic.similar(name, 5)]
        title = embedded.similar(name, 1)[0].document.article.title
        begun = " ".join(title.split()[:2])[:-1]
        assert embedded.complete(begun) == elastic.complete(begun)
