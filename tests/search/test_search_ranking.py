"""The best articles found without weighing all of them are the best of all of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import isclose
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tantivy import Query

from pipelines.records import Article, Document, Moment, Precision
from search.clauses import Anything, Beginning, Clause, Every, Flat, OneOf, Some, Term, some
from search.clauses import Sequence as InOrder
from search.embedded_files import open_files
from search.embedded_query import Translator
from search.embedded_ranking import Ranking
from search.embedded_view import EmbeddedView
from search.engine import Position
from search.index import Request, Sort, open_embedded
from search.lowering import lowered
from search.plan import ceiling, constant, planned
from search.query import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tantivy import Schema, Searcher

    from search.index import Index

TODAY = datetime(2026, 11, 24, tzinfo=UTC)
SIZE = 2000
# Words of one form, from the most frequent to the rarest.
WORDS = [onset + vowel + coda for coda in "bdgp" for vowel in "aou" for onset in "kmrvz"]
ODDS = [1 / (rank + 2) for rank in range(len(WORDS))]


def _article(number: int, chance: random.Random) -> Document:
    published = TODAY - timedelta(seconds=chance.randrange(12 * 365 * 86400))
    article = Article(
        id=f"a{number}",
        url=f"https://haberci.example/{number}",
        fetched_url=f"https://haberci.example/{number}",
        source=chance.choice(["haberci", "duyuru"]),
        country="tr",
        language="en",
        title=" ".join(chance.choices(WORDS, ODDS, k=chance.randrange(1, 7))),
        text=" ".join(chance.choices(WORDS, ODDS, k=chance.randrange(8, 40))),
        published=None if number % 50 == 0 else Moment(instant=published, zone="UTC", precision=Precision.SECOND),
        complete=number % 7 > 0,
        extractor="test",
        fetched_at=published,
    )
    story = f"s{number % 100}" if number % 3 == 0 else f"s{number + 1000}"
    return Document(article=article, topics=(), organisations=(), events=(), story=story, seq=number)


@pytest.fixture(scope="module")
def shelf() -> list[Document]:
    """Articles of few words, of twelve years."""
    chance = random.Random(7)
    return [_article(number, chance) for number in range(1, SIZE)]


@pytest.fixture(scope="module", params=["whole", "changed"])
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, shelf: list[Document]
) -> Iterator[Index]:
    """An index as it was built, and one from which articles were removed and others written again."""
    opened = open_embedded(tmp_path_factory.mktemp("ranked"), writable=True)
    opened.rebuild([(shelf, SIZE)])
    if request.param == "changed":
        opened.delete([f"a{number}" for number in range(1, SIZE, 9)])
        opened.apply(shelf[1:SIZE:20], SIZE)
    yield opened
    opened.close()


class Watched:
    """A searcher that remembers how it was asked."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        self.weighed: list[int] = []

    def search(self, query: Query, limit: int = 10, **rest: Any) -> Any:
        """Search, and note how many articles were weighed by age."""
        if "weight_by_field" in rest:
            self.weighed.append(self._searcher.search(query, 1).count)  # type: ignore[attr-defined] # no stub has it
        return self._searcher.search(query, limit, **rest)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._searcher, name)


class Bench:
    """A ranking beside tantivy's own weighing of everything."""

    def __init__(self, folder: Path) -> None:
        files = open_files(folder)
        self.searcher: Searcher = files.searcher()
        self.schema: Schema = files.schema
        self.watched = Watched(self.searcher)
        self.ranking = Ranking(self.watched, self.schema)  # type: ignore[arg-type] # it answers like one
        self.view = EmbeddedView(self.searcher, self.schema, folder, "now")
        self.say = Translator(self.schema).say

    def scores(self, query: Query, **rest: Any) -> dict[int, float]:
        """Give the score of each article found, by sort key."""
        hits = self.searcher.search(query, SIZE * 2, **rest).hits
        keys = self.searcher.fast_field_values("newest", [address for _, address in hits])
        return {int(key or 0): score for key, (score, _) in zip(keys, hits, strict=True)}

    def expected(self, clause: Clause) -> list[tuple[float, int]]:
        """Give all hits in order, each of them weighed."""
        scores = self.scores(self.say(clause), weight_by_field="weight")
        return sorted(((score, key) for key, score in scores.items()), reverse=True)


