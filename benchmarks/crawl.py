"""Crawling beside its peers: pages per second into a durable store, memory, and forbidden fetches.

``python -m benchmarks crawl`` serves 50 local hosts with 100 pages each and no pause, and lets each contender fetch
them in a process of its own: Rasad into its archive, plain Scrapy into a file of JSON lines, and news-please where it
is installed. Then 20 hosts with slow robots.txt files forbid half of their 2,000 addresses; what is fetched
nevertheless is counted at the server.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import feedparser
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess

from crawlers.run import CrawlSettings, crawl
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from pipelines.records import Source, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from scrapy.http import Response

PARAGRAPH = "<p>Teknopark yönetimi, yeni destek çağrısının bugün açıldığını ve başvuruların alınacağını duyurdu.</p>"
FORBIDDEN = "/gizli/"
LISTED = 100
# It extracts as well, so that all pages would take it the better part of an hour.
SHARES = {"newsplease": 10}


@dataclass(frozen=True)
class Measured:
    """One contender's run."""

    pages: int
    seconds: float
    cpu: float
    memory: float


class Server:
    """Local hosts, one port each: a feed, its articles, and a robots.txt that takes its time."""

    def __init__(self, pages: int, pause: float, *, forbid: bool) -> None:
        self.paths = [f"{FORBIDDEN if forbid and number % 2 else '/haber/'}{number}" for number in range(pages)]
        self.pause = pause
        self.seen: Counter[str] = Counter()

    async def run(self, hosts: int) -> None:
        """Serve, and print the ports."""
        servers = [await asyncio.start_server(self.talk, "127.0.0.1", 0) for _ in range(hosts)]
        print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
        await asyncio.Event().wait()

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        port = writer.get_extra_info("sockname")[1]
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await self.answer(head.split(b" ", 2)[1].decode(), port)
                length = f"Content-Length: {len(body)}\r\n\r\n"
                writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{length}".encode() + body)
                await writer.drain()
        writer.close()

    async def answer(self, path: str, port: int) -> bytes:
        """Give the body at a path."""
        if path == "/robots.txt":
            await asyncio.sleep(self.pause)
            return f"User-agent: *\nDisallow: {FORBIDDEN}\n".encode()
        if path == "/seen":
            return str(sum(count for each, count in self.seen.items() if each.startswith(FORBIDDEN))).encode()
        self.seen[path] += 1
        if path == "/feed":
            items = "".join(
                f"<item><title>Haber {each}</title><link>http://127.0.0.1:{port}{each}</link></item>"
                for each in self.paths
            )
            return f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode()
        head = f"<!DOCTYPE html><html><head><title>{path}</title></head><body><h1>Haber {path}</h1>"
        return f"{head}{PARAGRAPH * 250}</body></html>".encode()


@contextlib.contextmanager
def serving(hosts: int, pages: int, pause: float, *, forbid: bool) -> Iterator[list[str]]:
    """Serve in a process of its own and give the hosts' addresses."""
    command = [sys.executable, "-m", "benchmarks", "crawl", "--serve", str(hosts), str(pages), str(pause)]
    with subprocess.Popen([*command, "forbid" if forbid else ""], stdout=subprocess.PIPE, text=True) as server:
        try:
            yield [f"http://127.0.0.1:{port}" for port in _output(server).readline().split()]
        finally:
            server.kill()


