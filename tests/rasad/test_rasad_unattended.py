"""A desk that nobody looks after: it crawls, processes and exports by itself, ends when told to, and loses nothing."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from tests.commandline import Ran, run_rasad
from tests.crawlers.conftest import Reply, Site

pytestmark = pytest.mark.slow
TEXT = (
    "Lodos Yazılım, gemilerin yakıt tüketimini hesaplayan programını üç limanda denemeye başladı; ilk sonuçlara göre "
    "tüketim yüzde dokuz azaldı. Şirketin genel müdürü, denemenin mart ayına kadar süreceğini söyledi."
)


@pytest.fixture
def site() -> Iterator[Site]:
    """Serve on a free local port."""
    server = Site()
    yield server
    server.close()


def write(site: Site, name: str, count: int, *, pause: float = 0.0) -> list[str]:
    """Put a feed and its articles on a site."""
    paths = [f"/{name}/haber-{number}" for number in range(count)]
    items = "".join(f"<item><title>Haber {path}</title><link>{site.url(path)}</link></item>" for path in paths)
    feed = f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>"
    site.replies[f"/{name}/feed"] = Reply(feed.encode(), headers={"Content-Type": "application/rss+xml"})
    for path in paths:
        head = f"<html lang=tr><head><title>Haber {path}</title></head>"
        body = f"{head}<body><article><h1>Haber {path}</h1><p>{TEXT} {path}</p></article></body></html>"
        site.replies[path] = Reply(body.encode(), pause=pause)
    return paths


def add_source(home: Path, site: Site, name: str, more: str = "") -> None:
    """Write a source file for one feed of a site; moved into its place, so that no half of it is ever read."""
    text = (
        f"title: {name}\nhome: {site.url(f'/{name}/')}\ncountry: tr\nlanguage: tr\nkind: news\ndelay: 0\n"
        f"feeds: [{site.url(f'/{name}/feed')}]\n{more}"
    )
    (home / "new.txt").write_text(text, encoding="utf-8")
    (home / "new.txt").rename(home / "sources" / f"{name}.yaml")


@pytest.fixture
def home(tmp_path: Path, site: Site) -> Path:
    """Give a home that knows no sources but its own, and may visit the local site."""
    folder = tmp_path / "home"
    (folder / "sources").mkdir(parents=True)
    (folder / "rasad.toml").write_text(
        f'[crawl]\nbundled_sources = false\ndelay = 0\nallow_private_hosts = ["{site.host}"]\n[process]\nworkers = 1\n',
        encoding="utf-8",
    )
    return folder


@contextmanager
def working(home: Path, *command: str) -> Iterator[subprocess.Popen[str]]:
    """Let a command work until the block ends."""
    line = [sys.executable, "-m", "rasad", "--home", str(home), *command]
    log = (home / "log.txt").open("a", encoding="utf-8")
    with log, subprocess.Popen(line, stderr=log, stdout=log, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def query(home: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask the archive's database; before there is one the answer is empty."""
    path = home / "archive" / "archive.sqlite3"
    if not path.exists():
        return []
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []


def count(home: Path, sql: str) -> int:
    """Give a count from the archive; 0 before there is one."""
    rows = query(home, sql)
    found = rows[0][0] if rows else 0
    assert isinstance(found, int)
    return found


def wait(home: Path, sql: str, least: int, seconds: float = 120) -> None:
    """Wait until a count in the archive reaches some number."""
    deadline = time.monotonic() + seconds
    while count(home, sql) < least:
        assert time.monotonic() < deadline, (home / "log.txt").read_text(encoding="utf-8")
        time.sleep(0.1)


PAGES = "SELECT count(*) FROM pages WHERE outcome = 'ok'"
TAGGED = "SELECT count(*) FROM documents"


def finish(process: subprocess.Popen[str]) -> float:
    """Tell a command to end, and give the seconds that it took."""
    begun = time.monotonic()
    process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    return time.monotonic() - begun


def test_the_loop_brings_news_to_the_index_and_takes_up_new_sources(home: Path, site: Site) -> None:
    """A source file that is put there while it works is crawled, too; everything is searchable in the end."""
    write(site, "bir", 6)
    write(site, "iki", 5)
    add_source(home, site, "bir")
    with working(home, "run", "--loop", "--every", "0.3") as process:
        wait(home, PAGES, 6)
        add_source(home, site, "iki")
        wait(home, PAGES, 11)
        wait(home, TAGGED, 11)
        time.sleep(1)
        assert finish(process) < 10
    answer = json.loads(run_rasad(home, "search", "Lodos", "--json").out)
    assert answer["total"] == 11
    assert len(site.paths()) == len(set(site.paths())) == 13


