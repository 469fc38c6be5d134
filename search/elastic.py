"""The index on an Elasticsearch cluster: a versioned index behind an alias."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from elasticsearch import NotFoundError, helpers

from search.answers import Answers
from search.crew import Crew
from search.elastic_connection import READ_ONLY, Breaker, connect, is_read_only
from search.elastic_fields import elastic_document, template
from search.elastic_view import ElasticView
from search.index import NO_KINDS, Access, SearchError
from search.schema import VERSION, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.records import Document
    from search.schema import Row

# Points in time are shared for so many seconds, since a server holds only some hundreds of them.
_SHARED = 20.0
_KEEP = "5m"
_MISSING = 404


class Elastic(Answers):
    """An index on a cluster; opening it asks nothing of the server."""

    def __init__(
        self,
        access: Access,
        *,
        name: str,
        kinds: Mapping[str, str] = NO_KINDS,
        shards: int = 1,
        replicas: str = "0-1",
    ) -> None:
        self._alias = f"{name}-v{VERSION}"
        self._kinds = kinds
        self._template = template(f"{self._alias}-*", shards, replicas)
        self._client = connect(access)
        self._where = ", ".join(access.hosts)
        self._breaker = Breaker(self._where)
        self._moment = ("", 0.0)

    def cursor(self) -> int:
        """Give the ingest sequence up to which the index is complete."""
        with self._breaker.call("read its cursor"):
            try:
                mappings = self._client.indices.get_mapping(index=self._alias).body
            except NotFoundError:
                return 0
        return min((int(one["mappings"].get("_meta", {}).get("cursor", 0)) for one in mappings.values()), default=0)

    def apply(self, upserts: Sequence[Document], cursor: int) -> None:
        """Put documents in place of those with the same ids, then the cursor; repeating it changes nothing."""
        index = self._written()
        version = time.time_ns()
        self._bulk(_upsert(index, row(document, self._kinds), version) for document in upserts)
        self._keep(index, cursor)

    def _keep(self, index: str, cursor: int) -> None:
        with self._breaker.call("keep its cursor"):
            self._client.indices.refresh(index=index)
            self._client.indices.put_mapping(index=index, meta={"version": VERSION, "cursor": cursor})
        self._moment = ("", 0.0)

    def delete(self, ids: Sequence[str]) -> None:
        """Remove articles."""
        index = self._written()
        order = {"_op_type": "delete", "_index": index, "version": time.time_ns(), "version_type": "external_gte"}
        self._bulk({**order, "_id": one} for one in ids)
        with self._breaker.call("remove articles"):
            self._client.indices.refresh(index=index)
        self._moment = ("", 0.0)

    def _bulk(self, actions: Iterable[dict[str, Any]]) -> None:
        """Send writes in pieces; what the server has no room for is sent again, later and later.

        Raises:
            SearchError: the server does not take a document, or does not answer.
        """
        with self._breaker.call("take documents"):
            results = helpers.streaming_bulk(
                self._client,
                actions,
                chunk_size=500,
                max_chunk_bytes=10_000_000,
                max_retries=8,
                initial_backoff=0.5,
                max_backoff=30,
                raise_on_error=False,
            )
            for taken, result in results:
                if not taken:
                    self._refuse(result)

    def _refuse(self, result: dict[str, Any]) -> None:
        (outcome,) = result.values()
        reason = str(outcome.get("error", outcome))
        if is_read_only(reason):
            raise SearchError(READ_ONLY.format(where=self._where))
        if outcome["status"] != _MISSING or "index_not_found" in reason:
            raise SearchError(f"Elasticsearch did not take the article {outcome.get('_id')}: {reason[:300]}")

    def _written(self) -> str:
        """Give the index behind the alias; the first one is made here."""
        with self._breaker.call("find its index"):
            try:
                return str(max(self._client.indices.get_alias(name=self._alias).body))
            except NotFoundError:
                pass
        index = self._make()
        self._put_behind(index)
        return index

    def _make(self) -> str:
        index = f"{self._alias}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        with self._breaker.call("make an index"):
            self._client.indices.put_index_template(name=self._alias, **self._template)
            self._client.indices.create(index=index)
        return index

    def _put_behind(self, index: str) -> None:
        """Let the alias name one index alone, in one step."""
        with self._breaker.call("change its alias"):
            actions: list[dict[str, Any]] = [
                {"remove": {"index": f"{self._alias}-*", "alias": self._alias, "must_exist": False}},
                {"add": {"index": index, "alias": self._alias}},
            ]
            self._client.indices.update_aliases(actions=actions)

    def rebuild(self, batches: Iterable[tuple[Iterable[Document], int]]) -> None:
        """Build the index anew beside the old one and put it in its place; searches go on all the while.

        The index before is kept, and those before that one are removed.
        """
        index = self._make()
        version = time.time_ns()
        with self._breaker.call("prepare an index"):
            self._client.indices.put_settings(index=index, settings={"refresh_interval": "-1"})
        with Crew(self._kinds) as crew:
            self._bulk(_upsert(index, made, version) for made in crew.rows(batches))
        with self._breaker.call("finish an index"):
            self._client.indices.put_settings(index=index, settings={"refresh_interval": None})
        self._keep(index, crew.cursor)
        self._put_behind(index)
        self._moment = ("", 0.0)
        with self._breaker.call("remove old indexes"):
            older = sorted(one for one in self._client.indices.get(index=f"{self._alias}-*").body if one != index)
            if older[:-1]:
                self._client.indices.delete(index=older[:-1])

    def drop(self) -> None:
        """Remove all indexes of this version, so that the next run builds one anew."""
        with self._breaker.call("remove its indexes"):
            indexes = list(self._client.indices.get(index=f"{self._alias}-*").body)
            if indexes:
                self._client.indices.delete(index=indexes)
        self._moment = ("", 0.0)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def _view(self, token: str = "") -> ElasticView:
        return ElasticView(self._client, self._breaker, self._alias, token, self._remember)

    def _remember(self) -> str:
        """Open a point in time, or give the one that was opened a moment ago; none where the server has no room."""
        moment, since = self._moment
        if moment and time.monotonic() - since < _SHARED:
            return moment
        try:
            with self._breaker.call("open a point in time"):
                moment = str(self._client.open_point_in_time(index=self._alias, keep_alive=_KEEP).body["id"])
        except (SearchError, NotFoundError):
            return ""
        self._moment = (moment, time.monotonic())
        return moment


def _upsert(index: str, made: Row, version: int) -> dict[str, Any]:
    """Write one document; the version keeps a delayed older request from replacing what was written since."""
    return {
        "_op_type": "index",
        "_index": index,
        "_id": made.id,
        "version": version,
        "version_type": "external_gte",
        "_source": elastic_document(made),
    }
