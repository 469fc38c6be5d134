"""The whole path from a WARC file to searchable, beside trafilatura alone on the same pages with two processes.

Real pages (``../shared/data/html``) are multiplied: each copy has its own address and its words are shuffled within
each run of text, so that markup, length and vocabulary stay real and no two pages are copies of each other.
"""

from __future__ import annotations

import argparse
import gzip
import io
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "html"
TEXT = re.compile(r">([^<>]{40,})<")
# Where a page tells its own address, in full or from the root.
OWN_ADDRESS = re.compile(r"<link[^>]+canonical[^>]*>|<meta[^>]+og:url[^>]*>", re.IGNORECASE)
ADDRESS = re.compile(r"""((?:href|content)=["'])[^"']*""")
GOAL = 0.8
MEMORY_GOAL = 1000.0


def main(arguments: list[str]) -> int:
    """Run the benchmark and print its table; 1 if a goal is missed, 2 without the real pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks path", description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    if not DATA.is_dir():
        print(f"The real pages are not here ({DATA}).", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        warc = Path(scratch) / "pages.warc.gz"
        build(warc, options.pages)
        bare = options.pages / bare_trafilatura(warc, options.workers)
        ours, memory = whole_path(warc, Path(scratch) / "home", options.workers)
        ours = options.pages / ours
    print(f"{options.pages} pages, {options.workers} processes   pages/s   ratio   peak MB")
    print(f"trafilatura alone (text only)      {bare:9.1f}   1.00")
    print(f"rasad, WARC to searchable          {ours:9.1f}   {ours / bare:.2f}   {memory:7.0f}")
    return 0 if ours / bare >= GOAL and memory < MEMORY_GOAL else 1


def build(path: Path, count: int) -> None:
    """Write ``count`` changed copies of the real pages to a WARC file."""
    rng = random.Random(1405)
    pages = [(path, path.read_bytes()) for path in sorted(DATA.rglob("*.html"))]
    pages += [(path, gzip.decompress(path.read_bytes())) for path in sorted(DATA.rglob("*.html.gz"))]
    hosts = {"AnadoluAjansi": "www.aa.com.tr", "Haberturk": "www.haberturk.com", "NTVTR": "www.ntv.com.tr"}
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=True)
        for number in range(count):
            source, body = pages[number % len(pages)]
            name = source.name.split("_")[0]
            url = f"https://{hosts.get(name, name)}/haber/benchmark-{number}"
            # The page's own address would make all copies one article.
            text = readdress(body.decode("utf-8", "replace"), url)
            changed = TEXT.sub(lambda match: f">{shuffled(match.group(1), rng)}<", text)
            writer.write_record(_record(writer, url, changed.encode()))


def _record(writer: WARCWriter, url: str, body: bytes) -> object:
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    return writer.create_warc_record(
        url,
        "response",
        io.BytesIO(body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2026-11-12T06:00:00Z"},
    )


def readdress(page: str, url: str) -> str:
    """Give a page another address of its own."""
    return OWN_ADDRESS.sub(lambda tag: ADDRESS.sub(rf"\g<1>{url}", tag.group()), page)


def shuffled(text: str, rng: random.Random) -> str:
    """Give the words of a text in another order."""
    words = text.split()
    rng.shuffle(words)
    return " ".join(words)


def bare_trafilatura(warc: Path, workers: int) -> float:
    """Give the seconds that ``workers`` processes need for trafilatura's text of every page of a WARC file."""
    context = multiprocessing.get_context("forkserver")
    with context.Pool(workers, _warm) as pool:
        pool.map(_ready, range(workers * 4))
        begun = time.perf_counter()
        for _ in pool.imap_unordered(_extract, _bodies(warc), chunksize=8):
            pass
        return time.perf_counter() - begun


def _bodies(warc: Path) -> list[bytes]:
    with warc.open("rb") as stream:
        return [record.content_stream().read() for record in ArchiveIterator(stream)]


def _warm() -> None:
    import trafilatura  # noqa: F401, PLC0415 -- loaded in the worker, before the clock runs


def _ready(number: int) -> int:
    time.sleep(0.05)
    return number


def _extract(body: bytes) -> int:
    import trafilatura  # noqa: PLC0415 -- loaded in the worker

    return len(trafilatura.extract(body) or "")


def whole_path(warc: Path, home: Path, workers: int) -> tuple[float, float]:
    """Give the seconds from WARC file to searchable, commands and their start included, and the peak memory in MB."""
    peak = Peak()
    begun = time.perf_counter()
    for command in (["import-warc", str(warc)], ["process"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "rasad", "--home", str(home), *command],
            env={**os.environ, "RASAD_PROCESS_WORKERS": str(workers)},
        )
        peak.watch(process.pid)
        if process.wait():
            raise SystemExit(f"rasad {command[0]} failed")
    return time.perf_counter() - begun, peak.stop()


class Peak:
    """Watches the proportional memory (PSS) of a process and its descendants, ten times a second."""

    def __init__(self) -> None:
        self._pid = 0
        self._most = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def watch(self, pid: int) -> None:
        """Watch this process from now on."""
        self._pid = pid
        if not self._thread.is_alive():
            self._thread.start()

    def stop(self) -> float:
        """Stop watching and give the largest sum seen, in MB."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _run(self) -> None:
        while not self._ended.wait(0.1):
            self._most = max(self._most, sum(map(memory, family(self._pid))))


def family(pid: int) -> list[int]:
    """Give a process and all its descendants."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                continue
    return found


def memory(pid: int) -> float:
    """Give the proportional set size of a process in MB; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
