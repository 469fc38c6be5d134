"""The connection to Elasticsearch: what it says when the server is away, busy, closed or full."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeAlias

import pytest

from pipelines.records import Document
from search.elastic_connection import FAILURES, PAUSE, Breaker
from search.index import Access, Index, Request, SearchError, open_elastic

Answer: TypeAlias = tuple[int, dict[str, Any]]
Script: TypeAlias = Callable[[str, str, int], Answer]


class _Server:
    """A real HTTP server that answers as a script says; the script gets method, path and the number of the call."""

    def __init__(self, script: Script) -> None:
        self.calls: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                server.calls.append(f"{self.command} {self.path}")
                status, body = script(self.command, self.path, len(server.calls))
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("X-Elastic-Product", "Elasticsearch")
                self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=9")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer  # noqa: N815 - the names are http.server's

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def serve() -> Iterator[Callable[[Script], _Server]]:
    """Start servers that answer as scripts say."""
    servers: list[_Server] = []

    def start(script: Script) -> _Server:
        servers.append(_Server(script))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def _open(url: str, **access: str) -> Index:
    return open_elastic(Access(hosts=(url,), retries=0, timeout=2, **access), replicas="0")


def _error(kind: str, reason: str) -> dict[str, object]:
    return {"error": {"type": kind, "reason": reason, "root_cause": [{"type": kind, "reason": reason}]}}


def test_opening_asks_nothing_of_the_server() -> None:
    """A desk starts while its Elasticsearch is away; the first call says so."""
    index = _open("http://127.0.0.1:9")
    with pytest.raises(SearchError, match="does not answer; nothing is lost"):
        index.cursor()
    index.close()


def test_after_some_failures_calls_fail_at_once(serve: Callable[[Script], _Server]) -> None:
    """A server that is away is not asked again for a while, so that no page of the desk hangs on it."""
    server = serve(lambda *_: (503, _error("unavailable", "no master")))
    index = _open(server.url)
    for _ in range(FAILURES + 3):
        with pytest.raises(SearchError, match=r"could not search|asked again in a moment"):
            index.search(Request())
    assert len(server.calls) == FAILURES


def test_a_breaker_tries_again_after_its_pause() -> None:
    """When the pause is over one call goes through, and a success closes the breaker."""
    now = [0.0]
    breaker = Breaker("somewhere", clock=lambda: now[0])
    for _ in range(FAILURES):
        with pytest.raises(SearchError), breaker.call("try"):
            _fail()
    assert breaker.is_open
    with pytest.raises(SearchError, match="asked again in a moment"), breaker.call("try"):
        pytest.fail("no call goes through an open breaker")
    now[0] = PAUSE + 1
    with breaker.call("try"):
        pass
    now[0] = 0.0
    assert not breaker.is_open


def _fail() -> None:
    from elastic_transport import ConnectionError as Away  # noqa: PLC0415 - only here

    raise Away("refused")


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (401, _error("security_exception", "missing authentication credentials"), "refuses the credentials"),
        (403, _error("security_exception", "action is unauthorized"), "refuses the credentials"),
        (
            403,
            _error("cluster_block_exception", "index blocked by: [FORBIDDEN/12/index read-only / allow delete (api)]"),
            "read-only.*free some space",
        ),
        (500, _error("illegal_state_exception", "something broke"), "could not search.*something broke"),
        (429, _error("es_rejected_execution_exception", "queue full"), "could not search.*queue full"),
    ],
)
def test_refusals_are_said_with_what_to_do(
    serve: Callable[[Script], _Server], status: int, body: dict[str, object], sentence: str
) -> None:
    """Credentials, a full disk and other refusals each have their sentence."""
    server = serve(lambda *_: (status, body))
    with pytest.raises(SearchError, match=sentence):
        _open(server.url).search(Request())


@pytest.mark.parametrize(
    ("access", "header"), [({"api_key": "abc"}, "ApiKey abc"), ({"user": "u", "password": "p"}, "Basic dTpw")]
)
def test_credentials_are_sent(access: dict[str, str], header: str) -> None:
    """An API key or a user with a password goes with every request."""
    from search.elastic_connection import connect  # noqa: PLC0415 - only this test looks inside

    client = connect(Access(hosts=("http://127.0.0.1:9",), **access))  # type: ignore[arg-type] # texts
    assert client._headers["authorization"] == header
    client.close()


def test_a_busy_server_is_sent_its_writes_again(
    serve: Callable[[Script], _Server], documents: dict[str, Document]
) -> None:
    """Items that the server had no room for (429) are sent again until it takes them."""
    rejected = {"index": {"_id": "park", "status": 429, "error": {"type": "es_rejected_execution_exception"}}}
    taken = {"index": {"_id": "park", "status": 201}}
    bulks: list[int] = []

    def script(method: str, path: str, call: int) -> Answer:
        if path.startswith("/_bulk"):
            bulks.append(call)
            return 200, {"errors": len(bulks) < 3, "items": [rejected if len(bulks) < 3 else taken]}
        if method == "GET" and "_alias" in path:
            return 200, {"rasad-v2-1": {}}
        return 200, {"acknowledged": True}

    _open(serve(script).url).apply([documents["park"]], 8)
    assert len(bulks) == 3


def test_an_article_that_is_not_taken_is_named(
    serve: Callable[[Script], _Server], documents: dict[str, Document]
) -> None:
    """A document that the server refuses stops the batch with its id; the cursor is not moved."""
    refused = {"index": {"_id": "park", "status": 400, "error": {"type": "document_parsing_exception", "reason": "no"}}}

    def script(method: str, path: str, _: int) -> Answer:
        if path.startswith("/_bulk"):
            return 200, {"errors": True, "items": [refused]}
        if method == "GET" and "_alias" in path:
            return 200, {"rasad-v2-1": {}}
        return 200, {"acknowledged": True}

    server = serve(script)
    with pytest.raises(SearchError, match=r"did not take the article park.*document_parsing_exception"):
        _open(server.url).apply([documents["park"]], 8)
    assert not any("_mapping" in call for call in server.calls)


def test_a_forgotten_point_in_time_falls_back_to_now(serve: Callable[[Script], _Server]) -> None:
    """A page that is asked for too late is answered from the index as it is now."""
    empty = {"hits": {"total": {"value": 0, "relation": "eq"}, "hits": []}}
    first = {
        "hits": {
            "total": {"value": 2, "relation": "eq"},
            "hits": [
                {"_id": one, "_score": 1.0, "sort": [1.0, 5], "fields": {"newest": [5], "group": [1]}} for one in "ab"
            ],
        }
    }

    def script(_: str, path: str, call: int) -> Answer:
        if "_pit" in path:
            return 200, {"id": "moment"}
        if path.startswith("/_search"):
            return 404, _error("search_context_missing_exception", "No search context found")
        return 200, first if call == 1 else empty

    index = _open(serve(script).url)
    cursor = index.search(Request(size=1)).next
    assert cursor is not None
    assert index.search(Request(size=1, cursor=cursor)).hits == ()


def test_without_room_for_points_in_time_pages_go_on(serve: Callable[[Script], _Server]) -> None:
    """A server that opens no more points in time is paged without one."""
    hits = [{"_id": one, "_score": 1.0, "sort": [1.0, 5], "fields": {"newest": [5], "group": [1]}} for one in "ab"]

    def script(_: str, path: str, call: int) -> Answer:
        if "_pit" in path:
            return 429, _error("es_rejected_execution_exception", "too many")
        return 200, {"hits": {"total": {"value": 2, "relation": "eq"}, "hits": hits if call == 1 else []}}

    assert _open(serve(script).url).search(Request(size=1)).next is not None
