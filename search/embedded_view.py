"""The embedded index as it was at one moment."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from tantivy import FieldType, Occur, Order, Query

from search.clauses import Anything, OneOf
from search.embedded_files import problems
from search.embedded_query import Translator
from search.embedded_ranking import Ranking, total_of
from search.engine import Place, Position, Walk
from search.index import Entry, Sort
from search.schema import read_content
from search.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tantivy import DocAddress, Schema, Searcher
    from tantivy import Document as Stored

    from pipelines.records import Document
    from search.clauses import Clause
    from search.reading import Reading

# More different values than any facet has; an aggregation that keeps fewer counts wrongly over several segments.
_ALL_VALUES = 65_000
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
        self._ranking = Ranking(searcher, schema)
        self._words = Words(folder)

    def count(self, clause: Clause) -> int:
        """Count the articles."""
        with problems(self.folder):
            return self._ranking.count(clause)

    def walk(self, clause: Clause, sort: Sort, after: Position | None, size: int) -> Walk:
        """Give the next hits behind a position."""
        with problems(self.folder):
            if sort is Sort.RELEVANCE:
                return self._by_relevance(clause, after, size)
            return self._by_date(self._counted(clause), sort, after, size)

    def _counted(self, clause: Clause) -> Query:
        return self._ranking.asked(clause).counted

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
        return Walk(self._places(hits, after), total_of(found) if after is None else None)

    def _by_relevance(self, clause: Clause, after: Position | None, size: int) -> Walk:
        first = after.rank if after else 0
        ranked, total = self._ranking.best(clause, first + size)
        return Walk(self._places(ranked[first : first + size], after), total)

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
        # In the order of values, which the sorting by number keeps where numbers are equal.
        asked: dict[str, Any] = {
            field: {
                "terms": {
                    "field": field,
                    "size": _ALL_VALUES,
                    "segment_size": _ALL_VALUES,
                    "order": {"_key": "asc"},
                }
            }
            for field in fields
        }
        found = self._aggregate(clause, asked)
        return {
            field: sorted(
                [(bucket["key"], bucket["doc_count"]) for bucket in found[field]["buckets"]],
                key=itemgetter(1),
                reverse=True,
            )
            for field in fields
        }

    def groups(self, clause: Clause, groups: Sequence[int]) -> Mapping[int, int]:
        """Count the articles of some stories."""
        with problems(self.folder):
            stories = Query.term_set_query(self._schema, "group", list(groups))
            query = Query.boolean_query([(Occur.Must, self._counted(clause)), (Occur.Must, stories)])
            asked = {"group": {"terms": {"field": "group", "size": len(groups), "segment_size": _ALL_VALUES}}}
            buckets = self._searcher.aggregate(query, asked)["group"]["buckets"]
            return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}

    def _aggregate(self, clause: Clause, asked: dict[str, Any]) -> dict[str, dict[str, list[dict[str, Any]]]]:
        with problems(self.folder):
            found: dict[str, dict[str, list[dict[str, Any]]]] = self._searcher.aggregate(self._counted(clause), asked)
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
            translator = Translator(self._schema)
            query, only = translator.say(clause), translator.say(OneOf("id", (id,)))
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


def _stored(document: Stored, field: str) -> Any:  # noqa: ANN401 - the schema says which type a field has
    return document.get_first(field)
