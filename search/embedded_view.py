"""The embedded index as it was at one moment."""

from __future__ import annotations

from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tantivy import FieldType, Occur, Order, Query

from search.clauses import Anything, OneOf
from search.embedded_files import problems
from search.embedded_query import Translator
from search.engine import Place, Position, Walk
from search.index import Entry, Sort
from search.schema import read_content
from search.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tantivy import DocAddress, Schema, Searcher, SearchResult
    from tantivy import Document as Stored

    from pipelines.records import Document
    from search.clauses import Clause
    from search.reading import Reading

# More different values than any facet has; an aggregation that keeps fewer counts wrongly over several segments.
_ALL_VALUES = 65_000
# Hits of equal score that are put in order; beyond them equal ones come as they are stored.
_MOST_TIES = 50_000
# Articles gone through together.
_STRIDE = 5000
_KEYS = {Sort.RELEVANCE: "newest", Sort.NEWEST: "newest", Sort.OLDEST: "oldest"}


class EmbeddedView:
    """Reads one searcher; what is written later does not show."""

    def __init__(self, searcher: Searcher, schema: Schema, folder: Path, token: str) -> None:
        self.token = token
        self._searcher = searcher
        self._schema = schema
        self.folder = folder
        # A page asks for its hits, their stories and its facets by the same clause.
        self._say = lru_cache(maxsize=256)(Translator(schema).say)
        self._words = Words(folder)

    def count(self, clause: Clause) -> int:
        """Count the articles."""
        with problems(self.folder):
            query = Query.const_score_query(self._say(clause), 1.0)
            return _total(self._searcher.search(query, 1, count=True))

    def walk(self, clause: Clause, sort: Sort, after: Position | None, size: int) -> Walk:
        """Give the next hits behind a position."""
        with problems(self.folder):
            query = self._say(clause)
            if sort is Sort.RELEVANCE:
                return self._by_relevance(query, after, size)
            return self._by_date(query, sort, after, size)

    def _by_date(self, query: Query, sort: Sort, after: Position | None, size: int) -> Walk:
        field = _KEYS[sort]
        upwards = sort is Sort.OLDEST
        if after is not None:
            bounds = (after.key + 1, None) if upwards else (None, after.key - 1)
            behind = Query.range_query(self._schema, field, FieldType.Integer, *bounds)
            query = Query.boolean_query([(Occur.Must, query), (Occur.Must, behind)])
        order = Order.Asc if upwards else Order.Desc
        found = self._searcher.search(query, size, count=after is None, order_by_field=field, order=order)
        hits = [(0.0, int(key), address) for key, address in found.hits]
        return Walk(self._places(hits, after), _total(found) if after is None else None)

    def _by_relevance(self, query: Query, after: Position | None, size: int) -> Walk:
        """Take hits until the score falls below the last one wanted, since equal ones come in no order."""
        first = after.rank if after else 0
        wanted = first + size
        limit = wanted + 1
        while True:
            found = self._searcher.search(query, limit, count=True, weight_by_field="weight")
            hits = found.hits
            if len(hits) < limit or hits[-1][0] < hits[wanted - 1][0] or limit > wanted + _MOST_TIES:
                break
            limit *= 4
        keys = self._searcher.fast_field_values("newest", [address for _, address in hits])
        ordered = [(score, int(key or 0), address) for (score, address), key in zip(hits, keys, strict=True)]
        ordered.sort(key=itemgetter(0, 1), reverse=True)
        return Walk(self._places(ordered[first:wanted], after), _total(found))

    def _places(self, hits: Sequence[tuple[float, int, DocAddress]], after: Position | None) -> tuple[Place, ...]:
        groups = self._searcher.fast_field_values("group", [address for _, _, address in hits])
        first = (after.rank if after else 0) + 1
        return tuple(
            Place(score, key, int(group or 0), address, rank)
            for rank, ((score, key, address), group) in enumerate(zip(hits, groups, strict=True), first)
        )

    def read(self, places: Sequence[Place]) -> list[Document]:
        """Read the documents of some hits."""
        with problems(self.folder):
            return [read_content(_stored(self._searcher.doc(place.address), "body")) for place in places]

    def recall(self, readings: Sequence[Reading]) -> None:
        """Let the language layer know the words of texts, as far as it learnt them when they were indexed."""
        self._words.recall(readings)

    def counts(self, clause: Clause, fields: Sequence[str]) -> Mapping[str, list[tuple[str, int]]]:
        """Count the values of keyword fields over the articles."""
        asked: dict[str, Any] = {
            field: {"terms": {"field": field, "size": _ALL_VALUES, "segment_size": _ALL_VALUES}} for field in fields
        }
        found = self._aggregate(clause, asked)
        return {
            field: sorted(
                ((bucket["key"], int(bucket["doc_count"])) for bucket in found[field]["buckets"]),
                key=lambda pair: (-pair[1], pair[0]),
            )
            for field in fields
        }

    def groups(self, clause: Clause, groups: Sequence[int]) -> Mapping[int, int]:
        """Count the articles of some stories."""
        with problems(self.folder):
            stories = Query.term_set_query(self._schema, "group", list(groups))
            query = Query.boolean_query([(Occur.Must, self._say(clause)), (Occur.Must, stories)])
            asked = {"group": {"terms": {"field": "group", "size": len(groups), "segment_size": _ALL_VALUES}}}
            buckets = self._searcher.aggregate(query, asked)["group"]["buckets"]
            return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}

    def _aggregate(self, clause: Clause, asked: dict[str, Any]) -> dict[str, dict[str, list[dict[str, str]]]]:
        with problems(self.folder):
            query = Query.const_score_query(self._say(clause), 1.0)
            found: dict[str, dict[str, list[dict[str, str]]]] = self._searcher.aggregate(query, asked)
            return found

    def frequencies(self, field: str, tokens: Sequence[str]) -> Mapping[str, int]:
        """Count the articles that hold each token, deleted ones that are not yet purged included."""
        with problems(self.folder):
            return {token: int(self._searcher.doc_freq(field, token)) for token in tokens}

    def resembling(self, token: str) -> list[tuple[str, int]]:
        """Give tokens that begin with the same letter, with the number of articles of each."""
        with problems(self.folder):
            return list(self._searcher.terms_with_prefix("exact", token[:1], limit=_ALL_VALUES))

    def explain(self, clause: Clause, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about, without its weight by age."""
        with problems(self.folder):
            query = self._say(clause)
            only = self._say(OneOf("id", (id,)))
            found = self._searcher.search(Query.boolean_query([(Occur.Must, query), (Occur.Must, only)]), 1)
            return query.explain(self._searcher, found.hits[0][1]).to_json() if found.hits else ""

    def entries(self) -> Iterator[Entry]:
        """Go through all articles, a few thousand at a time."""
        position: Position | None = None
        while True:
            places = self.walk(Anything(), Sort.NEWEST, position, _STRIDE).places
            with problems(self.folder):
                for place in places:
                    stored = self._searcher.doc(place.address)
                    yield Entry(_stored(stored, "id"), _stored(stored, "digest").decode())
            if len(places) < _STRIDE:
                return
            position = Position(0.0, places[-1].key, places[-1].rank)


def _total(found: SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined] # the stubs leave it out


def _stored(document: Stored, field: str) -> Any:  # noqa: ANN401 - the schema says which type a field has
    return document.get_first(field)
