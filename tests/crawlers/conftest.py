"""A real local web server, sources that point at it, and an archive to crawl into."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from crawlers.browser import NAMES
from crawlers.run import CrawlResult, CrawlSettings, crawl
from pipelines.archive import pages as archived
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.records import Listing, Page, Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

EPOCH = datetime(2026, 11, 16, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Reply:
    """What the server answers; ``stream`` writes a body by itself, headers included."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    stream: Callable[[Any], None] | None = None


@dataclass(frozen=True)
class Seen:
    """One request as the server saw it."""

    path: str
    at: float
    headers: Mapping[str, str]


class Site:
    """A web server on 127.0.0.1 that answers from a dictionary and remembers what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply | Callable[[Mapping[str, str]], Reply]] = {}
        self.seen: list[Seen] = []
        self.sent = 0
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's own name
                del format, args

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.seen.append(Seen(handler.path, time.monotonic(), headers))
        found = self.replies.get(handler.path, Reply(b"not here", 404, {"Content-Type": "text/plain"}))
        reply = found if isinstance(found, Reply) else found(headers)
        time.sleep(reply.pause)
        with suppress(ConnectionError):
            if reply.stream is not None:
                reply.stream(handler)
                handler.close_connection = True
                return
            handler.send_response(reply.status)
            sent = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(reply.body)), **reply.headers}
            for name, value in sent.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(reply.body)
            self.sent += len(reply.body)

    def fixed(self, path: str) -> Reply:
        """Give the answer that stands at a path."""
        found = self.replies[path]
        assert isinstance(found, Reply)
        return found

    def url(self, path: str) -> str:
        """Give the address of a path."""
        return f"http://{self.host}{path}"

    def paths(self, *, robots: bool = False) -> list[str]:
        """Give the paths that were asked for, in order."""
        return [seen.path for seen in self.seen if robots or seen.path != "/robots.txt"]

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on a free local port."""
    server = Site()
    yield server
    server.close()


@pytest.fixture
def new_site() -> Iterator[Callable[[], Site]]:
    """Serve on as many free local ports as a test wants."""
    servers: list[Site] = []

    def start() -> Site:
        servers.append(Site())
        return servers[-1]

    yield start
    for server in servers:
        server.close()


class World:
    """An archive, and a short way to crawl into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runs = 0

    def crawl(self, *sources: Source, now: datetime | None = None, **settings: Any) -> CrawlResult:
        """Crawl sources with quick settings and give the result."""
        quick: dict[str, Any] = {"delay": 0.0, "timeout": 5.0, "allow_private_hosts": ("127.0.0.1",), "now": now}
        with Archive(self.folder) as archive:
            run = begin(archive, "crawl", now or EPOCH)
        self.runs += 1
        progress: list[object] = []
        return crawl(
            self.folder, run, f"run-{self.runs}", list(sources), CrawlSettings(**quick | settings), progress.append
        )

    def pages(self) -> list[Page]:
        """Give all pages, oldest first."""
        with Archive(self.folder, readonly=True) as archive:
            return archived.after(archive, 0, 1_000_000)

    def outcomes(self) -> dict[str, str]:
        """Give the last outcome of each page by the path of its address."""
        return {"/" + page.url.split("/", 3)[3]: page.outcome for page in self.pages()}

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the archive's database."""
        with Archive(self.folder, readonly=True) as archive:
            return [tuple(row) for row in archive.connection.execute(sql)]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Give an empty archive."""
    return World(tmp_path / "archive")


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """Make a source of a local site."""

    def make(
        site: Site,
        *,
        id: str = "local",  # noqa: A002 -- the record's own field name
        feeds: tuple[str, ...] = (),
        sitemaps: tuple[str, ...] = (),
        listings: tuple[tuple[str, str], ...] = (),
        **more: Any,
    ) -> Source:
        fields: dict[str, Any] = {
            "title": id,
            "home": site.url("/"),
            "country": "tr",
            "languages": ("tr",),
            "kind": SourceKind.NEWS,
            "zone": "Europe/Istanbul",
            "delay": 0.0,
        }
        return Source(
            id=id,
            feeds=tuple(site.url(path) for path in feeds),
            sitemaps=tuple(site.url(path) for path in sitemaps),
            listings=tuple(Listing(url=site.url(path), links=links) for path, links in listings),
            **fields | more,
        )

    return make


@pytest.fixture
def publish() -> Callable[..., list[str]]:
    """Put a feed and its articles on a site."""

    def put(site: Site, count: int, *, feed: str = "/feed", prefix: str = "/haber") -> list[str]:
        paths = [f"{prefix}/{number}" for number in range(count)]
        items = "".join(
            f"<item><title>Haber {path}</title><link>{site.url(path)}</link>"
            f"<pubDate>Thu, 12 Nov 2026 14:35:00 +0300</pubDate><description>Özet {path}</description></item>"
            for path in paths
        )
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{items}</channel></rss>'
        site.replies[feed] = Reply(body.encode(), headers={"Content-Type": "application/rss+xml"})
        for path in paths:
            site.replies[path] = Reply(article(f"Haber {path}"))
        return paths

    return put


def article(title: str, text: str = "Kısa bir haber metni.") -> bytes:
    """Give a small article page."""
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><p>{text}</p></body></html>".encode()


@pytest.fixture
def reply() -> type[Reply]:
    """Give the class of the server's answers."""
    return Reply


@pytest.fixture
def article_page() -> Callable[..., bytes]:
    """Give the maker of article pages."""
    return article


def missing() -> str:
    """Say what these tests lack here."""
    if not any(map(shutil.which, NAMES)):
        return "Chromium is not installed"
    return "" if find_spec("playwright") else "playwright is not installed"


@pytest.fixture
def chromium() -> None:
    """Skip where there is no browser, or fail where one is asked for."""
    if missing() and "chromium" in os.environ.get("RASAD_TEST_REQUIRE", ""):
        pytest.fail(f"{missing()}, but RASAD_TEST_REQUIRE asks for it")
    if missing():
        pytest.skip(missing())


def processes(mark: str) -> list[str]:
    """Name the processes that have a mark in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (path / "environ").read_bytes() and path.name != str(os.getpid()):
                found.append((path / "comm").read_text())
    return found


@pytest.fixture
def nothing_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Check that no process outlives its run: neither Chromium nor its driver."""
    monkeypatch.setenv("MARK_OF_TEST", mark := uuid4().hex)
    yield
    until = time.monotonic() + 3
    while (left := processes(mark)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not left