def measure(contender: str, addresses: list[str]) -> Measured:
    """Let one contender fetch everything in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks", "crawl", "--run", contender, folder, *addresses],
            stdout=subprocess.PIPE,
            text=True,
        )
        pages = int(_output(process).read().split()[-1])
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
    return Measured(pages, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _output(process: subprocess.Popen[str]) -> IO[str]:
    if process.stdout is None:
        raise ValueError("the process was started without a pipe")
    return process.stdout


def rasad(folder: Path, addresses: list[str]) -> int:
    """Crawl into an archive, which is durable at the end."""
    sources = [
        Source(
            id=f"s{number}",
            title="s",
            home=f"{address}/",
            country="tr",
            languages=("tr",),
            kind=SourceKind.NEWS,
            zone="Europe/Istanbul",
            feeds=(f"{address}/feed",),
            delay=0.0,
        )
        for number, address in enumerate(addresses)
    ]
    settings = CrawlSettings(delay=0.0, concurrency=len(addresses), allow_private_hosts=("127.0.0.1",))
    with Archive(folder / "archive") as archive:
        run = begin(archive, "crawl", datetime.now(UTC))
    result = crawl(folder / "archive", run, "run", sources, settings, lambda _: None)
    return sum(source.fetched for source in result.sources.values())


def scrapy(folder: Path, addresses: list[str]) -> int:
    """Do with plain Scrapy what its tutorial says: follow the feeds and write JSON lines."""
    return _scrapy(folder, [f"{address}/feed" for address in addresses], len(addresses))


def scrapy_listed(folder: Path, addresses: list[str]) -> int:
    """The same from a list of articles, so that the first requests of a host wait for its robots.txt together."""
    numbers = range(LISTED)
    links = [
        f"{address}{FORBIDDEN if number % 2 else '/haber/'}{number}" for number in numbers for address in addresses
    ]
    return _scrapy(folder, links, len(addresses))


def _scrapy(folder: Path, starts: list[str], concurrency: int) -> int:
    class Plain(Spider):
        name = "plain"
        start_urls = starts

        def parse(self, response: Response) -> Iterator[object]:
            if response.url.endswith("/feed"):
                yield from (Request(entry.link) for entry in feedparser.parse(response.body).entries)
            else:
                yield {"url": response.url, "status": response.status, "html": response.text}

    out = folder / "pages.jsonl"
    settings = {
        "LOG_LEVEL": "CRITICAL",
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 2 * concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "FEEDS": {str(out): {"format": "jsonlines"}},
        "TELNETCONSOLE_ENABLED": False,
    }
    process = CrawlerProcess(settings)
    process.crawl(Plain)
    process.start()
    with out.open() as lines:
        return sum(1 for _ in lines)


def newsplease(folder: Path, addresses: list[str]) -> int:
    """Fetch what the feeds name with news-please's own call for lists of addresses, host by host.

    It starts a thread for each address of a list, so that one list of all of them never ends. What it gives are
    articles: its call always extracts as well.
    """
    from newsplease import NewsPlease  # noqa: PLC0415 -- an optional peer

    del folder
    count = 0
    for address in addresses:
        links = [entry.link for entry in feedparser.parse(f"{address}/feed").entries]
        found = NewsPlease.from_urls(links, request_args={"timeout": 60}, fetch_images=False)
        count += sum(bool(article) for article in found.values())
    return count


CONTENDERS = {"rasad": rasad, "scrapy": scrapy, "newsplease": newsplease}
OTHERS = {"scrapy-listed": scrapy_listed}


def throughput(hosts: int, pages: int) -> None:
    """Print how fast each contender is."""
    print(f"{hosts} hosts, {hosts * pages} pages, no pause")
    print(f"{'contender':12} {'pages':>6} {'seconds':>8} {'pages/s':>8} {'cpu s':>7} {'peak MB':>8} {'ratio':>6}")
    base = 0.0
    with serving(hosts, pages, 0.0, forbid=False) as addresses:
        for name in CONTENDERS:
            if name == "newsplease" and importlib.util.find_spec("newsplease") is None:
                print("news-please is not installed (pip install .[bench]); left out")
                continue
            got = measure(name, addresses[: max(1, hosts // SHARES.get(name, 1))])
            pace = got.pages / got.seconds
            base = base or pace
            row = f"{got.seconds:8.1f} {pace:8.1f} {got.cpu:7.1f} {got.memory:8.0f} {base / pace:6.2f}"
            print(f"{name:12} {got.pages:6} {row}", flush=True)
    print("ratio: Rasad's pages per second as a multiple of the contender's")


def obedience(hosts: int, pages: int) -> None:
    """Print how many forbidden addresses each contender fetches."""
    print(f"\n{hosts} hosts with slow robots.txt files, {hosts * pages} addresses, half of them forbidden")
    for name in ("rasad", "scrapy", "scrapy-listed"):
        with serving(hosts, pages, 0.5, forbid=True) as addresses:
            got = measure(name, addresses)
            forbidden = sum(int(urlopen(f"{address}/seen").read()) for address in addresses[:1])  # noqa: S310 -- our own
            print(f"{name:14} fetched {got.pages:5} pages, {forbidden} forbidden requests", flush=True)


def main(argv: list[str]) -> int:
    """Run the benchmark, or one of its processes."""
    parser = argparse.ArgumentParser(prog="benchmarks crawl", description=__doc__)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=100, help="pages per host")
    parser.add_argument("--serve", nargs=4, metavar=("HOSTS", "PAGES", "PAUSE", "FORBID"), help=argparse.SUPPRESS)
    parser.add_argument("--run", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.serve:
        hosts, pages, pause, forbid = options.serve
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(Server(int(pages), float(pause), forbid=bool(forbid)).run(int(hosts)))
    elif options.run:
        name, folder, *addresses = options.run
        print((CONTENDERS | OTHERS)[name](Path(folder), addresses))
    else:
        throughput(options.hosts, options.pages)
        obedience(20, LISTED)
    return 0
