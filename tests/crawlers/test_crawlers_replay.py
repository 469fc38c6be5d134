"""Replaying a WARC file: what was recorded is answered, and no network is touched."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from crawlers.filter import Filter
from crawlers.replay import Captures
from pipelines.errors import UsageError
from pipelines.records import Listing, Source, SourceKind
from tests.crawlers.conftest import article

if TYPE_CHECKING:
    from pathlib import Path

    from tests.crawlers.conftest import World

MONDAY = datetime(2026, 11, 9, 6, tzinfo=UTC)
WEEK = timedelta(days=7)
HTML = "text/html; charset=utf-8"
HOME = "https://www.ornek.example"
SOURCE = Source(
    id="ornek",
    title="Örnek",
    home="https://www.ornek.example/",
    country="tr",
    languages=("tr",),
    kind=SourceKind.NEWS,
    zone="Europe/Istanbul",
    feeds=("https://www.ornek.example/feed",),
    listings=(Listing(url="https://www.ornek.example/liste", links="a"),),
)


class Tape:
    """A WARC file in the making."""

    def __init__(self, path: Path, *, packed: bool = True) -> None:
        self.path = path
        self.packed = packed
        self.records: list[bytes] = []

    def add(self, path: str, body: bytes = b"", *, status: str = "200 OK", **more: Any) -> Tape:
        """Record one response; ``kind``, ``at``, ``location``, ``home`` and ``kept`` (its type) may be given."""
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {more.get('kind', HTML)}", f"Content-Length: {len(body)}"]
        lines += [f"Location: {more['location']}"] if "location" in more else []
        block = "\r\n".join([*lines, "", ""]).encode() + body
        head = [
            "WARC/1.0",
            f"WARC-Type: {more.get('kept', 'response')}",
            f"WARC-Record-ID: <urn:uuid:{uuid4()}>",
            f"WARC-Target-URI: {more.get('home', HOME)}{path}",
            f"WARC-Date: {more.get('at', MONDAY):%Y-%m-%dT%H:%M:%SZ}",
            "Content-Type: application/http; msgtype=response",
            f"Content-Length: {len(block)}",
        ]
        record = "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"
        self.records.append(gzip.compress(record) if self.packed else record)
        return self

    def save(self) -> Path:
        """Write the file."""
        self.path.write_bytes(b"".join(self.records))
        return self.path


def feed(*paths: str, home: str = HOME) -> bytes:
    """Give a feed of some articles."""
    items = "".join(f"<item><title>Haber {path}</title><link>{home}{path}</link></item>" for path in paths)
    return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()


def test_a_recorded_crawl_is_repeated_as_it_was(tmp_path: Path, world: World) -> None:
    """Pages carry the time of their record; redirects, errors, robots.txt and missing addresses are as they were."""
    tape = (
        Tape(tmp_path / "t.warc.gz")
        .add("/feed", feed("/1", "/2", "/3", "/4", "/5", "/gizli/6"), kind="application/rss+xml")
        .add("/robots.txt", b"User-agent: *\nDisallow: /gizli/", kind="text/plain")
        .add("/1", article("Bir"), at=MONDAY - timedelta(hours=3))
        .add("/2", b"", status="301 Moved", location="/2-yeni")
        .add("/2-yeni", article("İki"))
        .add("/3", b"", status="500 Broken")
        .add("/4", b"", status="404 Not Found")
        .add("/gizli/6", article("Gizli"))
        .add("/baska", article("Adı anılmayan"))
        .add("/liste", b"<html><a href='/1'>1</a></html>")
        .add("/resim.png", b"\x89PNG", kind="image/png")
    )
    result = world.crawl(SOURCE, now=MONDAY, replay=tape.save(), allow_private_hosts=())
    assert world.outcomes() == {
        "/1": "ok",
        "/2": "ok",
        "/3": "server-error",
        "/4": "gone",
        "/5": "unreachable",
        "/gizli/6": "robots",
        "/baska": "ok",
    }
    pages = {page.url.rpartition("/")[2]: page for page in world.pages()}
    assert pages["1"].fetched_at == MONDAY - timedelta(hours=3)
    assert pages["2"].fetched_url == "https://www.ornek.example/2-yeni"
    assert pages["baska"].found == "replay"
    assert pages["baska"].entry is None
    assert result.problems == ()


def test_of_several_captures_the_latest_at_or_before_the_clock_answers(tmp_path: Path, world: World) -> None:
    """Each week sees its own feed; an article that its feed renames is fetched again in the week it was edited."""
    renamed = feed("/1", "/2").replace(b"Haber /1<", "Haber 1, düzeltildi<".encode())
    tape = (
        Tape(tmp_path / "t.warc.gz")
        .add("/feed", feed("/1"), at=MONDAY)
        .add("/feed", renamed, at=MONDAY + WEEK)
        .add("/1", article("Bir"), at=MONDAY)
        .add("/1", article("Bir, düzeltildi"), at=MONDAY + WEEK)
        .add("/2", article("İki"), at=MONDAY + WEEK)
        .save()
    )
    world.crawl(SOURCE, now=MONDAY, replay=tape)
    assert [page.fetched_at for page in world.pages()] == [MONDAY]
    world.crawl(SOURCE, now=MONDAY + WEEK, replay=tape)
    assert sorted((page.url[-1], page.fetched_at) for page in world.pages()) == [
        ("1", MONDAY),
        ("1", MONDAY + WEEK),
        ("2", MONDAY + WEEK),
    ]
    assert len({page.digest for page in world.pages()}) == 3
    world.crawl(SOURCE, now=MONDAY + WEEK, replay=tape)
    assert len(world.pages()) == 3


def test_a_page_that_no_channel_names_is_visited_once_per_capture(tmp_path: Path, world: World) -> None:
    """An unnamed page comes again only when a later capture of it lies before the clock."""
    tape = Tape(tmp_path / "t.warc.gz").add("/x", article("Bir")).add("/x", article("Yeni"), at=MONDAY + WEEK).save()
    for weeks, count in ((0, 1), (0, 1), (1, 2), (1, 2)):
        world.crawl(SOURCE, now=MONDAY + weeks * WEEK, replay=tape)
        assert len(world.pages()) == count


def test_only_sources_whose_hosts_were_recorded_take_part(tmp_path: Path, world: World) -> None:
    """A source that the file knows nothing of is not polled."""
    other = Source(
        id="other",
        title="Other",
        home="https://other.example/",
        country="ir",
        languages=("fa",),
        kind=SourceKind.NEWS,
        zone="Asia/Tehran",
        feeds=("https://other.example/feed",),
    )
    tape = Tape(tmp_path / "t.warc.gz").add("/x", article("Bir")).add("/y", article("z"), home="https://third.example")
    result = world.crawl(SOURCE, other, now=MONDAY, replay=tape.save())
    assert list(result.sources) == ["ornek"]
    assert [page.url for page in world.pages()] == ["https://www.ornek.example/x"]


def test_a_redirect_between_spellings_of_one_address_is_no_loop(tmp_path: Path, world: World) -> None:
    """http, https and www are told apart where both were recorded, and stand for each other where one was."""
    bare = "http://ornek.example"
    tape = (
        Tape(tmp_path / "t.warc.gz")
        .add("/feed", feed("/1", home=bare))
        .add("/1", b"", status="301 Moved", location="https://www.ornek.example/1", home=bare)
        .add("/1", article("Bir"))
        .save()
    )
    world.crawl(SOURCE, now=MONDAY, replay=tape)
    assert [(page.url, page.fetched_url) for page in world.pages()] == [
        ("http://ornek.example/1", "https://www.ornek.example/1")
    ]


def test_a_torn_file_gives_what_can_be_read_and_names_the_rest(tmp_path: Path, world: World) -> None:
    """Broken bytes in the middle and a cut end cost only the records they lie in."""
    tape = Tape(tmp_path / "t.warc.gz")
    for number in range(5):
        tape.add(f"/{number}", article(f"Haber {number}", "uzun " * 400))
    tape.records[1] = tape.records[1][:60] + b"\xff" * 30 + tape.records[1][90:]
    tape.records[4] = tape.records[4][:-40]
    result = world.crawl(SOURCE, now=MONDAY, replay=tape.save())
    assert sorted(world.outcomes()) == ["/0", "/2", "/3"]
    # Random bytes may look like one more record that is cut short.
    assert 2 <= len(result.problems) <= 3
    assert all("t.warc.gz" in problem for problem in result.problems)


def test_a_plain_file_is_read_too_and_other_records_are_left(tmp_path: Path) -> None:
    """WARC need not be gzipped; requests and metadata are no responses."""
    tape = Tape(tmp_path / "t.warc", packed=False)
    tape.add("/1", article("Bir")).add("/1", b"", kept="request").add("/2", article("İki"))
    captures = Captures(tape.save())
    assert captures.hosts() == {"www.ornek.example"}
    assert [capture.url[-1] for capture in captures.pages(None)] == ["1", "2"]
    assert captures.find("https://www.ornek.example/1", MONDAY - WEEK) is None
    assert captures.find("https://ornek.example/2?utm_source=x", None) is not None


@pytest.mark.parametrize("content", [b"", b"this is no WARC file", b"\x1f\x8b\x08 neither is this", None])
def test_a_file_without_responses_is_refused_with_its_name(tmp_path: Path, content: bytes | None) -> None:
    """Nothing to replay is a clear error."""
    path = tmp_path / "foreign.bin"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"foreign\.bin"):
        Captures(path)


def test_a_filter_leaves_out_what_does_not_pass(tmp_path: Path, world: World) -> None:
    """With filters given, only fitting entries are fetched."""
    tape = Tape(tmp_path / "t.warc.gz").add("/feed", feed("/1", "/2")).add("/1", article("1")).add("/2", article("2"))
    only = {"ornek": Filter(keywords=("haber 1", "/1"))}
    result = world.crawl(SOURCE, now=MONDAY, replay=tape.save(), filters=only)
    assert result.sources["ornek"].discovered == 1


def test_a_body_beyond_the_limit_is_too_large_in_a_replay_too(tmp_path: Path, world: World) -> None:
    """The limit on bodies holds wherever they come from."""
    tape = Tape(tmp_path / "t.warc.gz").add("/x", b"<html>" + b"x" * 5000)
    world.crawl(SOURCE, now=MONDAY, replay=tape.save(), max_body=1000)
    assert world.outcomes() == {"/x": "too-large"}