def test_a_loop_that_is_told_to_end_in_the_midst_loses_nothing(home: Path, site: Site) -> None:
    """It ends within ten seconds; the next one fetches the rest, and nothing twice."""
    write(site, "uzun", 40, pause=0.15)
    add_source(home, site, "uzun")
    with working(home, "run", "--loop", "--every", "0.3") as process:
        wait(home, PAGES, 3)
        assert finish(process) < 10
    assert 3 <= count(home, PAGES) < 40
    assert ("crawl", "stopped") in query(home, "SELECT kind, outcome FROM runs")
    with working(home, "run", "--loop", "--every", "0.3") as process:
        wait(home, PAGES, 40)
        finish(process)
    assert query(home, "SELECT count(*), count(DISTINCT url) FROM pages") == [(40, 40)]
    assert run_rasad(home, "archive", "verify").code == 0


def test_a_killed_crawl_is_called_so_and_made_good(home: Path, site: Site) -> None:
    """After kill -9 the next round logs the run as killed and fetches what is missing."""
    write(site, "uzun", 30, pause=0.1)
    add_source(home, site, "uzun")
    with working(home, "crawl", "--due") as process:
        wait(home, PAGES, 3)
        process.kill()
    time.sleep(1)
    assert run_rasad(home, "crawl", "--due").code == 0
    outcomes = [outcome for (outcome,) in query(home, "SELECT outcome FROM runs WHERE kind = 'crawl' ORDER BY id")]
    assert outcomes == ["killed", "done"]
    assert query(home, "SELECT count(*), count(DISTINCT url) FROM pages") == [(30, 30)]


def test_a_crawl_that_takes_long_makes_room_for_the_next(home: Path, site: Site) -> None:
    """After run_minutes a scheduled crawl ends; what is left waits and makes its source due at once."""
    write(site, "uzun", 30, pause=0.15)
    add_source(home, site, "uzun")
    with (home / "rasad.toml").open("a", encoding="utf-8") as config:
        config.write("[desk]\ncrawl = false\n")
    text = (home / "rasad.toml").read_text(encoding="utf-8").replace("delay = 0", "delay = 0\nrun_minutes = 0.03", 1)
    (home / "rasad.toml").write_text(text, encoding="utf-8")
    assert run_rasad(home, "crawl", "--due").code == 0
    first = count(home, PAGES)
    assert 0 < first < 30
    assert run_rasad(home, "crawl", "--due").code == 0
    assert count(home, PAGES) > first


def test_the_desk_crawls_as_well_unless_it_is_told_not_to(home: Path, site: Site) -> None:
    """`rasad serve` answers and works on schedule at the same time, and both end together."""
    write(site, "bir", 4)
    add_source(home, site, "bir")
    with working(home, "serve", "--port", "0", "--no-crawl"):
        time.sleep(3)
    assert count(home, PAGES) == 0
    with working(home, "serve", "--port", "0") as process:
        wait(home, PAGES, 4)
        where = next(word for word in (home / "log.txt").read_text().split()[::-1] if word.startswith("http://"))
        assert httpx.get(f"{where}static/desk.css", timeout=60).status_code == 200
        second = run_rasad(home, "run", "--loop")
        assert second.code == 1
        assert "Another process works on" in second.err
        assert finish(process) < 15


def test_the_past_is_fetched_by_command(home: Path, site: Site) -> None:
    """`rasad backfill` walks a listing's pages; wrong dates and names are refused."""
    listing = f"listings: [{{url: '{site.url('/bir/liste')}', links: a.t}}]\n"
    paths = [path for name in ("bir/a", "bir/b") for path in write(site, name, 3)]
    write(site, "bir", 0)
    add_source(home, site, "bir", listing)
    for number, part in ((1, paths[:3]), (2, paths[3:])):
        links = "".join(f'<a class=t href="{path}">Haber {path}</a>' for path in part)
        site.replies["/bir/liste" if number == 1 else "/bir/liste?page=2"] = Reply(
            f"{links}<a href='?page=2'>2</a>".encode()
        )

    def backfill(*more: str) -> Ran:
        return run_rasad(home, "backfill", *more)

    assert backfill("bir", "--since", "2999-01-01").code == 2
    assert backfill("yok", "--since", "2026-01-01").code == 2
    assert backfill("bir", "--since", "2020-01-01").code == 0
    assert query(home, "SELECT count(*), count(DISTINCT url) FROM pages") == [(6, 6)]
    site.replies["/bir/liste?page=2"] = Reply(b"", 500)
    ran = backfill("bir", "--since", "2020-01-01")
    assert ran.code == 1
    assert "run the command again to go on" in ran.err


def test_a_gap_between_two_runs_is_kept_as_well(home: Path, site: Site) -> None:
    """The pause at a host counts from the last request of the run before."""
    write(site, "bir", 1)
    add_source(home, site, "bir")
    text = (home / "rasad.toml").read_text(encoding="utf-8").replace("delay = 0", "delay = 3", 1)
    (home / "rasad.toml").write_text(text, encoding="utf-8")
    source = home / "sources" / "bir.yaml"
    source.write_text(source.read_text(encoding="utf-8").replace("delay: 0", "delay: 3"), encoding="utf-8")
    for _ in range(2):
        assert run_rasad(home, "crawl").code == 0
    times = [seen.at for seen in site.seen]
    assert len(times) == 5
    assert min(later - earlier for earlier, later in pairwise(times)) >= 2.95
