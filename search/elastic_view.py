"""The Elasticsearch index as it is, or as it was at one point in time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from elasticsearch import NotFoundError

from search.clauses import Anything, Clause
from search.elastic_query import Dsl, say
from search.engine import Place, Position, Walk
from search.index import Entry, Sort
from search.schema import read_content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from elasticsearch import Elasticsearch

    from pipelines.records import Document
    from search.elastic_connection import Breaker
    from search.reading import Reading

# More different values than any facet has, and fewer than the server's own limit of buckets.
_ALL_VALUES = 10_000
_STRIDE = 2000
# Hits that the server counts off; behind them it goes on from a score.
_WINDOW = 10_000
_KEEP = "5m"
_KEYS = {Sort.RELEVANCE: "newest", Sort.NEWEST: "newest", Sort.OLDEST: "oldest"}


class ElasticView:
    """Reads an alias, or the point in time that a token names."""

    def __init__(
        self, client: Elasticsearch, breaker: Breaker, alias: str, moment: str, remember: Callable[[], str]
    ) -> None:
        self._client = client
        self._breaker = breaker
        self._alias = alias
        self._moment = moment
        self._remember = remember

    @property
    def token(self) -> str:
        """The point in time; it is opened when a next page is first offered."""
        if not self._moment:
            self._moment = self._remember()
        return self._moment

    def _search(self, body: Dsl) -> Dsl:
        """Ask, in the point in time while the server still holds it, else of the index as it is now."""
        with self._breaker.call("search"):
            if self._moment:
                try:
                    at = {"id": self._moment, "keep_alive": _KEEP}
                    return dict(self._client.search(**body, pit=at))
                except NotFoundError:
                    self._moment = ""
            return dict(self._client.search(index=self._alias, ignore_unavailable=True, **body))

    def count(self, clause: Clause) -> int:
        """Count the articles."""
        found = self._search({"query": say(clause), "size": 0, "track_total_hits": True})
        return int(found["hits"]["total"]["value"])

    def walk(self, clause: Clause, sort: Sort, after: Position | None, size: int) -> Walk:
        """Give the next hits behind a position."""
        found = self._search(_walking(clause, sort, after, size))
        first = (after.rank if after else 0) + 1
        hits = found["hits"]["hits"]
        return Walk(
            tuple(_place(hit, sort, rank) for rank, hit in enumerate(hits, first)), int(found["hits"]["total"]["value"])
        )

    def read(self, places: Sequence[Place]) -> list[Document | None]:
        """Read the documents of some hits; what was removed since is nothing."""
        ids = [place.address for place in places]
        found = (
            self._search({"query": {"ids": {"values": ids}}, "size": len(ids), "source": ["content"]}) if ids else {}
        )
        known = {hit["_id"]: hit["_source"]["content"] for hit in found["hits"]["hits"]} if found else {}
        return [read_content(known[one]) if one in known else None for one in ids]

    def recall(self, readings: Sequence[Reading]) -> None:
        """Know nothing: a cluster keeps no words."""

    def counts(self, clause: Clause, fields: Sequence[str]) -> Mapping[str, list[tuple[str, int]]]:
        """Count the values of keyword fields over the articles."""
        order = [{"_count": "desc"}, {"_key": "asc"}]
        asked = {field: {"terms": {"field": field, "size": _ALL_VALUES, "order": order}} for field in fields}
        found = self._search({"query": say(clause), "size": 0, "aggs": asked}).get("aggregations", {})
        return {
            field: [(bucket["key"], int(bucket["doc_count"])) for bucket in found.get(field, {}).get("buckets", ())]
            for field in fields
        }

    def groups(self, clause: Clause, groups: Sequence[int]) -> Mapping[int, int]:
        """Count the articles of some stories."""
        query = {"bool": {"filter": [say(clause), {"terms": {"group": list(groups)}}]}}
        asked = {"group": {"terms": {"field": "group", "size": max(len(groups), 1)}}}
        found = self._search({"query": query, "size": 0, "aggs": asked}).get("aggregations", {})
        return {int(bucket["key"]): int(bucket["doc_count"]) for bucket in found.get("group", {}).get("buckets", ())}

    def frequencies(self, field: str, tokens: Sequence[str]) -> Mapping[str, int]:
        """Count the articles that hold each token, on the shard that answers."""
        with self._breaker.call("count words"):
            found = self._client.termvectors(
                index=self._alias,
                doc={field: " ".join(tokens)},
                term_statistics=True,
                field_statistics=False,
                positions=False,
                offsets=False,
                payloads=False,
            )
        terms = found.body.get("term_vectors", {}).get(field, {}).get("terms", {})
        return {token: int(terms.get(token, {}).get("doc_freq", 0)) for token in tokens}

    def resembling(self, token: str) -> list[tuple[str, int]]:
        """Give tokens that differ by a letter or two, with the number of articles of each."""
        asked: dict[str, Any] = {
            "field": "exact",
            "suggest_mode": "always",
            "max_edits": 2,
            "prefix_length": 1,
            "min_word_length": 3,
            "size": 50,
            "shard_size": 200,
        }
        found = self._search({"size": 0, "suggest": {"word": {"text": token, "term": asked}}})
        words = found.get("suggest", {}).get("word", ())
        return [(option["text"], int(option["freq"])) for word in words for option in word["options"]]

    def explain(self, clause: Clause, id: str) -> str:  # noqa: A002 - the record's own name
        """Say how the score of an article comes about, without its weight by age."""
        with self._breaker.call("explain"):
            try:
                found = self._client.explain(index=self._alias, id=id, query=say(clause)).body
            except NotFoundError:
                return ""
        return str(found["explanation"]) if found.get("matched") else ""

    def entries(self) -> Iterator[Entry]:
        """Go through all articles, in the point in time of the view."""
        _ = self.token
        after: Position | None = None
        while True:
            asked = _walking(Anything(), Sort.NEWEST, after, _STRIDE) | {"source": ["digest"]}
            hits = self._search(asked)["hits"]["hits"]
            for hit in hits:
                yield Entry(hit["_id"], hit["_source"]["digest"])
            if len(hits) < _STRIDE:
                return
            after = Position(0.0, int(hits[-1]["sort"][0]), 0)


def _walking(clause: Clause, sort: Sort, after: Position | None, size: int) -> Dsl:
    key = _KEYS[sort]
    query = say(clause)
    order: list[Dsl] = [{key: "asc" if sort is Sort.OLDEST else "desc"}]
    start: list[float] = [after.key] if after else []
    if sort is Sort.RELEVANCE:
        weight = {"field_value_factor": {"field": "weight"}, "boost_mode": "multiply"}
        query = {"function_score": {"query": query, **weight}}
        order = [{"_score": "desc"}, *order]
        start = [after.score, after.key] if after and after.rank + size > _WINDOW else []
    asked: Dsl = {
        "query": query,
        "sort": order,
        "size": size,
        "source": False,
        "docvalue_fields": [key, "group"],
        "track_total_hits": True,
    }
    if start:
        return asked | {"search_after": start}
    return asked | ({"from_": after.rank} if after else {})


def _place(hit: Dsl, sort: Sort, rank: int) -> Place:
    fields = hit["fields"]
    return Place(float(hit["_score"] or 0.0), int(fields[_KEYS[sort]][0]), int(fields["group"][0]), hit["_id"], rank)