@pytest.fixture(scope="module")
def bench(index: Index) -> Bench:
    """The ranking of the index."""
    view: Any = index
    return Bench(view._view().folder)


def _is_same(found: Sequence[tuple[float, int, Any]], expected: list[tuple[float, int]], wanted: int) -> bool:
    """Tell whether the first hits are the same, but for the order of those whose scores a float cannot tell apart."""
    first = found[:wanted]
    if len(first) != min(wanted, len(expected)):
        return False
    known = {key: score for score, key in expected}
    return all(
        isclose(score, known.get(key, -1), rel_tol=1e-5) and isclose(score, other, rel_tol=1e-5)
        for (score, key, _), (other, _) in zip(first, expected, strict=False)
    )


def _word(token: str) -> Clause:
    """Give what a word of the query language asks for: anywhere, and with more weight in the title."""
    return Some((Term("stem", token), Term("title_stem", token, 3.0)))


TOKENS = st.sampled_from(WORDS)
PAIRS = st.tuples(TOKENS, TOKENS)
LEAVES = st.one_of(
    TOKENS.map(_word),
    TOKENS.map(lambda token: Term("title_stem", token)),
    PAIRS.map(lambda pair: Some((InOrder("stem", pair), InOrder("title_stem", pair, 3.0)))),
    PAIRS.map(lambda pair: InOrder("exact", pair)),
    TOKENS.map(lambda token: Flat(_word(token))),
    st.sampled_from([OneOf("source", ("haberci",)), OneOf("is", ("stub", "undated")), Beginning("exact", "k")]),
)


