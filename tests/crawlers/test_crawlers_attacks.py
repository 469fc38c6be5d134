"""Hostile servers: every attack has a named outcome, and none costs much memory or time."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
import zlib
from typing import TYPE_CHECKING, Any

import brotli  # type: ignore[import-untyped]  # it ships no types
import pytest

from crawlers.run import CrawlSettings
from pipelines.archive.runs import begin
from pipelines.archive.store import Archive
from tests.crawlers.conftest import EPOCH, Reply, World

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipelines.records import Source
    from tests.crawlers.conftest import Site

MEGABYTE = 1 << 20
MOST_MEMORY = 500 * MEGABYTE
TIMEOUT = 3.0
# The peak of the process's own memory: what `wait4` gives includes the process that started it.
CRAWL = """
import pickle, re, sys
from pathlib import Path
from crawlers.run import crawl
crawl(*pickle.load(sys.stdin.buffer), repr)
print("peak", re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""


def streamed(head: str, body: Callable[[], Iterable[bytes]], pause: float = 0.0) -> Reply:
    """Answer with a raw head and a body that is written piece by piece, for as long as the client listens."""

    def write(handler: Any) -> None:
        handler.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n".encode())
        for piece in body():
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)

    return Reply(stream=write)


def deflated_zeros(megabytes: int, wbits: int) -> Iterator[bytes]:
    """Give a valid compressed stream of zeros; a block that was fully flushed can be repeated as it stands."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    head = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(bytes(MEGABYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    yield head
    for _ in range(megabytes - 1):
        yield block


def brotli_zeros() -> Iterator[bytes]:
    """Give 256 MB of zeros in a few hundred bytes."""
    packer = brotli.Compressor(quality=5)
    for _ in range(256):
        if piece := packer.process(bytes(MEGABYTE)):
            yield piece
    yield packer.finish()


def forever(piece: bytes) -> Iterator[bytes]:
    """Repeat a piece."""
    while True:
        yield piece


TEN_GIGABYTES = 10 * 1024
ATTACKS: Mapping[str, tuple[Reply, str]] = {
    "/gzip-bomb": (
        streamed("Content-Encoding: gzip\r\n", lambda: deflated_zeros(TEN_GIGABYTES, zlib.MAX_WBITS | 16)),
        "too-large",
    ),
    "/deflate-bomb": (
        streamed("Content-Encoding: deflate\r\n", lambda: deflated_zeros(TEN_GIGABYTES, zlib.MAX_WBITS)),
        "too-large",
    ),
    "/brotli-bomb": (streamed("Content-Encoding: br\r\n", brotli_zeros), "too-large"),
    "/endless": (streamed("", lambda: forever(b"<p>" + b"x" * 65536)), "too-large"),
    "/announced": (streamed(f"Content-Length: {10**10}\r\n", lambda: iter([b"<html>"])), "too-large"),
    "/drip": (streamed("", lambda: forever(b"x"), pause=0.1), "timeout"),
    "/headers": (streamed("X: " + "x" * MEGABYTE + "\r\n", lambda: iter([b"<html>"])), "broken"),
    "/endless-headers": (streamed("X: 1\r\nX:", lambda: forever(b"X: " + b"x" * 1000 + b"\r\n")), "broken"),
    "/too-long": (streamed("Content-Length: 100000\r\n", lambda: iter([b"<html>short</html>"])), "broken"),
    "/garbled": (streamed("Content-Encoding: gzip\r\n", lambda: iter([b"this is no gzip at all"])), "broken"),
    "/binary": (streamed("", lambda: iter([os.urandom(20_000)])), "not-html"),
    "/no-http": (Reply(stream=lambda handler: handler.wfile.write(b"SSH-2.0-x\r\n\r\n")), "broken"),
    "/hang-up": (Reply(stream=lambda handler: None), "unreachable"),  # noqa: ARG005 -- it says nothing
    "/loop": (Reply(b"", 302, {"Location": "/loop"}), "redirect-loop"),
    "/inside": (Reply(b"", 302, {"Location": "http://127.0.0.1:9/secret"}), "refused"),
    "/metadata": (Reply(b"", 307, {"Location": "http://169.254.169.254/latest/"}), "refused"),
    "/fine": (Reply(b"<html><p>still here</p></html>"), "ok"),
}
FOREIGN = {
    "http://127.0.0.1:9/": "refused",
    "http://2130706433/": "refused",
    "http://0177.0.0.1/": "refused",
    "http://0x7f000001/": "refused",
    "http://127.1/": "refused",
    "http://[::1]/": "refused",
    "http://[::ffff:10.0.0.1]/": "refused",
    "http://10.1.2.3/": "refused",
    "http://192.168.0.1/": "refused",
    "http://169.254.169.254/": "refused",
    "http://224.0.0.1/": "refused",
    "http://0.0.0.0/": "refused",
    "http://localhost/": "refused",
}


@pytest.fixture
def attacked(
    tmp_path_factory: pytest.TempPathFactory, site: Site, make_source: Callable[..., Source]
) -> tuple[World, int, float]:
    """Crawl all attacks in one process, and give the archive, the process's peak memory and its seconds."""
    addresses = [site.url(path) for path in ATTACKS] + list(FOREIGN)
    items = "".join(f"<item><title>t</title><link>{address}</link></item>" for address in addresses)
    site.replies["/feed"] = Reply(f"<rss version='2.0'><channel><title>t</title>{items}</channel></rss>".encode())
    site.replies |= {path: answer for path, (answer, _) in ATTACKS.items()}
    world = World(tmp_path_factory.mktemp("attacked"))
    with Archive(world.folder) as archive:
        run = begin(archive, "crawl", EPOCH)
    settings = CrawlSettings(delay=0.0, timeout=TIMEOUT, allow_private_hosts=(site.host,))
    task = pickle.dumps((world.folder, run, "run", [make_source(site, feeds=("/feed",))], settings))
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", CRAWL], input=task, stdout=subprocess.PIPE, check=True)
    peak = int(done.stdout.rpartition(b"peak ")[2]) * 1024
    return world, peak, time.monotonic() - began


def test_every_attack_has_its_named_outcome_and_little_memory(attacked: tuple[World, int, float]) -> None:
    """Bombs, endless and slow bodies, broken heads and private addresses end as what they are, below 500 MB."""
    world, memory, seconds = attacked
    outcomes = {page.url: page.outcome for page in world.pages()}
    by_path = {"/" + url.split("/", 3)[3]: outcome for url, outcome in outcomes.items() if url not in FOREIGN}
    assert by_path == {path: expected for path, (_, expected) in ATTACKS.items()}
    assert {url: outcomes.get(url) for url in FOREIGN} == FOREIGN
    assert memory < MOST_MEMORY
    assert seconds < 30