def _grown(parts: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(parts, min_size=1, max_size=3).map(tuple)
    few = st.lists(parts, max_size=1).map(tuple)
    return st.one_of(
        several.map(Some),
        st.builds(Every, several, few, few),
    )


CLAUSES = st.recursive(LEAVES, _grown, max_leaves=6)
ASKED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ASKED
@given(clause=CLAUSES, wanted=st.sampled_from([1, 4, 20, 150]))
def test_the_best_are_those_of_weighing_everything(bench: Bench, clause: Clause, wanted: int) -> None:
    """Hits, their scores and their number are tantivy's own, however few articles were looked at."""
    expected = bench.expected(clause)
    found, total = bench.ranking.best(clause, wanted)
    assert total == bench.ranking.count(clause) == len(expected)
    assert _is_same(found, expected, wanted)


@ASKED
@given(clause=CLAUSES)
def test_a_clause_taken_apart_finds_and_scores_the_same(bench: Bench, clause: Clause) -> None:
    """Without its titles a clause finds the same articles, and with them added each has the same score."""
    plan = planned(clause)
    whole = bench.scores(bench.say(clause))
    assert bench.scores(bench.say(plan.counted)).keys() == whole.keys()
    asked = bench.ranking.asked(clause)
    scored = bench.scores(asked.scored)
    assert scored.keys() == whole.keys()
    assert all(isclose(scored[key], score, rel_tol=1e-5) for key, score in whole.items())
    assert plan.constant is None or all(isclose(score, plan.constant, rel_tol=1e-5) for score in whole.values())


@ASKED
@given(clause=CLAUSES)
def test_no_article_scores_above_the_ceiling(bench: Bench, clause: Clause) -> None:
    """The bound by which articles are left out holds for every clause, titles or not."""
    highest = ceiling(clause, bench.ranking._rarity)
    assert max(bench.scores(bench.say(clause)).values(), default=0.0) <= highest * 1.0001


@pytest.mark.parametrize(
    ("clause", "share"),
    [
        (_word(WORDS[0]), 0.5),
        (Every(scored=(_word(WORDS[0]), _word(WORDS[1]))), 0.7),
        (Every(scored=(_word(WORDS[0]),), filters=(OneOf("source", ("haberci",)),)), 0.5),
        (some([_word(WORDS[1]), _word(WORDS[50])]), 0.8),
    ],
)
def test_only_titles_are_weighed_where_they_are_enough(bench: Bench, clause: Clause, share: float) -> None:
    """Of a frequent word most articles are counted and no more."""
    bench.watched.weighed.clear()
    ranked, total = bench.ranking.best(clause, 5)
    assert len(ranked) >= 5
    assert 0 < max(bench.watched.weighed) < total * share


@pytest.mark.parametrize(
    "clause",
    [
        Anything(),
        Flat(_word(WORDS[3])),
        OneOf("is", ("complete", "undated")),
        Every(filters=(_word(WORDS[0]),), without=(_word(WORDS[1]),)),
        Every(scored=(Flat(_word(WORDS[0])), OneOf("source", ("duyuru",)))),
    ],
)
def test_of_equal_worth_the_newest_come_first(bench: Bench, clause: Clause) -> None:
    """Where all articles are worth the same none is weighed, and age alone decides, equal ages included."""
    bench.watched.weighed.clear()
    ranked, total = bench.ranking.best(clause, 30)
    assert bench.watched.weighed == []
    assert total == len(bench.expected(clause)) > 30
    scores = [score for score, _, _ in ranked]
    assert scores == sorted(scores, reverse=True)
    weights = bench.scores(Query.const_score_query(bench.say(clause), constant(clause) or 0), weight_by_field="weight")
    assert all(isclose(score, weights[key], rel_tol=1e-5) for score, key, _ in ranked)


@pytest.mark.parametrize("wanted", [1, 3, 60])
def test_articles_of_one_age_are_all_put_in_order(bench: Bench, wanted: int) -> None:
    """Of many articles from before the first weight the newest come first, wherever they are stored."""
    old = Every(filters=(OneOf("month", tuple(f"2015-{month:02d}" for month in range(1, 13))),))
    ranked, total = bench.ranking.best(old, wanted)
    keys = [key for _, key, _ in ranked]
    assert total == len(keys) > 60
    assert keys == sorted(bench.scores(bench.say(old)), reverse=True)


@pytest.mark.parametrize("text", [WORDS[0], f"{WORDS[0]} {WORDS[2]}", f"{WORDS[1]} OR {WORDS[20]}", "lang:en", "k*"])
@pytest.mark.parametrize("sort", Sort)
def test_pages_follow_each_other_without_a_gap(bench: Bench, text: str, sort: Sort) -> None:
    """Pages of seven are one long page, though the first ones are found in another way than the later ones."""
    clause = lowered(parse(text, today=TODAY.date()).query)
    whole = bench.view.walk(clause, sort, None, 200).places
    pages: list[int] = []
    after = None
    while len(pages) < len(whole):
        places = bench.view.walk(clause, sort, after, 7).places
        pages += [place.key for place in places]
        after = Position(places[-1].score, places[-1].key, places[-1].rank)
    assert pages[:200] == [place.key for place in whole]
    assert len(set(pages)) == len(pages)


@pytest.mark.parametrize("text", ["", WORDS[0], f"{WORDS[0]} OR {WORDS[1]}", f"title:{WORDS[0]}"])
@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("size", [1, 9])
def test_each_story_comes_once_however_crowded(bench: Bench, index: Index, text: str, sort: Sort, size: int) -> None:
    """Pages with one hit per story give the first article of each in order, stories of many articles included."""
    query = parse(text, today=TODAY.date()).query
    first: dict[int, int] = {}
    for place in bench.view.walk(lowered(query), sort, None, SIZE * 2).places:
        first.setdefault(place.group, place.key & ((1 << 31) - 1))
    found: list[int] = []
    request = Request(query=query, sort=sort, size=size, stories=True, highlight=False)
    for _ in range(12):
        result = index.search(request)
        assert result.total == bench.ranking.count(lowered(query))
        found += [hit.document.seq for hit in result.hits]
        request = replace(request, cursor=result.next)
    assert found == list(first.values())[: len(found)]
    assert len(found) == 12 * size


def test_facets_are_sorted_by_number_then_by_value(bench: Bench) -> None:
    """Counted values come by falling number, those of one number by their names."""
    counts = bench.view.counts(lowered(parse(WORDS[0], today=TODAY.date()).query), ["month", "source"])
    for pairs in counts.values():
        assert pairs == sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    assert len({number for _, number in counts["month"]}) < len(counts["month"])
    expected = bench.ranking.count(lowered(parse(f"{WORDS[0]} source:duyuru", today=TODAY.date()).query))
    assert dict(counts["source"])["duyuru"] == expected
